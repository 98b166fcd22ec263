"""Prices: a proof that an answer among few pairs is the best among all, or the pairs it lacks.

An answer to a flow problem is the best one exactly where every mentee and every mentor can be
given a price (the duality of linear programs) at which no pair pays: is worth more than what
holding both of them otherwise is. Prices are found over the few pairs the solver was given; then
all others are held against them.
"""

from dataclasses import dataclass

import numpy as np

from bot.matching.edges import Field, parts
from bot.matching.engine import OUT, Ints, Scale, Task, scale

EACH = 10
"""Pairs added for one mentee at a time: those that would pay most."""


@dataclass(frozen=True)
class Prices:
    """A pair is worth having where its worth is above the mentee's price less the mentor's."""

    mentees: Ints
    mentors: Ints
    scale: Scale


def prices(task: Task, chosen: Ints) -> Prices:
    """The prices of the best answer (edges of the task).

    Raises RuntimeError where the answer is not the best, so that there are none.
    """
    settling = _Settling(task, chosen)
    for _ in range(len(task.levels) + len(task.places) + task.height + 2):
        if not settling.once():
            return Prices(settling.mentees, settling.mentors, settling.scale)
    raise RuntimeError("the solver's answer is not the best of what it was given")


def paying(field: Field, found: Prices) -> Ints:
    """The pairs of the field by which the answer could be better, as places in the grid; none
    where it is the best there is."""
    pairs = []
    for rows in parts(np.arange(len(field.levels))):
        limit = found.mentees[rows][:, None] - found.mentors
        above = (field.grid.points[rows].astype(np.int64) + 1) * found.scale.unit > limit
        row, column = np.nonzero(above & field.possible(rows))
        points = field.grid.points[rows[row], column].astype(np.int64)
        gain = found.scale.worth(points, field.grid.ties(rows[row], column)) - limit[row, column]
        kept = _most_of_each(row, gain)
        pairs.append(rows[row[kept]] * len(field.places) + column[kept])
    return np.concatenate(pairs)


def _most_of_each(row: Ints, gain: Ints) -> Ints:
    """Which of these pairs gain anything, and of each row no more than a few, the best."""
    (real,) = np.nonzero(gain > 0)
    ordered: Ints = real[np.lexsort((-gain[real], row[real]))]
    before = np.searchsorted(row[ordered], row[ordered])
    return ordered[np.arange(len(ordered)) - before < EACH]


class _Settling:
    """Prices that go down until nothing asks them to: shortest ways through what the answer
    leaves open, over mentees, mentors, levels and one price for a place anywhere."""

    def __init__(self, task: Task, chosen: Ints) -> None:
        self.scale = scale(task)
        worth = self.scale.worth(task.points, task.ties)
        self.mentees = np.zeros(len(task.levels), dtype=np.int64)
        self.mentors = np.zeros(len(task.places), dtype=np.int64)
        self._levels = np.zeros(max(task.height, 1), dtype=np.int64)
        self._place = 0
        inside = np.flatnonzero(task.levels[task.rows] != OUT)
        given = inside[np.argsort(task.columns[inside], kind="stable")]
        self._rows, self._worth = task.rows[given], worth[given]
        self._columns, self._starts = np.unique(task.columns[given], return_index=True)
        self._with = task.rows[chosen], task.columns[chosen], worth[chosen]
        self._level_of = task.levels
        self._places(task)

    def _places(self, task: Task) -> None:
        placed, columns, _ = self._with
        left = task.levels != OUT
        left[placed] = False
        self._unplaced = np.flatnonzero(left)
        held = np.bincount(columns, minlength=len(task.places))
        self._free, self._used = np.flatnonzero(held < task.places), np.flatnonzero(held)
        costs = (task.begun + held) * task.load * self.scale.unit
        self._next = costs[self._free]
        self._last = costs[self._used] - task.load * self.scale.unit

    def once(self) -> bool:
        """Lower every price that has to be; whether any was."""
        before = self.mentees.copy(), self.mentors.copy(), self._levels.copy(), self._place
        self._of_mentors()
        self._of_mentees()
        after = self.mentees, self.mentors, self._levels, self._place
        return any(np.any(one != other) for one, other in zip(before, after, strict=True))

    def _of_mentors(self) -> None:
        """By the mentees who could have them, and by what a place costs elsewhere."""
        mentors = self.mentors
        if len(self._starts):
            offers = np.minimum.reduceat(self.mentees[self._rows] - self._worth, self._starts)
            mentors[self._columns] = np.minimum(mentors[self._columns], offers)
        free = mentors[self._free] + self._next
        self._place = min(self._place, int(free.min(initial=0)))
        mentors[self._used] = np.minimum(mentors[self._used], self._place - self._last)

    def _of_mentees(self) -> None:
        """By the mentor they have, or as others of their level who could stand aside."""
        placed, columns, worth = self._with
        mentees, level_of = self.mentees, self._level_of
        mentees[placed] = np.minimum(mentees[placed], self.mentors[columns] + worth)
        np.minimum.at(self._levels, level_of[placed], mentees[placed])
        left = self._unplaced
        mentees[left] = np.minimum(mentees[left], self._levels[level_of[left]])
