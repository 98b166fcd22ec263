"""Boards with any points at all, so that the solver is tried on more than people can score."""

from collections.abc import Sequence
from random import Random

import numpy as np

from bot.matching.candidates import Candidate, Context
from bot.matching.grid import FORBIDDEN, Grid
from bot.matching.model import People, Rules
from bot.matching.solution import Board, laid_out
from tests.matching.oracle import Cells
from tests.matching.people import CONTEXT


def board(
    cells: Cells,
    places: Sequence[int],
    waited: Sequence[int] = (),
    proposed: Sequence[tuple[int, int]] = (),
    rules: Rules | None = None,
) -> Board:
    """The board of these cells; `waited` counts rounds passed over, by row."""
    waits = [*waited] or [0] * len(cells)
    mentees = tuple(
        Candidate(f"t{row:04}", f"UT{row:04}", passed_over=waits[row]) for row in range(len(cells))
    )
    mentors = tuple(
        Candidate(f"m{column:04}", f"UM{column:04}", capacity=many)
        for column, many in enumerate(places)
    )
    asked = rules or Rules(CONTEXT)
    people = People(
        mentees,
        mentors,
        proposed=frozenset((mentees[row].id, mentors[column].id) for row, column in proposed),
    )
    return laid_out(people, asked, grid_of(cells, mentees, mentors, asked.context))


def grid_of(
    cells: Cells, mentees: tuple[Candidate, ...], mentors: tuple[Candidate, ...], context: Context
) -> Grid:
    """The grid with these points."""
    points = [[FORBIDDEN if cell is None else cell for cell in row] for row in cells]
    shape = (len(mentees), len(mentors))
    return Grid(mentees, mentors, context, np.array(points, dtype=np.uint8).reshape(shape))


def drawn(draw: Random, rows: int, columns: int, share: float) -> list[list[int | None]]:
    """Random points, with this share of the pairs possible."""
    return [
        [draw.randint(0, 120) if draw.random() < share else None for _ in range(columns)]
        for _ in range(rows)
    ]


def solved(
    asked: Board, chosen: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"
) -> set[tuple[int, int]]:
    """The chosen pairs by row and column."""
    rows, columns = np.divmod(chosen, max(len(asked.grid.mentors), 1))
    return set(zip(rows.tolist(), columns.tolist(), strict=True))
