"""A run leaves nobody out who could be placed, and nothing better could be chosen."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import edges
from bot.matching.engine import _scaled, value
from bot.matching.model import Rules, unwatched
from bot.matching.proof import certificates
from bot.matching.solution import placing, solve
from tests.matching import oracle
from tests.matching.boards import board, drawn, solved
from tests.matching.people import CONTEXT

small = st.integers(1, 7)


@st.composite
def instances(draw: Any) -> tuple[list[list[int | None]], list[int], list[int]]:
    rows, columns = draw(small), draw(small)
    cell = st.none() | st.integers(0, 120)
    cells = draw(
        st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    places = draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns))
    waited = draw(st.lists(st.integers(0, 2), min_size=rows, max_size=rows))
    return cells, places, waited


@settings(max_examples=25)
@given(instances(), st.sampled_from([0, 5]), st.sampled_from([0, 1, 20]))
def test_nothing_better_is_found_by_going_through_every_answer(
    instance: tuple[list[list[int | None]], list[int], list[int]], load: int, percent: int
) -> None:
    cells, places, waited = instance
    asked = board(cells, places, waited, rules=Rules(CONTEXT, load=load, floor_percent=percent))
    found = solve(asked, unwatched)

    counts, points = oracle.best_floor(cells, places, waited, load, percent)
    assert found.counts[::-1] == counts
    assert found.value == points
    chosen = solved(asked, found.chosen)
    assert all(cells[row][column] is not None for row, column in chosen)
    assert len({row for row, _ in chosen}) == len(chosen) == sum(counts)


@settings(max_examples=10)
@given(instances())
def test_the_value_is_points_less_load(
    instance: tuple[list[list[int | None]], list[int], list[int]],
) -> None:
    cells, places, waited = instance
    asked = board(cells, places, waited)
    found = solve(asked, unwatched)
    chosen = sorted(solved(asked, found.chosen))
    held: dict[int, int] = {}
    points = 0
    for row, column in chosen:
        points += (cells[row][column] or 0) - 5 * held.get(column, 0)
        held[column] = held.get(column, 0) + 1
    task = asked.task(found.chosen)
    assert value(task, np.arange(len(found.chosen))) == points


def coverage(seeds: range) -> None:
    for seed in seeds:
        draw = Random(seed)
        rows, columns = draw.randint(1, 14), draw.randint(1, 9)
        cells = drawn(draw, rows, columns, draw.choice((0.1, 0.25, 0.6)))
        places = [draw.randint(0, 3) for _ in range(columns)]
        waited = [draw.choice((0, 0, 1, 2)) for _ in range(rows)]
        asked = board(cells, places, waited)
        found = solve(asked, unwatched)
        assert len(found.chosen) == oracle.most_placed(cells, places), seed
        assert list(found.counts[::-1]) == oracle.level_counts(cells, places, waited), seed
        proved(cells, places, asked, found, seed)


def proved(cells: Any, places: list[int], asked: Any, found: Any, seed: int) -> None:
    placed = placing(found)
    proofs = certificates(placed)
    assert set(proofs) == set(placed.unplaced.tolist()), seed
    for row, proof in proofs.items():
        mentees = [asked.grid.row[one] for one in proof.mentees]
        mentors = [asked.grid.column[one] for one in proof.mentors]
        assert row in mentees
        assert proof.places == sum(places[column] for column in mentors)
        assert oracle.is_hall_violator(cells, places, mentees, mentors), seed


def test_everybody_who_can_be_placed_is_and_the_others_have_a_proof() -> None:
    coverage(range(30))


@pytest.mark.slow
def test_everybody_who_can_be_placed_is_on_ten_thousand_instances() -> None:
    coverage(range(30, 10_030))


@pytest.mark.parametrize("seed", range(4))
def test_larger_cohorts_reach_the_points_of_another_solver(seed: int) -> None:
    draw = Random(seed)
    cells = drawn(draw, 90, 60, 0.3)
    places = [draw.randint(0, 3) for _ in range(60)]
    found = solve(board(cells, places, rules=Rules(CONTEXT, floor_percent=0)), unwatched)
    assert (len(found.chosen), found.value) == oracle.most_points(cells, places, 5)


@pytest.mark.parametrize("seed", range(4))
def test_the_pairs_are_those_of_another_solver_under_the_same_draw(seed: int) -> None:
    """Few different points, so that the draw decides among very many equal answers."""
    draw = Random(seed)
    cells = [[draw.randint(1, 3) for _ in range(60)] for _ in range(60)]
    asked = board(cells, [1] * 60, rules=Rules(CONTEXT, floor_percent=0))
    found = solve(asked, unwatched)
    task = asked.task(found.cells)
    _, weights = _scaled(task)
    known = {
        (row, column): weight
        for row, column, weight in zip(
            task.rows.tolist(), task.columns.tolist(), weights.tolist(), strict=True
        )
    }
    assert max(known.values()) < 2**53
    assert solved(asked, found.chosen) == oracle.pairs_by_scipy(known, (60, 60))


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_giving_the_solver_only_the_best_of_each_leaves_nobody_out(seed: int) -> None:
    draw = Random(seed)
    cells = drawn(draw, 40, 25, draw.choice((0.1, 0.4, 0.9)))
    places = [draw.randint(0, 2) for _ in range(25)]
    waited = [draw.choice((0, 0, 1)) for _ in range(40)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edges, "EVERY", 0)
        patch.setattr(edges, "OF_MENTEE", 2)
        patch.setattr(edges, "OF_MENTOR", 1)
        asked = board(cells, places, waited)
        found = solve(asked, unwatched)
    assert list(found.counts[::-1]) == oracle.level_counts(cells, places, waited)
    proved(cells, places, asked, found, seed)
