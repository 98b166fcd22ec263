"""Slack in and out: listeners, forms, messages."""
