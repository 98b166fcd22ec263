"""Every word a person reads, per language, and the reader of these files."""
