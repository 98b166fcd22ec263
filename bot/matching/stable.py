"""Stable mode: no two people who would both rather be together, by deferred acceptance."""

from heapq import heappush, heappushpop

import numpy as np

from bot.matching.engine import OUT, Ints
from bot.matching.score import PARTS, weighed
from bot.matching.solution import Board

NEVER, ANYBODY = -2, -1
"""What a mentor wants at least who takes nobody, and one who has a free place."""


def stable(asked: Board) -> Ints:
    """The pairs, as places in the grid.

    Mentees ask in their order until a mentor keeps them. A mentee ranks by points, a mentor by
    points without the mentee's wish; equals by the hash of both. Whom a mentor would turn down
    once she would turn down ever after, so that only mentors who would say yes are asked.
    """
    across = len(asked.grid.mentors)
    held: list[list[tuple[int, int]]] = [[] for _ in range(across)]
    least = np.where(asked.field.places > 0, ANYBODY, NEVER)
    asking = np.flatnonzero(asked.field.levels != OUT).tolist()
    while asking:
        row = asking.pop()
        mine, theirs = _likes(asked, row)
        willing = np.where((theirs > least) & (least != NEVER), mine, ANYBODY)
        column = int(willing.argmax()) if across else 0
        if across and willing[column] != ANYBODY:
            asking += _kept(held[column], (int(theirs[column]), row), asked.field.places[column])
            if len(held[column]) == asked.field.places[column]:
                least[column] = held[column][0][0]
    cells = (row * across + column for column, kept in enumerate(held) for _, row in kept)
    return np.array(sorted(cells), dtype=np.int64)


def _kept(kept: list[tuple[int, int]], mine: tuple[int, int], places: int) -> list[int]:
    """The mentor keeps the mentee; whom she lets go for that."""
    if len(kept) < places:
        heappush(kept, mine)
        return []
    return [heappushpop(kept, mine)[1]]


def _likes(asked: Board, row: int) -> tuple[Ints, Ints]:
    """What this mentee makes of each mentor, and each mentor of her; ANYBODY where impossible."""
    grid, rows = asked.grid, np.array([row])
    points = grid.points[row].astype(np.int64)
    start = row * len(grid.mentors)
    stays = asked.proposed[(asked.proposed >= start) & (asked.proposed < start + len(points))]
    points[stays - start] += asked.rules.stay
    ties = (grid.ties(rows, np.arange(len(points))) >> np.uint64(24)).astype(np.int64)
    possible = asked.field.possible(rows)[0]
    mine = np.where(possible, points << 40 | ties, ANYBODY)
    theirs = np.where(possible, (points - _wished(asked, row)) << 40 | ties, ANYBODY)
    return mine, theirs


def _wished(asked: Board, row: int) -> Ints:
    grid = asked.grid
    ((wish, _),) = PARTS["wish"].summands
    mentee, found = grid.mentees[row], np.zeros(len(grid.mentors), dtype=np.int64)
    for id in mentee.wishes:
        column = grid.column.get(id)
        if column is not None:
            points = wish(mentee, grid.mentors[column], grid.context)
            found[column] = weighed("wish", points, grid.context)
    return found
