"""Measures the bot on this machine: `python -m benchmarks [--quick] [--json]`."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import company, idle, machine, matching, replies, report, sending
from benchmarks.processes import Place, pocket
from storage.schema import upgrade
from storage.sealing import Sealer, new_key
from storage.store import SqlStore

FLOOD = 1000
"""Receipts that are due while people press: more than a sender gets through meanwhile."""


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer samples, a smaller outbox")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--database", help="an empty database; by default a file of its own")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(options.database or f"sqlite:///{folder}/bench.db", new_key(), Path(folder))
        found = measure(place, options.quick, _progress)
    print(report.as_json(found) if options.json else report.text(found))


def measure(place: Place, quick: bool, say: Callable[[str], None]) -> report.Report:
    """Everything, one after the other, so that nothing disturbs another; raises SystemExit
    where the database is not empty."""
    before = machine.load()
    plan = replies.QUICK if quick else replies.FULL
    store = SqlStore(place.database_url, Sealer([place.key]))
    with pocket(place.folder) as slack:
        say("a company is seeded")
        _must_be_empty(place, store)
        asked = company.prepare(slack, store, replies.pairs_for(plan))
        store.close()
        say("starts")
        resting = idle.measure(slack, place, starts=3)
        company.flood(store, FLOOD)
        store.close()
        say("replies")
        replied = replies.compare(slack, place, asked, plan)
        say("sending")
        sizes = (1_000,) if quick else (1_000, 100_000)
        sent = sending.measure(slack, store, 0 if quick else FLOOD, sizes)
        store.close()
    matched = matching.measure(quick, say)
    here = machine.machine(place.database_url, before)
    return report.Report(here, replied, resting, sent, matched)


def _must_be_empty(place: Place, store: SqlStore) -> None:
    upgrade(place.database_url)
    with store.read() as unit:
        if unit.workspaces.find():
            sys.exit("This database is in use; benchmarks need an empty one.")


def _progress(stage: str) -> None:
    print(f"... {stage}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
