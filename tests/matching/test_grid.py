"""All pairs at once are what the rules and the score say of each pair."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.candidates import Candidate, Context
from bot.matching.filter import allowed
from bot.matching.grid import FORBIDDEN, Grid, judge
from bot.matching.model import unwatched
from bot.matching.score import score
from tests.matching.people import CONTEXT, anybody

some = st.lists(anybody, max_size=6, unique_by=lambda one: one.id)
ids = st.integers(0, 11).map(lambda n: f"p{n}")
pairs = st.frozensets(st.tuples(ids, ids), max_size=3)
apart = st.frozensets(st.frozensets(ids, min_size=2, max_size=2), max_size=3)
contexts = st.builds(
    lambda **known: replace(CONTEXT, **known),
    purposes=st.sampled_from([frozenset(), frozenset({"career"})]),
    level_required=st.booleans(),
    level_purposes=st.sampled_from([frozenset(), frozenset({"skills"})]),
    same_team_allowed=st.booleans(),
    min_tenure=st.sampled_from([0, 6]),
    asked=pairs,
    passed=pairs,
    ended=apart,
    walls=apart,
    round_id=st.sampled_from(["", "r1"]),
    weights=st.fixed_dictionaries(
        {}, optional={"topics": st.integers(30, 50), "logistics": st.integers(5, 25)}
    ),
)


def expected(mentee: Candidate, mentor: Candidate, context: Context) -> int:
    if not allowed(mentee, mentor, context):
        return FORBIDDEN
    return score(mentee, mentor, context).total


def all_ties(grid: Grid) -> list[list[int]]:
    rows, columns = np.indices(grid.points.shape, sparse=True)
    ties: list[list[int]] = grid.ties(rows, columns).tolist()
    return ties


@settings(max_examples=20)
@given(some, some, contexts)
def test_each_cell_is_the_score_of_an_allowed_pair(
    mentees: Sequence[Candidate], mentors: Sequence[Candidate], context: Context
) -> None:
    grid = judge(mentees, mentors, context, unwatched)

    found = {
        (mentee.id, mentor.id): int(grid.points[row, column])
        for row, mentee in enumerate(grid.mentees)
        for column, mentor in enumerate(grid.mentors)
    }
    assert found == {
        (mentee.id, mentor.id): expected(mentee, mentor, context)
        for mentee in mentees
        for mentor in mentors
    }


@settings(max_examples=20)
@given(some, some, contexts, st.randoms(use_true_random=False))
def test_the_order_people_come_in_changes_nothing(
    mentees: list[Candidate], mentors: list[Candidate], context: Context, draw: Any
) -> None:
    one = judge(mentees, mentors, context, unwatched)
    draw.shuffle(mentees)
    draw.shuffle(mentors)
    other = judge(mentees, mentors, context, unwatched)
    assert one.mentees == other.mentees
    assert one.points.tolist() == other.points.tolist()
    assert all_ties(one) == all_ties(other)
