"""Topics as people type them: case and spacing never part two of them, spelling is a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.reader import read
from bot.domain.participants import Role
from bot.domain.topics import SHARED
from bot.services import topics
from storage.store import SqlStore
from tests import builders
from tests.builders import JONAS, MAYA, TEAM, THEO

WORDS = read().words("en")
OWN = ("Python", "Public speaking")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giveing feedbak", "giving_feedback"),
        ("feed back", "giving_feedback"),
        ("presentation", "presenting"),
        ("carreer", "career_direction"),
        ("influense", "influence"),
        ("leading a team", "first_team"),
        ("pyton", "Python"),
        ("PUBLIC  speeking", "Public speaking"),
    ],
)
def test_a_close_spelling_is_offered_and_never_forced(typed: str, meant: str) -> None:
    found = topics.search(WORDS, typed, OWN)
    assert meant in found.close
    assert found.own == " ".join(typed.split())


@pytest.mark.parametrize("typed", ["kubernetes", "finance", "sewing", "rust", "xy", "negotiation"])
def test_other_words_are_other_topics(typed: str) -> None:
    found = topics.search(WORDS, typed, OWN)
    assert (found.fitting, found.close, found.own) == ((), (), typed)


def test_a_topic_typed_as_it_is_needs_no_question() -> None:
    found = topics.search(WORDS, "  Giving   FEEDBACK ", OWN)
    assert (found.fitting, found.close, found.own) == (("giving_feedback",), (), None)


def test_nothing_typed_shows_the_shared_list() -> None:
    assert topics.search(WORDS, " ", OWN).fitting == SHARED


def test_case_and_spacing_make_no_other_topic() -> None:
    typed = ("Giving  Feedback", "pYTHON", "My own", "my  OWN", "giving_feedback")
    assert topics.canonical(WORDS, typed, OWN) == ("giving_feedback", "Python", "My own")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=90), max_size=6))
def test_putting_names_in_order_twice_changes_nothing_more(names: list[str]) -> None:
    once = topics.canonical(WORDS, tuple(names), OWN)
    assert topics.canonical(WORDS, once, OWN) == once
    assert len(once) <= len(names)


def test_own_words_of_listed_mentors_only_are_offered_to_others(program: SqlStore) -> None:
    with program.unit() as unit:
        unit.topics.add(builders.topic("Bird watching", MAYA, Role.MENTOR))
        unit.topics.add(builders.topic("Quiet writing", JONAS, Role.MENTOR))
        unit.topics.add(builders.topic("Something private", THEO, Role.MENTEE))
        jonas = unit.roles.get("jonas-mentor")
        unit.roles.change(jonas.id, {}, {"listed": False})
    with program.read() as unit:
        assert topics.offered(unit, TEAM) == ("Bird watching",)
