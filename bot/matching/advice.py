"""What would help those left out: mentors for a topic, each claim verified by solving anew."""

from collections import Counter
from dataclasses import replace

import numpy as np

from bot.matching.candidates import by_name
from bot.matching.engine import Ints, Task, most
from bot.matching.model import Advice, Progress
from bot.matching.proof import Placing
from bot.matching.solution import Board, Solution

TOPICS, MENTORS, SHOWN = 8, 5, 3
"""Topics looked at, mentors added at most, and pieces of advice given."""


def advise(found: Solution, placed: Placing, watch: Progress) -> tuple[Advice, ...]:
    """The most helpful first: few mentors who would place many."""
    asked = found.asked
    reach = placed.reach(placed.unplaced)
    wanting = _wanting(asked, np.flatnonzero(reach.rows).tolist())
    task = asked.task(found.cells)
    task = replace(task, levels=np.minimum(task.levels, 0))
    useful = []
    for n, (topic, rows) in enumerate(wanting, 1):
        watch("advise", n, len(wanting))
        helped = _helped(task, np.array(rows, dtype=np.int64), _usual_places(asked))
        useful += [replace(helped, topic=topic)] if helped else []
    useful.sort(key=lambda one: (-one.placed, one.mentors, one.topic))
    return tuple(useful[:SHOWN])


def _wanting(asked: Board, rows: list[int]) -> list[tuple[str, list[int]]]:
    """The topics that most of these mentees want, with those who do, by the name most use."""
    by_topic: dict[str, list[int]] = {}
    spelled: dict[str, Counter[str]] = {}
    for row in rows:
        for name, topic in by_name(asked.grid.mentees[row].topics).items():
            by_topic.setdefault(name, []).append(row)
            spelled.setdefault(name, Counter())[topic.name] += 1
    ordered = sorted(by_topic.items(), key=lambda wanted: (-len(wanted[1]), wanted[0]))
    return [
        (min(spelled[name], key=lambda one: (-spelled[name][one], one)), rows)
        for name, rows in ordered[:TOPICS]
    ]


def _usual_places(asked: Board) -> int:
    """Places of a usual mentor of this run, at least one."""
    capacities = [one.capacity for one in asked.grid.mentors if one.capacity]
    return max(1, round(sum(capacities) / len(capacities))) if capacities else 1


def _helped(task: Task, rows: Ints, places: int) -> Advice | None:
    """The fewest more mentors who place the most of these; None where none would help.

    Each further place at one mentor places one more until no more help, so that one solution
    with many tells how few are enough.
    """
    before = sum(most(task))
    placed = sum(most(_with(task, rows, MENTORS * places))) - before
    mentors = -(-placed // places)
    return Advice("", mentors, places, placed) if placed else None


def _with(task: Task, rows: Ints, places: int) -> Task:
    """The task with so many more places for these mentees."""
    column = np.full_like(rows, len(task.places))
    return replace(
        task,
        rows=np.concatenate([task.rows, rows]),
        columns=np.concatenate([task.columns, column]),
        places=np.append(task.places, places),
        begun=np.append(task.begun, 0),
    )
