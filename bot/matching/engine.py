"""The solver: min-cost flow over arrays of edges. It knows no people, only numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.model import NoSolver

Ints = NDArray[np.int64]

OUT = -1
"""The level of a mentee who is not to be placed in this run."""

_BITS = 61
"""Bits of the solver's integers that costs, times the number of nodes, may take."""


@dataclass(frozen=True)
class Task:
    """Edges by row and column with their points and what decides between equals (64 bits);
    of each row its level, the higher first, or OUT; of each column its places and how many
    mentees it has already. `load` is in points."""

    rows: Ints
    columns: Ints
    points: Ints
    ties: NDArray[np.uint64]
    levels: Ints
    places: Ints
    begun: Ints
    load: int

    @property
    def height(self) -> int:
        """How many levels there are."""
        return int(self.levels.max(initial=OUT)) + 1


@dataclass(frozen=True)
class Scale:
    """How points become the solver's integers: so much for one point, and below it as much of
    the tie as fits, so that all ties together never outweigh a point."""

    unit: int
    shift: int

    def worth(self, points: Ints, ties: NDArray[np.uint64]) -> Ints:
        """What pairs with these points and ties are worth."""
        return points * self.unit + (ties >> np.uint64(self.shift)).astype(np.int64)


def scale(task: Task) -> Scale:
    """The scale in which this task is solved."""
    people = max(len(task.levels), 1).bit_length()
    nodes = (_source(task) + 2 + task.height).bit_length()
    heaviest = int(task.points.max(initial=1)) + task.load * int(
        (task.begun + task.places).max(initial=1)
    )
    bits = max(1, min(32, _BITS - people - nodes - heaviest.bit_length()))
    return Scale(1 << (people + bits), 64 - bits)


def most(task: Task) -> tuple[int, ...]:
    """How many mentees of each level can be placed at once, where each higher level comes
    before all lower ones; also the most that can be placed at all, whoever they are.

    Sets of mentees who can be placed together form a matroid, so that neither costs the other.
    """
    flow, source_arcs = _max_flow(task)
    (inside,) = np.nonzero(task.levels != OUT)
    found, before = [0] * task.height, 0
    for level in reversed(range(task.height)):
        flow.set_arcs_capacity(source_arcs, (task.levels[inside] >= level).astype(np.int64))
        _expect(flow, flow.solve(_source(task), _source(task) + 1))
        found[level] = flow.optimal_flow() - before
        before = flow.optimal_flow()
    return tuple(found)


def best(task: Task, counts: tuple[int, ...]) -> Ints | None:
    """The edges of most weight that place so many of each level; None where none do."""
    flow, arcs = _min_cost_flow(task, counts)
    status = flow.solve()
    if status == flow.INFEASIBLE:
        return None
    _expect(flow, status)
    chosen: Ints = np.nonzero(flow.flows(arcs))[0]
    return chosen


def value(task: Task, chosen: Ints) -> int:
    """The points of these edges, less the load."""
    taken = np.bincount(task.columns[chosen], minlength=len(task.places))
    first, last = task.begun - 1, task.begun + taken - 1
    # The mentees of one mentor cost 0, 1, 2 ... times the load: all of them less those before.
    steps = last * (last + 1) // 2 - first * (first + 1) // 2
    return int(task.points[chosen].sum()) - task.load * int(steps.sum())


def _expect(flow: Any, status: Any) -> None:
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the solver gave up: {status}")


def _source(task: Task) -> int:
    return len(task.levels) + len(task.places)


def _max_flow(task: Task) -> tuple[Any, Ints]:
    flow = _solver("max_flow").SimpleMaxFlow()
    (inside,) = np.nonzero(task.levels != OUT)
    many, source = len(task.levels), _source(task)
    ones = np.ones(len(inside), dtype=np.int64)
    source_arcs = flow.add_arcs_with_capacity(np.full(len(inside), source), inside, ones)
    flow.add_arcs_with_capacity(task.rows, many + task.columns, np.ones_like(task.rows))
    mentors = many + np.arange(len(task.places))
    flow.add_arcs_with_capacity(mentors, np.full_like(mentors, source + 1), task.places)
    return flow, source_arcs


def _min_cost_flow(task: Task, counts: tuple[int, ...]) -> tuple[Any, Ints]:
    """Source to levels to mentees to mentors, and one arc to the sink for each place."""
    flow = _solver("min_cost_flow").SimpleMinCostFlow()
    (inside,) = np.nonzero(task.levels != OUT)
    many, source = len(task.levels), _source(task)
    scaled = scale(task)
    first_level = source + 2
    _add(flow, (np.full(len(counts), source), first_level + np.arange(len(counts))), counts)
    _add(flow, (first_level + task.levels[inside], inside))
    arcs: Ints = _add(
        flow, (task.rows, many + task.columns), None, -scaled.worth(task.points, task.ties)
    )
    column = np.repeat(np.arange(len(task.places)), task.places)
    further = np.arange(len(column)) - np.repeat(np.cumsum(task.places) - task.places, task.places)
    costs = (task.begun[column] + further) * task.load * scaled.unit
    _add(flow, (many + column, np.full_like(column, source + 1)), None, costs)
    flow.set_nodes_supplies(np.array([source, source + 1]), np.array([sum(counts), -sum(counts)]))
    return flow, arcs


def _add(
    flow: Any, ends: tuple[Ints, Ints], capacities: Any = None, costs: Ints | None = None
) -> Ints:
    tails, heads = ends
    room = np.ones_like(tails) if capacities is None else np.array(capacities, dtype=np.int64)
    arcs: Ints = flow.add_arcs_with_capacity_and_unit_cost(
        tails, heads, room, np.zeros_like(tails) if costs is None else costs
    )
    return arcs


def _solver(name: str) -> Any:
    try:
        from ortools.graph.python import max_flow, min_cost_flow
    except ImportError as error:
        raise NoSolver from error
    return {"max_flow": max_flow, "min_cost_flow": min_cost_flow}[name]
