"""Use cases, one unit of work each: load, decide, keep, queue."""
