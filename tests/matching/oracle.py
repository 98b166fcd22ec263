"""What a right answer is, found in other ways: this file knows nothing of the code under test.

A cell is the points of a pair, or None where a rule forbids it. Rows are mentees, columns
mentors with `places`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

Cells = Sequence[Sequence[int | None]]
Pairs = frozenset[tuple[int, int]]


def slots(places: Sequence[int]) -> list[tuple[int, int]]:
    """Each place by itself: the column, and how many come before it there."""
    return [(column, nth) for column, many in enumerate(places) for nth in range(many)]


def most_placed(cells: Cells, places: Sequence[int], rows: Sequence[int] | None = None) -> int:
    """The size of a maximum matching (Hopcroft and Karp), of all rows or of these."""
    chosen = range(len(cells)) if rows is None else rows
    possible = [[cells[row][column] is not None for column, _ in slots(places)] for row in chosen]
    if not possible or not possible[0]:
        return 0
    found = maximum_bipartite_matching(csr_matrix(possible), perm_type="column")
    return int((found >= 0).sum())


def level_counts(cells: Cells, places: Sequence[int], levels: Sequence[int]) -> list[int]:
    """How many of each level are placed where higher levels come first."""
    counts, before = [], 0
    for level in sorted(set(levels), reverse=True):
        rows = [row for row, own in enumerate(levels) if own >= level]
        now = most_placed(cells, places, rows)
        counts.append(now - before)
        before = now
    return counts


def most_points(cells: Cells, places: Sequence[int], load: int) -> tuple[int, int]:
    """How many are placed, and the most points of all that place so many, by the dense
    Hungarian routine: leaving somebody out costs more than anything else can gain."""
    columns = slots(places)
    out = 10_000
    costs = np.full((len(cells), len(columns) + len(cells)), float(out))
    for row, (slot, (column, nth)) in product(range(len(cells)), enumerate(columns)):
        points = cells[row][column]
        costs[row, slot] = 10 * out if points is None else load * nth - points
    rows, chosen = linear_sum_assignment(costs)
    paid = [costs[row, slot] for row, slot in zip(rows, chosen, strict=True) if slot < len(columns)]
    return len(paid), -int(sum(paid))


def every_answer(cells: Cells, places: Sequence[int]) -> Iterator[Pairs]:
    """Each way to place any number of people, one by one."""

    def rest(row: int, left: tuple[int, ...]) -> Iterator[Pairs]:
        if row == len(cells):
            yield frozenset()
            return
        yield from rest(row + 1, left)
        for column, points in enumerate(cells[row]):
            if points is not None and left[column]:
                fewer = (*left[:column], left[column] - 1, *left[column + 1 :])
                for pairs in rest(row + 1, fewer):
                    yield pairs | {(row, column)}

    return rest(0, tuple(places))


Rank = tuple[tuple[int, ...], int]


def brute_force(
    cells: Cells, places: Sequence[int], levels: Sequence[int], load: int, floor: int = 0
) -> Rank:
    """The best (placed of each level from the highest, points less load), over all answers
    whose pairs have at least `floor` points; by going through every choice of every mentee."""
    heights = sorted(set(levels), reverse=True)

    @cache
    def rest(row: int, left: tuple[int, ...]) -> Rank:
        if row == len(cells):
            return (0,) * len(heights), 0
        best = rest(row + 1, left)
        for column, points in enumerate(cells[row]):
            if points is None or points < floor or not left[column]:
                continue
            fewer = (*left[:column], left[column] - 1, *left[column + 1 :])
            counts, value = rest(row + 1, fewer)
            more = tuple(count + (heights[n] == levels[row]) for n, count in enumerate(counts))
            cost = load * (places[column] - left[column])
            best = max(best, (more, value + points - cost))
        return best

    return rest(0, tuple(places))


def best_floor(
    cells: Cells, places: Sequence[int], levels: Sequence[int], load: int, percent: int
) -> Rank:
    """The best answer with the highest floor that keeps everybody placed and costs no more
    than so many per cent of the points."""
    best = brute_force(cells, places, levels, load)
    found = best
    for floor in sorted({points for row in cells for points in row if points is not None}):
        counts, value = brute_force(cells, places, levels, load, floor)
        if counts == best[0] and value * 100 >= best[1] * (100 - percent):
            found = counts, value
    return found


def is_hall_violator(
    cells: Cells, places: Sequence[int], mentees: Sequence[int], mentors: Sequence[int]
) -> bool:
    """Whether these mentees may go to nobody but these mentors, who have too few places."""
    reachable = {
        column
        for row in mentees
        for column, points in enumerate(cells[row])
        if points is not None and places[column] > 0
    }
    return reachable <= set(mentors) and sum(places[column] for column in mentors) < len(mentees)


def pairs_by_scipy(weights: Mapping[tuple[int, int], int], shape: tuple[int, int]) -> Pairs:
    """The pairs of most weight in all; weights below 2^53, one place at each column."""
    grid = np.zeros(shape)
    for (row, column), weight in weights.items():
        grid[row, column] = float(weight)
    rows, columns = linear_sum_assignment(grid, maximize=True)
    chosen = zip(rows.tolist(), columns.tolist(), strict=True)
    return frozenset(pair for pair in chosen if pair in weights)
