"""Pure Block Kit builders: frozen values and Words in, dicts out."""
