"""The engines that compete, each given the same grid of points and loaded when it is called."""

from collections.abc import Callable
from typing import Any

from benchmarks.cohorts import CONTEXT, company

OURS = "this project"
_OUT = 10_000


class Points:
    """The grid all engines are given."""

    def __init__(self, mentees: int, mentors: int) -> None:
        import numpy as np

        from bot.matching.grid import FORBIDDEN, judge
        from bot.matching.model import unwatched

        self.grid = judge(*company(mentees, mentors), CONTEXT, unwatched)
        self.points = self.grid.points.astype(np.int64)
        self.possible = self.grid.points != FORBIDDEN


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
