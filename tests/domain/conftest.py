"""Whatever hypothesis finds can be replayed: its seed is printed with a failure."""

from hypothesis import settings

settings.register_profile("domain", print_blob=True, deadline=None)
settings.load_profile("domain")
