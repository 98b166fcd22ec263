"""`match`: who would be whose mentor, from two CSV files; no Slack, database or key."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.cli.match_words import (
    as_json,
    as_text,
    explained,
    faults_as_json,
    groups_as_json,
    groups_as_text,
)
from bot.cli.roster import Roster, read_roster
from bot.clock import RealClock
from bot.matching.candidates import Context
from bot.matching.cohort import Cohort
from bot.matching.groups import form
from bot.matching.model import Draft, NoSolver, Progress, Rules

LEVEL_PURPOSES = frozenset({"skills", "training", "onboarding", "knowledge_transfer", "knowledge"})
"""Purposes for which a mentor must be ahead in a topic (docs/matching.md)."""

NOBODY_PLACED = 3

SHOWN_AFTER = 1.0
"""Seconds a run takes before a bar is shown."""

_STAGES = {"judge": (0, 40), "place": (40, 60), "raise": (60, 75), "prove": (75, 85)}
_LAST = (85, 100)
"""How much of a run each stage is, in per cent, measured on large cohorts."""


def main(args: Sequence[str]) -> int:
    """Print the matches; 0 where there are any, 1 for problems, 2 for wrong usage, 3 where
    nobody could be placed."""
    try:
        asked = _parser().parse_args(args)
    except SystemExit as stop:
        return int(stop.code or 0)
    roster = read_roster(asked.mentees, asked.mentors, asked.as_written)
    if roster.people is None:
        return _faulty(roster, asked.json)
    if not asked.json:
        for note in roster.notes:
            print(f"Note: {note}", file=sys.stderr)
    try:
        return _match(asked, roster)
    except (NoSolver, LookupError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        "python -m bot match",
        description="Match mentees with mentors from two CSV files: docs/matching.md. Exit codes: "
        "0 matched, 1 problems in the files, 2 wrong usage, 3 nobody could be placed.",
    )
    options.add_argument("--mentors", type=Path, required=True, metavar="FILE")
    options.add_argument("--mentees", type=Path, required=True, metavar="FILE")
    options.add_argument("--json", action="store_true", help="print one JSON object instead")
    options.add_argument(
        "--stable",
        action="store_true",
        help="no two people would both rather be together; may place fewer",
    )
    options.add_argument(
        "--level-rule",
        action="store_true",
        help="a mentor must be ahead in a topic the mentee puts first; always so for the "
        "purposes skills, training, onboarding and knowledge transfer",
    )
    options.add_argument(
        "--seed-round", default="", metavar="ID", help="names the round; decides between equals"
    )
    options.add_argument(
        "--week", type=date.fromisoformat, metavar="DATE", help="the week of the shared hours"
    )
    options.add_argument(
        "--as-written", action="store_true", help="take topics as they are, however close"
    )
    _other_answers(options)
    return options


def _other_answers(options: argparse.ArgumentParser) -> None:
    """What may be asked for instead of a draft, or of it."""
    options.add_argument(
        "--groups",
        action="store_true",
        help="groups of one mentor and three to seven mentees instead of pairs",
    )
    options.add_argument(
        "--expect", metavar="DIGEST", help="fail unless the draft is the one of this digest"
    )
    options.add_argument(
        "--explain",
        nargs=2,
        metavar=("MENTEE", "MENTOR"),
        help="only say why these two are matched, or why not",
    )


def _faulty(roster: Roster, as_json: bool) -> int:
    if as_json:
        print(faults_as_json(roster.faults))
        return 1
    for fault in roster.faults:
        print(fault, file=sys.stderr)
    many = len(roster.faults)
    count = "One thing" if many == 1 else f"{many} things"
    print(f"{count} to put right; nobody was matched.", file=sys.stderr)
    return 1


def _match(asked: argparse.Namespace, roster: Roster) -> int:
    if roster.people is None:
        raise LookupError("there is nobody to match")
    context = Context(
        asked.week or RealClock().wall().date(),
        level_required=asked.level_rule,
        level_purposes=LEVEL_PURPOSES,
        round_id=asked.seed_round,
    )
    if asked.groups:
        found = form(roster.people.mentees, roster.people.mentors, context)
        print(groups_as_json(found) if asked.json else groups_as_text(found))
        return 0 if found.groups else NOBODY_PLACED
    with _bar(quiet=asked.explain is not None) as watch:
        cohort = Cohort(roster.people, Rules(context, stable=asked.stable), watch)
        if asked.explain:
            print(explained(cohort, tuple(asked.explain), asked.json))
            return 0
        draft = cohort.draft(watch)
    print(as_json(draft, roster.notes) if asked.json else as_text(draft))
    return _verdict(draft, asked.expect)


def _verdict(draft: Draft, expected: str | None) -> int:
    if expected and not draft.digests.draft.startswith(expected):
        print(f"This is another draft than {expected}.", file=sys.stderr)
        return 1
    return 0 if draft.pairs else NOBODY_PLACED


@contextmanager
def _bar(quiet: bool) -> Iterator[Progress]:
    """A bar on stderr, seen only by people and only where it takes longer."""
    try:
        from tqdm import tqdm
    except ImportError as error:
        raise NoSolver from error
    with tqdm(
        total=100,
        delay=SHOWN_AFTER,
        disable=quiet or not sys.stderr.isatty(),
        leave=False,
        bar_format="{desc} {bar} {percentage:3.0f}%",
    ) as bar:

        def watch(stage: str, done: int, of: int) -> None:
            first, last = _STAGES.get(stage, _LAST)
            bar.set_description_str(stage, refresh=False)
            bar.update(first + (last - first) * done // of - bar.n)

        yield watch
