"""`python -m bot COMMAND`."""

import sys

from bot.cli import called

sys.exit(called(sys.argv[1:]))
