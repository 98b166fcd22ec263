"""Measures matching: `python -m benchmarks.matching [--quick] [--json]`.

Each engine has a process of its own, so that its peak of memory is its own; all are given the
same grid of points. Times are processor seconds, so that a busy machine changes them little; one
thread does it all. Nothing is asserted.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from random import Random
from typing import Any

from benchmarks.cohorts import CONTEXT, company
from benchmarks.engines import ENGINES, Points

SIZES, QUICK_SIZES = (100, 200, 400, 800), (100, 200)
ALONE, QUICK_ALONE = ((500, 300), (1_000, 500), (3_000, 1_500), (10_000, 5_000)), ((500, 300),)
PATIENCE = 180
"""Seconds after which an engine is stopped: Munkres grows with the cube and more."""


@dataclass(frozen=True)
class Contest:
    """One engine on one grid; no seconds where it was stopped."""

    engine: str
    size: int
    seconds: float | None
    megabytes: float | None = None
    placed: int | None = None
    points: int | None = None


@dataclass(frozen=True)
class Whole:
    """A whole run on a made-up company: everybody judged, the draft made, and one solution of
    the solver alone; `why_not` is the longest of 20 answers."""

    mentees: int
    mentors: int
    judged: float
    drafted: float
    solved: float
    why_not: float
    megabytes: float
    placed: int
    candidates: float


@dataclass(frozen=True)
class Stored:
    """Processor seconds from the rows to a stored draft, of publishing so many matches, and of
    bare SQLite for the same rows; the peak of memory."""

    mentees: int
    mentors: int
    drafted: float
    published: float
    asked: int
    bare: float
    megabytes: float


@dataclass(frozen=True)
class Matching:
    """What was measured."""

    contests: tuple[Contest, ...] = ()
    wholes: tuple[Whole, ...] = ()
    stored: tuple[Stored, ...] = ()


def measure(quick: bool, say: Callable[[str], None]) -> Matching:
    """One process after the other."""
    contests = []
    for size in QUICK_SIZES if quick else SIZES:
        for engine in ENGINES:
            say(f"matching: {engine}, {size} x {size}")
            contests.append(_contest(engine, size))
    wholes = []
    for mentees, mentors in QUICK_ALONE if quick else ALONE:
        say(f"matching: {mentees} x {mentors}")
        wholes.append(Whole(**_child("whole", mentees, mentors, patience=600)))
    kept = []
    for mentees, mentors in QUICK_ALONE if quick else ALONE:
        say(f"matching, in the store: {mentees} x {mentors}")
        kept.append(Stored(**_child("stored", mentees, mentors, patience=900)))
    return Matching(tuple(contests), tuple(wholes), tuple(kept))


def _contest(engine: str, size: int) -> Contest:
    try:
        return Contest(**_child(engine, size, size, patience=PATIENCE))
    except subprocess.TimeoutExpired:
        return Contest(engine, size, None)


def _child(name: str, mentees: int, mentors: int, patience: float) -> dict[str, Any]:
    call = [
        sys.executable,
        "-m",
        "benchmarks.matching",
        "--child",
        name,
        f"{mentees}",
        f"{mentors}",
    ]
    said = subprocess.run(call, capture_output=True, text=True, check=True, timeout=patience)  # noqa: S603
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds: those of the clock where the machine has nothing else to do."""
    start = time.process_time()
    found = call()
    return time.process_time() - start, found


def _compete(engine: str, size: int) -> Contest:
    points = Points(size, size)
    ENGINES[engine](Points(8, 8))  # loads what it needs
    seconds, pairs = _timed(lambda: ENGINES[engine](points))
    real = [
        (row, column) for row, column in pairs if column < size and points.possible[row, column]
    ]
    total = sum(int(points.points[pair]) for pair in real)
    return Contest(engine, size, seconds, _megabytes(), len(real), total)


def _whole(mentees: int, mentors: int) -> Whole:
    from bot.matching.cohort import Cohort
    from bot.matching.model import People, Rules

    people = People(*map(tuple, company(mentees, mentors)))
    judged, cohort = _timed(lambda: Cohort(people, Rules(CONTEXT)))
    drafted, draft = _timed(cohort.draft)
    draw = Random(1)  # noqa: S311 - any two will do
    answers = []
    for _ in range(20):
        ids = draw.choice(people.mentees).id, draw.choice(people.mentors).id
        answers.append(_timed(partial(cohort.why_not, *ids))[0])
    megabytes = _megabytes()
    solved, candidates = _one_solution(people)
    placed = draft.totals.placed
    return Whole(
        mentees, mentors, judged, drafted, solved, max(answers), megabytes, placed, candidates
    )


def _one_solution(people: Any) -> tuple[float, float]:
    """Seconds of the solver alone, and for how many candidates each."""
    from bot.matching.engine import best
    from bot.matching.model import Rules, unwatched
    from bot.matching.solution import board, solve

    found = solve(board(people, Rules(CONTEXT), unwatched), unwatched)
    task = found.asked.task(found.cells)
    return _timed(lambda: best(task, found.counts))[0], len(found.cells) / len(people.mentees)


def _one(name: str, mentees: int, mentors: int) -> Contest | Whole | Stored:
    """What a process of its own measures."""
    if name == "whole":
        return _whole(mentees, mentors)
    if name != "stored":
        return _compete(name, mentees)
    from benchmarks.publishing import stored

    return stored(mentees, mentors, _megabytes)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small cohorts only")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, mentees, mentors = options.child[0], *map(int, options.child[1:])
        print(json.dumps(asdict(_one(name, mentees, mentors))))
        return
    from benchmarks.matching_report import text

    found = measure(options.quick, lambda stage: print(f"... {stage}", file=sys.stderr, flush=True))
    print(json.dumps(asdict(found), indent=2) if options.json else "\n".join(text(found)))


if __name__ == "__main__":
    main()
