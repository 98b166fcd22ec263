"""Proof that nobody left out could be placed: looked for over all pairs, never the solver's."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.matching.edges import Field, Mask
from bot.matching.engine import OUT, Ints
from bot.matching.grid import FORBIDDEN, Grid
from bot.matching.model import Certificate


@dataclass(frozen=True)
class Reach:
    """Mentees who could move up to free a place for some left out, and mentors they could go
    to, by any number of moves."""

    rows: Mask
    columns: Mask


class Placing:
    """Who is placed with whom, and whom else that could make room for."""

    def __init__(self, field: Field, rows: Ints, columns: Ints) -> None:
        """The pairs of a solution by row and column."""
        self.field = field
        self.rows, self.columns = rows, columns
        self.held = np.bincount(columns, minlength=len(field.places))
        self._of_row = np.full(len(field.levels), -1, dtype=np.int64)
        self._of_row[rows] = columns

    def within(self, field: Field) -> "Placing":
        """The same pairs where fewer are possible."""
        return Placing(field, self.rows, self.columns)

    @property
    def unplaced(self) -> Ints:
        """The rows of mentees without a place."""
        out = (self._of_row < 0) & (self.field.levels != OUT)
        return np.flatnonzero(out)

    def reach(self, start: Ints) -> Reach:
        """Everybody whom these mentees could displace, and where they could go."""
        rows = np.zeros(len(self.field.levels), dtype=bool)
        columns = np.zeros(len(self.field.places), dtype=bool)
        frontier = start
        while len(frontier):
            rows[frontier] = True
            met = self.field.possible(frontier).any(axis=0) & ~columns
            columns |= met
            moved = self._held_by(met)
            frontier = np.flatnonzero(moved & ~rows)
        return Reach(rows, columns)

    def _held_by(self, columns: Mask) -> Mask:
        held: Mask = np.append(columns, False)[self._of_row]
        return held

    def improvable(self, level: int) -> Reach | None:
        """What the unplaced of this level reach, where that holds a free place or somebody of
        a lower level; None where it does not."""
        start = self.unplaced
        reach = self.reach(start[self.field.levels[start] == level])
        free = reach.columns & (self.held < self.field.places)
        lower = reach.rows & (self.field.levels < level)
        return reach if free.any() or lower.any() else None


def certificates(placing: Placing) -> dict[int, Certificate]:
    """For each unplaced row a set of mentees who share fewer places than they are; those of
    people who compete with one another are one."""
    found: dict[int, Certificate] = {}
    reach = placing.reach(placing.unplaced)
    for part in _competing(placing, reach):
        certificate = _certificate(placing.field, part)
        here = placing.unplaced[part.rows[placing.unplaced]]
        found |= dict.fromkeys(here.tolist(), certificate)
    return found


def _competing(placing: Placing, whole: Reach) -> Iterator[Reach]:
    """The parts of a reach that share nobody."""
    rows = np.flatnonzero(whole.rows)
    inside = placing.field.possible(rows)
    left = np.ones(len(rows), dtype=bool)
    while left.any():
        mine, columns = _connected(inside, int(left.argmax()))
        left &= ~mine
        part = np.zeros_like(whole.rows)
        part[rows[mine]] = True
        yield Reach(part, columns)


def _connected(inside: Mask, start: int) -> tuple[Mask, Mask]:
    """The rows and columns of a mask that hang together with this row."""
    rows, columns = (np.zeros(many, dtype=bool) for many in inside.shape)
    frontier = np.array([start])
    while len(frontier):
        rows[frontier] = True
        met = inside[frontier].any(axis=0) & ~columns
        columns |= met
        frontier = np.flatnonzero(inside[:, met].any(axis=1) & ~rows)
    return rows, columns


def _certificate(field: Field, reach: Reach) -> Certificate:
    return Certificate(
        tuple(field.grid.mentees[row].id for row in np.flatnonzero(reach.rows)),
        tuple(field.grid.mentors[column].id for column in np.flatnonzero(reach.columns)),
        int(field.places[reach.columns].sum()),
    )


def holds(certificate: Certificate, grid: Grid, places: Ints) -> bool:
    """Whether the mentees of a certificate may be placed with nobody but its mentors, and
    these have fewer places than that; `places` by column, those of fixed pairs taken off."""
    rows = [grid.row[one] for one in certificate.mentees]
    columns = [grid.column[one] for one in certificate.mentors]
    open_to = (grid.points[rows] != FORBIDDEN).any(axis=0) & (places > 0)
    open_to[columns] = False
    return not open_to.any() and int(places[columns].sum()) < len(rows)
