"""A run leaves nobody out who could be placed, and nothing better could be chosen."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import edges, solution
from bot.matching.engine import scale, value
from bot.matching.model import Rules, unwatched
from bot.matching.prices import paying, prices
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
    weights = scale(task).worth(task.points, task.ties)
    known = {
        (row, column): weight
        for row, column, weight in zip(
            task.rows.tolist(), task.columns.tolist(), weights.tolist(), strict=True
        )
    }
    assert max(known.values()) < 2**53
    assert solved(asked, found.chosen) == oracle.pairs_by_scipy(known, (60, 60))


def few(patch: pytest.MonkeyPatch, of_mentee: int = 2, of_mentor: int = 1) -> None:
    """Even a small cohort is solved as a large one is: by the best of each person first."""
    patch.setattr(edges, "EVERY", 0)
    patch.setattr(edges, "OF_MENTEE", of_mentee)
    patch.setattr(edges, "OF_MENTOR", of_mentor)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([0, 1, 10]))
def test_the_best_of_each_lead_to_the_best_of_all(seed: int, percent: int) -> None:
    """Whatever few pairs the solver begins with, it ends with the answer over every pair; among
    equals too, since the points are few."""
    draw = Random(seed)
    cells = [
        [points and points % draw.choice((4, 200)) for points in row]
        for row in drawn(draw, 40, 25, draw.choice((0.1, 0.4, 0.9)))
    ]
    places = [draw.randint(0, 2) for _ in range(25)]
    waited = [draw.choice((0, 0, 1)) for _ in range(40)]
    asked = board(cells, places, waited, rules=Rules(CONTEXT, floor_percent=percent))
    every = solve(asked, unwatched)
    with pytest.MonkeyPatch.context() as patch:
        few(patch)
        found = solve(asked, unwatched)
    assert np.array_equal(found.chosen, every.chosen)
    assert (found.counts, found.value, found.floor) == (every.counts, every.value, every.floor)
    assert list(found.counts[::-1]) == oracle.level_counts(cells, places, waited)
    proved(cells, places, asked, found, seed)


@settings(max_examples=25)
@given(instances(), st.sampled_from([0, 5]), st.sampled_from([0, 1, 20]))
def test_few_pairs_to_begin_with_still_reach_what_going_through_every_answer_finds(
    instance: tuple[list[list[int | None]], list[int], list[int]], load: int, percent: int
) -> None:
    cells, places, waited = instance
    asked = board(cells, places, waited, rules=Rules(CONTEXT, load=load, floor_percent=percent))
    with pytest.MonkeyPatch.context() as patch:
        few(patch, 1, 1)
        found = solve(asked, unwatched)
    assert (found.counts[::-1], found.value) == oracle.best_floor(
        cells, places, waited, load, percent
    )


def test_without_the_proof_over_all_pairs_few_would_lose_points(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The checks above can fail."""
    few(monkeypatch)
    monkeypatch.setattr(solution, "_paying", lambda _found: np.zeros(0, dtype=np.int64))
    lost = 0
    for seed in range(20):
        cells = drawn(Random(seed), 30, 20, 0.4)
        found = solve(board(cells, [1] * 20, rules=Rules(CONTEXT, floor_percent=0)), unwatched)
        lost += oracle.most_points(cells, [1] * 20, 5)[1] - found.value
    assert lost > 0


def test_prices_prove_the_best_answer_and_no_other() -> None:
    cells = drawn(Random(1), 30, 20, 0.4)
    asked = board(cells, [1] * 20, rules=Rules(CONTEXT, floor_percent=0))
    found = solve(asked, unwatched)
    task = asked.task(found.cells)
    best = np.searchsorted(found.cells, found.chosen)
    assert len(paying(asked.field, prices(task, best))) == 0
    with pytest.raises(RuntimeError, match="not the best"):
        prices(task, best[:-1])
