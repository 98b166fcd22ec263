"""Suggestions."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.candidates import Candidate
from bot.matching.filter import allowed
from bot.matching.score import score
from bot.matching.suggest import suggest
from tests.matching.people import CONTEXT, anybody, maya, offers, theo, wants

mentors = st.lists(anybody, max_size=8, unique_by=lambda one: one.id)


def crowd(size: int) -> list[Candidate]:
    return [Candidate(f"m{n}", f"UM{n}") for n in range(size)]


def test_the_best_comes_first():
    mentee = theo(topics=(wants("deciding"), wants("influence")))
    jonas = Candidate("jonas", "UJONAS", topics=(offers("deciding"), offers("influence")))
    found = suggest(mentee, [maya(topics=(offers("deciding"),)), jonas], CONTEXT)
    assert [one.mentor.id for one in found] == ["jonas", "maya"]


def test_who_is_forbidden_is_not_suggested():
    assert suggest(theo(), [maya(blocks=frozenset({"UTHEO"}))], CONTEXT) == ()


def test_three_are_suggested_unless_more_are_wanted():
    assert len(suggest(theo(), crowd(9), CONTEXT)) == 3
    assert len(suggest(theo(), crowd(9), CONTEXT, most=5)) == 5


def test_equals_are_told_apart_by_mentee_and_round_so_that_nobody_is_always_first():
    firsts = {
        suggest(Candidate(f"t{n}", f"UT{n}"), crowd(5), CONTEXT)[0].mentor.id for n in range(60)
    }
    assert len(firsts) == 5
    rounds = {
        suggest(theo(), crowd(5), replace(CONTEXT, round_id=f"{n}"))[0].mentor.id for n in range(60)
    }
    assert len(rounds) == 5


@given(anybody, mentors, st.randoms(use_true_random=False))
def test_the_order_people_come_in_changes_nothing(mentee, people, draw):
    shuffled = list(people)
    draw.shuffle(shuffled)
    assert suggest(mentee, people, CONTEXT) == suggest(mentee, shuffled, CONTEXT)


@given(anybody, mentors, st.integers(1, 5))
def test_no_allowed_mentor_left_out_scores_more_than_one_suggested(mentee, people, most):
    found = suggest(mentee, people, CONTEXT, most)
    possible = [mentor for mentor in people if allowed(mentee, mentor, CONTEXT)]
    assert len(found) == min(most, len(possible))
    totals = sorted((score(mentee, one, CONTEXT).total for one in possible), reverse=True)
    assert [one.score.total for one in found] == totals[: len(found)]
