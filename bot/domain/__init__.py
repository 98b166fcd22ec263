"""The rules of mentoring: pure functions over frozen values; the moment is an argument."""
