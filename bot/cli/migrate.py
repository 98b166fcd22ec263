"""`python -m bot migrate`: bring the database up to date."""

import argparse
from collections.abc import Sequence

from bot.cli.opening import said
from bot.config import ConfigurationError, environment, load
from storage.errors import StorageError
from storage.schema import pending, upgrade


def main(args: Sequence[str]) -> int:
    """Apply what is pending, or only say it with --dry-run; 0 when done, 1 otherwise."""
    parser = argparse.ArgumentParser("python -m bot migrate", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    asked = parser.parse_args(args)
    try:
        url = load(environment()).database_url
        steps = pending(url)
        if not asked.dry_run:
            upgrade(url)
    except ConfigurationError as error:
        return said(*error.problems)
    except StorageError as error:
        return said(str(error))
    done = "Would apply" if asked.dry_run else "Applied"
    print(f"{done} {len(steps)} migrations{': ' + ', '.join(steps) if steps else ''}.")
    return 0
