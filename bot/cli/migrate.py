"""`python -m bot migrate`: bring the database up to date."""

from collections.abc import Sequence

from bot.cli.opening import lacking, parser, said, told
from bot.config import ConfigurationError, chosen, environment
from bot.ports import Busy
from storage.errors import StorageError
from storage.schema import upgrade


def main(args: Sequence[str]) -> int:
    """Apply what is pending, or only say it with --dry-run; 0 when done, 1 otherwise."""
    options = parser("migrate", "Bring the database up to date; run does so too when it starts.")
    options.add_argument("--dry-run", action="store_true", help="only say what would be applied")
    options.add_argument("--json", action="store_true", help="print one JSON object instead")
    asked = options.parse_args(args)
    try:
        url = chosen(environment(), "DATABASE_URL")["DATABASE_URL"]
        steps = lacking(url) if asked.dry_run else upgrade(url)
    except ConfigurationError as error:
        return said(*error.problems)
    except (StorageError, Busy) as error:
        return said(str(error))
    facts = {"steps": steps, "applied": not asked.dry_run}
    return told(facts, _words(steps, asked.dry_run), asked.json)


def _words(steps: Sequence[str], rehearsed: bool) -> str:
    if not steps:
        return "The database is up to date."
    done = "Would apply" if rehearsed else "Applied"
    return f"{done} {len(steps)} upgrades: {', '.join(steps)}."
