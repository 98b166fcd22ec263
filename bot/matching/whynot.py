"""Why two people are not matched: the rule, or what the whole would lose by matching them."""

from dataclasses import replace

import numpy as np

from bot.matching.engine import OUT, Ints
from bot.matching.filter import rules, told
from bot.matching.model import Ids, WhyNot
from bot.matching.score import score
from bot.matching.solution import Board, Solution, exact


def why_not(found: Solution, chosen: Ints, ids: Ids) -> WhyNot:
    """Why this mentee and this mentor are not a pair of what was chosen; raises LookupError
    where one of them is not in the run."""
    asked, grid = found.asked, found.asked.grid
    row, column = _place(grid.row, ids[0]), _place(grid.column, ids[1])
    mentee, mentor, context = grid.mentees[row], grid.mentors[column], grid.context
    points = score(mentee, mentor, context)
    known = _known(asked, chosen, (row, column), WhyNot("", (), points.total, parts=points.parts))
    forbidden = told(rules(mentee, mentor, context))
    if known.instead == ids[1]:
        return replace(known, kind="matched")
    if forbidden:
        return replace(known, kind="rule", rules=forbidden)
    if asked.field.levels[row] == OUT:
        return replace(known, kind="fixed")
    if asked.field.places[column] < 1:
        return replace(known, kind="rule", rules=("capacity",))
    if asked.rules.stable:
        return replace(known, kind="stable")
    return _weighed(found, (row, column), known)


def _place(places: dict[str, int], id: str) -> int:
    if id not in places:
        raise LookupError(f"{id} is not in this run")
    return places[id]


def _known(asked: Board, chosen: Ints, place: tuple[int, int], known: WhyNot) -> WhyNot:
    """With whom both are instead."""
    grid, people = asked.grid, asked.people
    mentee, mentor = grid.mentees[place[0]].id, grid.mentors[place[1]].id
    rows, columns = np.divmod(chosen, len(grid.mentors))
    pairs = [*people.fixed]
    pairs += [
        (grid.mentees[row].id, grid.mentors[column].id)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if row == place[0] or column == place[1]
    ]
    instead = next((other for one, other in pairs if one == mentee), None)
    return replace(
        known,
        instead=instead,
        has=_score(asked, mentee, instead),
        held_by=tuple(sorted(one for one, other in pairs if other == mentor)),
    )


def _score(asked: Board, mentee: str, mentor: str | None) -> int:
    if mentor is None:
        return 0
    grid = asked.grid
    one, other = grid.mentees[grid.row[mentee]], grid.mentors[grid.column[mentor]]
    return score(one, other, grid.context).total


def _weighed(found: Solution, place: tuple[int, int], known: WhyNot) -> WhyNot:
    """What the best answer with this pair loses against the best of all."""
    asked, (row, column) = found.asked, place
    rows = found.cells // len(asked.grid.mentors)
    cells = found.cells[(asked.grid.points.ravel()[found.cells] >= found.floor) & (rows != row)]
    held = exact(asked.above(found.floor).holding(row, column), cells)
    counts = [*held.counts, *[0] * (len(found.counts) - len(held.counts))]
    fewer = sum(found.counts) - sum(counts) - 1
    if fewer > 0:
        return replace(known, kind="place", fewer=fewer)
    counts[int(asked.field.levels[row])] += 1
    if tuple(counts) != found.counts:
        return replace(known, kind="turn")
    lost = found.value - held.value - _own(asked, place)
    if lost > 0:
        return replace(known, kind="better", lost=lost)
    below = asked.grid.points[row, column] < found.floor
    return replace(known, kind="floor" if below else "equal", floor=found.floor)


def _own(asked: Board, place: tuple[int, int]) -> int:
    """What the pair itself adds, less its load."""
    cell = np.array([place[0] * len(asked.grid.mentors) + place[1]])
    points = int(asked.task(cell).points[0])
    return points - asked.rules.load * int(asked.begun[place[1]])
