"""Which pairs of a grid the solver is given: all of a small one, each person's best of a large."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.engine import OUT, Ints
from bot.matching.grid import FORBIDDEN, Grid

EVERY = 150_000
"""Pairs up to which the solver is given every possible one; it takes them in 0.1 s."""

OF_MENTEE, OF_MENTOR = 50, 30
"""Candidates kept for each person of a larger cohort (docs/matching.md)."""

_AT_A_TIME = 256

IMPOSSIBLE = -1

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Field:
    """The pairs that are open to this run: `levels` and `places` as the solver takes them."""

    grid: Grid
    levels: Ints
    places: Ints

    def possible(self, rows: Ints | slice) -> Mask:
        """Of these mentees, whom each may be placed with."""
        open_rows = (self.levels[rows] != OUT)[:, None]
        found: Mask = (self.grid.points[rows] != FORBIDDEN) & open_rows & (self.places > 0)
        return found

    def keep(self, keep: Mask) -> "Field":
        """The same without the pairs whose cell is False."""
        points = np.where(keep, self.grid.points, FORBIDDEN).astype(np.uint8)
        grid = Grid(self.grid.mentees, self.grid.mentors, self.grid.context, points)
        return Field(grid, self.levels, self.places)


def whole(field: Field) -> bool:
    """Whether the field is small enough for the solver to be given every possible pair."""
    return field.grid.points.size <= EVERY


def chosen(field: Field) -> Ints:
    """Every possible pair of a small field, else the best of each person on both sides; as
    places in the grid read row by row."""
    if whole(field):
        return np.flatnonzero(field.possible(slice(None)))
    return np.unique(np.concatenate([*_best_of_mentees(field), *_best_of_mentors(field)]))


def best_of(field: Field, rows: Ints, columns: Mask) -> Ints:
    """The best pairs of these mentees with these mentors, as places in the grid."""
    found = []
    for part in parts(rows):
        mine = np.where(columns, _ranked(field, part, slice(None)), IMPOSSIBLE)
        row, column = _best(mine, OF_MENTEE)
        found.append(part[row] * len(columns) + column)
    return np.concatenate(found)


def _best_of_mentees(field: Field) -> Iterator[Ints]:
    yield best_of(field, np.arange(len(field.levels)), np.ones(len(field.places), dtype=bool))


def _best_of_mentors(field: Field) -> Iterator[Ints]:
    for part in parts(np.arange(len(field.places))):
        mine = np.ascontiguousarray(_ranked(field, slice(None), part).T)
        column, row = _best(mine, OF_MENTOR)
        yield row * len(field.places) + part[column]


def parts(places: Ints) -> list[Ints]:
    """These places a few hundred at a time, so that what is in between stays small."""
    return np.array_split(places, len(places) // _AT_A_TIME + 1)


def _ranked(field: Field, rows: Any, columns: Any) -> Ints:
    """Points, and below them what decides between equals; IMPOSSIBLE where that is so."""
    points = field.grid.points[rows][:, columns].astype(np.int64)
    across = np.arange(len(field.places))[columns]
    ties = field.grid.ties(np.arange(len(field.levels))[rows][:, None], across)
    possible = (field.levels[rows] != OUT)[:, None] & (field.places[columns] > 0)
    ranked = points << 40 | (ties >> np.uint64(24)).astype(np.int64)
    found: Ints = np.where((points != FORBIDDEN) & possible, ranked, IMPOSSIBLE)
    return found


def _best(ranked: Ints, most: int) -> tuple[Ints, Ints]:
    """The places of the best of each row, by row and column."""
    kept = np.broadcast_to(np.arange(ranked.shape[1]), ranked.shape)
    if ranked.shape[1] > most:
        kept = np.argpartition(ranked, -most, axis=1)[:, -most:]
    real = np.take_along_axis(ranked, kept, axis=1) != IMPOSSIBLE
    return np.nonzero(real)[0], kept[real]
