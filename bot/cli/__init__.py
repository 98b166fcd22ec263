"""The command line: one module per command, each imported only when it is called."""

import os
import select
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

HUNG_UP = 141
"""The exit code where whoever read the output wants no more of it, as shells count it."""

COMMANDS: Mapping[str, str] = {
    "demo": "a pocket Slack with a running program, no account needed",
    "run": "run the bot against a workspace",
    "check": "name every problem before anything starts",
    "migrate": "bring the database up to date",
    "keys": "make the key for private words, or change it",
    "person": "give, erase or hold the data of one person",
    "check-content": "check the texts, your own included",
    "match": "match mentees with mentors from two CSV files, without Slack",
    "import": "load the reporting line from a file",
    "tick": "do everything that is due at a moment (sandbox only)",
}


def main(args: Sequence[str]) -> int:
    """Run a command; its exit code (2: wrong usage)."""
    if not args or args[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if args else 2
    name, *rest = args
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n\n{usage()}")
        return 2
    module = import_module(f"bot.cli.{name.replace('-', '_')}")
    return int(module.main(rest))


def called(args: Sequence[str]) -> int:
    """Run a command for a shell; its exit code, HUNG_UP where a pipe was closed, as by `head`."""
    try:
        code = main(args)
        sys.stdout.flush()
    except BrokenPipeError:
        if not _hung_up():
            raise
        # Python writes the rest when it ends; it has to go somewhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return HUNG_UP
    return code


def _hung_up() -> bool:
    """Whether it is our output that nobody reads any more, rather than some other wire."""
    watch = select.poll()
    watch.register(sys.stdout.fileno(), 0)
    return bool(watch.poll(0))


def usage() -> str:
    """The list of commands."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {words}" for name, words in COMMANDS.items()]
    return "\n".join(["python -m bot COMMAND [--help]", "", *lines])
