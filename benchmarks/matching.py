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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from random import Random
from typing import Any

from benchmarks.cohorts import CONTEXT, company

SIZES, QUICK_SIZES = (100, 200, 400, 800), (100, 200)
ALONE, QUICK_ALONE = ((500, 300), (1_000, 500), (3_000, 1_500), (10_000, 5_000)), ((500, 300),)
PATIENCE = 180
"""Seconds after which an engine is stopped: Munkres grows with the cube and more."""

TIMES_FASTER, AT = 100, 400
SOLVE_MOST, WHOLE_MOST, MEGABYTES_MOST, SMALL_MOST, WHY_MOST = 1.0, 60.0, 1024, 1.0, 0.1
_OUT = 10_000
OURS = "this project"


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
class Matching:
    """What was measured."""

    contests: tuple[Contest, ...] = ()
    wholes: tuple[Whole, ...] = ()


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
    return Matching(tuple(contests), tuple(wholes))


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


def _once(points: Any) -> list[tuple[int, int]]:
    """Nobody left out and the most points, like the others; without the floor."""
    from bot.matching.engine import best, most

    asked = _board(points)
    task = asked.task(_cells(asked))
    chosen = best(task, most(task))
    if chosen is None:
        raise RuntimeError("no solution")
    return list(zip(task.rows[chosen].tolist(), task.columns[chosen].tolist(), strict=True))


def _with_floor(points: Any) -> list[tuple[int, int]]:
    """All a run does: with the proof over all pairs, and the best floor for 1 %."""
    import numpy as np

    from bot.matching.model import unwatched
    from bot.matching.solution import solve

    chosen = solve(_board(points), unwatched).chosen
    rows, columns = np.divmod(chosen, len(points.grid.mentors))
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _board(points: Any) -> Any:
    import numpy as np

    from bot.matching.edges import Field
    from bot.matching.model import People, Rules
    from bot.matching.solution import Board

    grid = points.grid
    none, one = (np.full(len(grid.mentors), many, dtype=np.int64) for many in (0, 1))
    field = Field(grid, np.zeros(len(grid.mentees), dtype=np.int64), one)
    people = People(grid.mentees, grid.mentors)
    return Board(people, Rules(CONTEXT), field, none, np.zeros(0, dtype=np.int64))


def _cells(asked: Any) -> Any:
    from bot.matching.edges import chosen

    return chosen(asked.field)


def _dense(points: Any) -> list[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    costs = np.where(points.possible, -points.points, _OUT)
    rows, columns = linear_sum_assignment(costs)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _sparse(points: Any) -> list[tuple[int, int]]:
    """It knows full matchings only: a column of its own lets each mentee stay out."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns = np.nonzero(points.possible)
    many, across = points.points.shape
    every = np.arange(many)
    costs = np.concatenate([_OUT - points.points[rows, columns], np.full(many, 2 * _OUT)])
    ends = np.concatenate([rows, every]), np.concatenate([columns, across + every])
    graph = coo_matrix((costs, ends), shape=(many, across + many)).tocsr()
    found = min_weight_full_bipartite_matching(graph)
    return list(zip(found[0].tolist(), found[1].tolist(), strict=True))


def _munkres(points: Any) -> list[tuple[int, int]]:
    """As it is used for mentoring: a forbidden pair is one of no points."""
    import numpy as np
    from munkres import Munkres

    costs = 255 - np.where(points.possible, points.points, 0)
    found: list[tuple[int, int]] = Munkres().compute(costs.tolist())
    return found


ENGINES: dict[str, Callable[[Any], list[tuple[int, int]]]] = {
    OURS: _once,
    "with the floor": _with_floor,
    "scipy, dense": _dense,
    "scipy, sparse": _sparse,
    "munkres": _munkres,
}


class _Points:
    """The grid all engines are given."""

    def __init__(self, mentees: int, mentors: int) -> None:
        import numpy as np

        from bot.matching.grid import FORBIDDEN, judge
        from bot.matching.model import unwatched

        self.grid = judge(*company(mentees, mentors), CONTEXT, unwatched)
        self.points = self.grid.points.astype(np.int64)
        self.possible = self.grid.points != FORBIDDEN


def _compete(engine: str, size: int) -> Contest:
    points = _Points(size, size)
    ENGINES[engine](_Points(8, 8))  # loads what it needs
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


def text(found: Matching) -> Iterator[str]:
    """For people."""
    yield (
        "Matching: nobody left out and the most points, one place each, the same points for all;"
        " then with the proof and the best floor"
    )
    for size in dict.fromkeys(one.size for one in found.contests):
        here = [one for one in found.contests if one.size == size]
        yield from (_row(one, here[0]) for one in here)
    ratio = _ratio(found.contests)
    if ratio is not None:
        word = "within" if ratio >= TIMES_FASTER else "under"
        yield f"  {ratio:.0f} times faster than munkres at {AT} x {AT} ({word}, bar {TIMES_FASTER})"
    yield "Matching, whole runs: everybody judged + draft; one solution; the slowest why-not"
    yield from (_whole_row(one) for one in found.wholes)


def _row(one: Contest, ours: Contest) -> str:
    who = f"  {one.size:>4} x {one.size:<4} {one.engine:<14}"
    if one.seconds is None:
        return f"{who} stopped after {PATIENCE} s"
    times = one.seconds / ours.seconds if ours.seconds else 0
    return (
        f"{who} {one.seconds * 1000:>9.1f} ms {times:>8.1f}x {one.megabytes:>6.0f} MB"
        f"  placed {one.placed}, {one.points} points"
    )


def _whole_row(one: Whole) -> str:
    return (
        f"  {one.mentees:>6} x {one.mentors:<5} {one.judged:>6.2f} + {one.drafted:>6.2f} s;"
        f" {one.solved:>5.2f} s; {one.why_not * 1000:>4.0f} ms; {one.megabytes:>4.0f} MB;"
        f" placed {one.placed}, {one.candidates:.0f} candidates each ({_within(one)})"
    )


def _within(one: Whole) -> str:
    """The bars: all runs; and those that name a size."""
    whole = one.judged + one.drafted
    holds = whole <= WHOLE_MOST and one.megabytes <= MEGABYTES_MOST and one.solved <= SOLVE_MOST
    if one.mentees <= 500:
        holds = holds and whole <= SMALL_MOST
    if one.mentees <= 1000:
        holds = holds and one.why_not <= WHY_MOST
    return "within the bars" if holds else "over a bar"


def _ratio(contests: Sequence[Contest]) -> float | None:
    seconds = {one.engine: one.seconds for one in contests if one.size == AT}
    ours, theirs = seconds.get(OURS), seconds.get("munkres")
    return theirs / ours if ours and theirs else None


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser("python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small cohorts only")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, mentees, mentors = options.child[0], *map(int, options.child[1:])
        one = _whole(mentees, mentors) if name == "whole" else _compete(name, mentees)
        print(json.dumps(asdict(one)))
        return
    found = measure(options.quick, lambda stage: print(f"... {stage}", file=sys.stderr, flush=True))
    print(json.dumps(asdict(found), indent=2) if options.json else "\n".join(text(found)))


if __name__ == "__main__":
    main()
