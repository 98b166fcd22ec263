"""The one matching path: filter, score, and later the engine for whole cohorts."""
