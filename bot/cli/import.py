"""`python -m bot import reporting-line FILE`: who reports to whom, so that nobody is matched."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.opening import Trouble, opened_store, parser, said, told
from bot.cli.sheets import read_sheet
from bot.clock import RealClock
from bot.config import ConfigurationError, chosen, data_key, environment, filled
from bot.domain.reporting import Fault, faults
from bot.ports import Busy
from bot.services import findings
from storage.errors import StorageError
from storage.store import SqlStore

PERSON, MANAGER = "slack_id", "manager_slack_id"
"""The columns that are read; others are passed over."""

FAULTS_MOST = 20
"""Faults printed; the rest is counted."""

WORDS: Mapping[str, str] = {
    "no_person": f"{PERSON} is empty",
    "not_an_id": "{value!r} is not a member id of Slack, such as U024BE7LH",
    "own_manager": "{value} cannot be their own manager; leave the manager empty at the top",
    "twice": "{value} stands here more than once; keep one row",
    "circle": "these people report to each other in a circle; mend one of the managers",
}

Line = tuple[int, str, str]
"""A row of the file: its number there, person, manager ("" at the top)."""


def main(args: Sequence[str]) -> int:
    """Load the file in the place of the one before; 0 when done, 1 where something is wrong (and
    nothing is changed), 2 for usage."""
    options = parser(
        "import",
        f"Load a CSV file (UTF-8) with the columns {PERSON} and {MANAGER}, the second empty for "
        "whoever reports to nobody. It takes the place of the file before.",
    )
    options.add_argument("what", choices=("reporting-line",))
    options.add_argument("file", type=Path)
    options.add_argument("--dry-run", action="store_true", help="only say what is in it")
    options.add_argument("--json", action="store_true", help="print one JSON object instead")
    asked = options.parse_args(args)
    sheet = read_sheet(asked.file, (PERSON, MANAGER), (PERSON, MANAGER))
    rows = [
        (row.number, row.cells.get(PERSON, ""), row.cells.get(MANAGER, "")) for row in sheet.rows
    ]
    wrong = [str(one) for one in sheet.faults or _faults(sheet.file, rows)]
    if wrong:
        return said(*_some(wrong))
    try:
        if not asked.dry_run:
            _load(rows)
    except ConfigurationError as error:
        return said(*error.problems)
    except (Trouble, StorageError, Busy) as trouble:
        return said(str(trouble))
    top = sum(not manager for _, _, manager in rows)
    facts = {"people": len(rows), "without_manager": top, "loaded": not asked.dry_run}
    done = "Would load" if asked.dry_run else "Loaded"
    words = f"{done} {len(rows)} people, {top} of them without a manager."
    return told(facts, words, asked.json)


def _faults(file: str, rows: Sequence[Line]) -> list[str]:
    return [_fault(file, one) for one in faults(rows)]


def _fault(file: str, fault: Fault) -> str:
    rows = "row" if len(fault.rows) == 1 else "rows"
    numbers = ", ".join(map(str, fault.rows))
    return f"{file}, {rows} {numbers}: {WORDS[fault.code].format(value=fault.value)}."


def _some(wrong: Sequence[str]) -> list[str]:
    lines = [*wrong[:FAULTS_MOST]]
    if len(wrong) > FAULTS_MOST:
        lines.append(f"... and {len(wrong) - FAULTS_MOST} more.")
    return [*lines, "Nothing was loaded."]


def _load(rows: Sequence[Line]) -> None:
    values = environment()
    url, keys = chosen(values, "DATABASE_URL")["DATABASE_URL"], data_key(filled(values))
    with opened_store(url, keys) as store:
        _keep(store, [(person, manager) for _, person, manager in rows if manager])


def _keep(store: SqlStore, line: Sequence[tuple[str, str]]) -> None:
    with store.unit() as unit:
        workspaces = unit.workspaces.find()
        if not workspaces:
            raise Trouble("This database knows no workspace yet. Start the bot once, then import.")
        moment = RealClock().wall()
        for workspace in workspaces:
            findings.load(unit, workspace.id, line, "import", moment)
