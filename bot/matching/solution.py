"""The stages of a run over arrays: judge, place, raise the worst pair."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from bot.matching.edges import Field, best_of, chosen, whole
from bot.matching.engine import OUT, Ints, Task, best, most, value
from bot.matching.grid import FORBIDDEN, Grid, judge
from bot.matching.model import Ids, People, Progress, Rules
from bot.matching.prices import paying, prices
from bot.matching.proof import Placing

MOVED_MOST = 2
"""Per cent of the open proposals that may move at the usual weight (docs/matching.md)."""

STAY_MOST = 1_000
"""Points of an open proposal from which on nothing but a rule or a place can move it."""


@dataclass(frozen=True)
class Board:
    """A judged cohort, ready to be solved: what is open, and what is decided already."""

    people: People
    rules: Rules
    field: Field
    begun: Ints
    proposed: Ints
    """Open proposals that are still possible, as places in the grid."""

    @property
    def grid(self) -> Grid:
        """The points of everybody with everybody."""
        return self.field.grid

    def above(self, floor: int) -> "Board":
        """The board on which no pair below this floor is possible."""
        return replace(self, field=self.field.keep(self.grid.points >= floor))

    def holding(self, row: int, column: int) -> "Board":
        """The board of everybody else once these two are set."""
        levels, places, begun = (
            self.field.levels.copy(),
            self.field.places.copy(),
            self.begun.copy(),
        )
        levels[row] = OUT
        places[column] -= 1
        begun[column] += 1
        return replace(self, field=Field(self.grid, levels, places), begun=begun)

    def task(self, cells: Ints) -> Task:
        """What the solver is asked, over these pairs."""
        rows, columns = np.divmod(cells, len(self.grid.mentors))
        points = self.grid.points.ravel()[cells].astype(np.int64)
        points += np.isin(cells, self.proposed) * self.rules.stay
        ties = self.grid.ties(rows, columns)
        field = self.field
        return Task(
            rows, columns, points, ties, field.levels, field.places, self.begun, self.rules.load
        )


@dataclass(frozen=True)
class Solution:
    """What was chosen (places in the grid), among which pairs, how many of each level, the
    points after load, and the best floor; `asked` is the board as it was solved."""

    asked: Board
    chosen: Ints
    cells: Ints
    counts: tuple[int, ...]
    value: int
    floor: int


def board(people: People, rules: Rules, watch: Progress) -> Board:
    """Judge everybody."""
    return laid_out(people, rules, judge(people.mentees, people.mentors, rules.context, watch))


def laid_out(people: People, rules: Rules, grid: Grid) -> Board:
    """A judged cohort with the places that fixed pairs leave."""
    fixed = _by_place(grid, people.fixed)
    begun = np.bincount(fixed[1], minlength=len(grid.mentors)).astype(np.int64)
    capacity = np.array([one.capacity for one in grid.mentors], dtype=np.int64)
    places = np.maximum(capacity - begun, 0)
    proposed = _proposed(grid, people, places)
    levels = _levels(grid, proposed)
    levels[fixed[0]] = OUT
    return Board(people, rules, Field(grid, levels, places), begun, proposed)


def _by_place(grid: Grid, pairs: Iterable[Ids]) -> tuple[Ints, Ints]:
    found = [
        (grid.row[mentee], grid.column[mentor])
        for mentee, mentor in sorted(pairs)
        if mentee in grid.row and mentor in grid.column
    ]
    rows, columns = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return rows, columns


def _proposed(grid: Grid, people: People, places: Ints) -> Ints:
    rows, columns = _by_place(grid, people.proposed - people.fixed)
    possible = (grid.points[rows, columns] != FORBIDDEN) & (places[columns] > 0)
    cells: Ints = (rows * len(grid.mentors) + columns)[possible]
    return cells


def _levels(grid: Grid, proposed: Ints) -> Ints:
    """Who comes first: those with an open proposal, then those passed over more often."""
    held = set((proposed // max(len(grid.mentors), 1)).tolist())
    claims = [(row in held, one.passed_over) for row, one in enumerate(grid.mentees)]
    rank = {claim: n for n, claim in enumerate(sorted(set(claims)))}
    return np.array([rank[claim] for claim in claims], dtype=np.int64)


def solve(asked: Board, watch: Progress) -> Solution:
    """The one best answer: nobody left out who could be placed, then the most points, then the
    best floor for at most its price (docs/matching.md).

    Open proposals weigh more and more until hardly any moves without need.
    """
    found = _best(asked, watch)
    while len(asked.proposed) and 0 < asked.rules.stay < STAY_MOST and _restless(found):
        asked = replace(asked, rules=replace(asked.rules, stay=2 * asked.rules.stay))
        found = _best(asked, watch)
    return found


def _restless(found: Solution) -> bool:
    moved = len(np.setdiff1d(found.asked.proposed, found.chosen))
    return moved * 100 > MOVED_MOST * len(found.asked.proposed)


def _best(asked: Board, watch: Progress) -> Solution:
    found = exact(asked, np.union1d(chosen(asked.field), asked.proposed))
    watch("place", 1, 1)
    return _raised(found, watch)


def exact(asked: Board, cells: Ints) -> Solution:
    """The best answer over all pairs of the board; the solver is given these, and then those
    that the proof over all pairs asks for."""
    return _priced(_covering(asked, cells))


def _covering(asked: Board, cells: Ints) -> Solution:
    """An answer that leaves nobody out who could be placed by any pair of the board."""
    found = _placed(asked, cells)
    while len(more := _missing(found)):
        found = _placed(asked, np.union1d(found.cells, more))
    return found


def _priced(found: Solution) -> Solution:
    """The answer with the most points by any pair of the board."""
    while len(more := _paying(found)):
        found = _placed(found.asked, np.union1d(found.cells, more))
    return found


def _paying(found: Solution) -> Ints:
    """Pairs the solver was not given by which the points would be more; none where the proof
    over all pairs holds."""
    edges = np.searchsorted(found.cells, found.chosen)
    return paying(found.asked.field, prices(found.asked.task(found.cells), edges))


def placing(found: Solution) -> Placing:
    """Who is with whom in a solution."""
    across = max(len(found.asked.grid.mentors), 1)
    return Placing(found.asked.field, *np.divmod(found.chosen, across))


def _placed(asked: Board, cells: Ints) -> Solution:
    task = asked.task(cells)
    counts = most(task)
    edges = best(task, counts)
    if edges is None:
        raise RuntimeError("the solver contradicts itself about who can be placed")
    floor = asked.grid.points.ravel()[cells[edges]].min(initial=FORBIDDEN)
    return Solution(asked, cells[edges], cells, counts, value(task, edges), int(floor))


def _missing(found: Solution) -> Ints:
    """Pairs the solver was not given by which more people, or others who come first, could be
    placed; none where the proof over all pairs holds."""
    asked, placed = found.asked, placing(found)
    for level in reversed(range(len(found.counts))):
        if placed.improvable(level) is not None:
            start = placed.unplaced
            start = start[asked.field.levels[start] == level]
            return _beyond(asked, placed, found.cells, start)
    return np.zeros(0, dtype=np.int64)


def _beyond(asked: Board, placed: Placing, cells: Ints, start: Ints) -> Ints:
    """The best pairs that lead out of what these mentees reach over the pairs known so far."""
    keep = np.zeros(asked.grid.points.size, dtype=bool)
    keep[cells] = True
    known = asked.field.keep(keep.reshape(asked.grid.points.shape))
    reach = placed.within(known).reach(start)
    return best_of(asked.field, np.flatnonzero(reach.rows), ~reach.columns)


def _raised(best: Solution, watch: Progress) -> Solution:
    """The best floor that costs at most its price, by halving the points in question."""
    asked, points = best.asked, best.asked.grid.points
    high = int(points[points != FORBIDDEN].max(initial=0)) if len(best.chosen) else best.floor
    found, known, low = best, best.cells, best.floor
    of = max(1, (high - low).bit_length())
    while low < high:
        watch("raise", of - (high - low).bit_length(), of)
        middle = (low + high + 1) // 2
        higher = _with_floor(best, middle, known)
        known = known if higher is None else np.union1d(known, higher.cells)
        if higher is not None and _worth_it(best, higher):
            found, low = higher, middle
        else:
            high = middle - 1
    watch("raise", of, of)
    found = _priced(found)
    return replace(found, asked=asked, cells=np.union1d(known, found.cells))


def _with_floor(best: Solution, floor: int, known: Ints) -> Solution | None:
    """The answer without pairs below this floor, with the most points where that decides; None
    where all pairs are known and fewer could be placed."""
    asked = best.asked.above(floor)
    cells = known[best.asked.grid.points.ravel()[known] >= floor]
    if whole(asked.field) and most(asked.task(cells)) != best.counts:
        return None
    found = _covering(asked, cells)
    return found if _worth_it(best, found) or found.counts != best.counts else _priced(found)


def _worth_it(best: Solution, higher: Solution) -> bool:
    """Whether a higher floor keeps everybody placed and costs no more than it may."""
    least = best.value * (100 - best.asked.rules.floor_percent)
    return higher.counts == best.counts and higher.value * 100 >= least
