"""`python -m bot keys new|rotate`: the key for private words."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet

from bot.cli.opening import Trouble, opened_store, said
from bot.config import VARIABLES, ConfigurationError, environment, load


def main(args: Sequence[str]) -> int:
    """Make a key file, or seal everything anew with the newest key; 0 when done, 1 otherwise."""
    parser = argparse.ArgumentParser("python -m bot keys", description=__doc__)
    parser.add_argument("what", choices=("new", "rotate"))
    asked = parser.parse_args(args)
    return _new() if asked.what == "new" else _rotate()


def _new() -> int:
    default = next(one.default for one in VARIABLES if one.name == "DATA_KEY_FILE")
    path = Path(environment().get("DATA_KEY_FILE") or default).expanduser()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return said(f"{path} holds a key already; losing it loses every private word.")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(Fernet.generate_key().decode() + "\n")
    print(f"Made {path}, readable by you alone. Keep a copy apart from the backups of the data.")
    return 0


def _rotate() -> int:
    try:
        with opened_store(load(environment())) as store:
            count = store.rotate()
    except ConfigurationError as error:
        return said(*error.problems)
    except Trouble as trouble:
        return said(str(trouble))
    print(f"{count} private values are sealed with the newest key now.")
    return 0
