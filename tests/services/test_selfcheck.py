"""The six items: one's own, any of them, over time, and nobody else's."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import selfcheck as rule
from bot.domain.facts import Day
from bot.domain.participants import Role
from bot.domain.refusals import Refused
from bot.domain.selfcheck import ITEMS
from bot.services import evidence, mentorships, selfcheck
from storage.store import SqlStore
from tests import builders
from tests.builders import MAYA, OTTO, THEO, TUESDAY

ANSWERS = st.fixed_dictionaries({}, optional={n: st.sampled_from(ITEMS[n]) for n in ITEMS})


@pytest.fixture
def together(program: SqlStore) -> SqlStore:
    """Theo and Maya are in a mentorship."""
    with program.unit() as unit:
        unit.requests.add(builders.request())
        unit.mentorships.add(builders.mentorship())
        unit.members.add(builders.member())
        unit.members.add(builders.member(MAYA, Role.MENTOR))
        unit.people.add(OTTO)
    return program


@given(ANSWERS.filter(bool))
def test_what_was_said_comes_back_and_what_was_left_out_does_not(said):
    assert rule.unpacked(rule.packed(said)) == said
    assert rule.unpacked(rule.packed({**dict.fromkeys(ITEMS, ""), **said})) == said


@pytest.mark.parametrize("said", [{}, {"topics": "5"}, {"sure": "11"}, {"decided": "often"}])
def test_nothing_at_all_or_something_else_is_refused_at_its_field(said):
    with pytest.raises(Refused) as refused:
        rule.packed(said)
    assert refused.value.field_id == next(iter(said), "topics")


def test_each_look_counts_anew_and_stands_beside_its_item(together):
    with together.unit() as unit:
        for week, said in enumerate(({"topics": "1", "sure": "3"}, {"topics": "3"})):
            moment = TUESDAY + timedelta(weeks=week)
            selfcheck.keep(unit, "theo-and-maya", THEO.slack_id, said, moment)
        taken = selfcheck.looks(unit, "theo-and-maya", THEO.slack_id)
    first, second = Day(TUESDAY.date()), Day(TUESDAY.date() + timedelta(weeks=1))
    assert selfcheck.before(taken, "topics") == ((first, "1"), (second, "3"))
    assert selfcheck.before(taken, "sure") == ((first, "3"),)
    assert selfcheck.before(taken, "judged") == ()


def test_only_a_few_stand_beside_it_and_all_are_kept(together):
    with together.unit() as unit:
        for week in range(7):
            moment = TUESDAY + timedelta(weeks=week)
            selfcheck.keep(unit, "theo-and-maya", THEO.slack_id, {"others": str(week % 5)}, moment)
        assert len(selfcheck.looks(unit, "theo-and-maya", THEO.slack_id)) == selfcheck.SHOWN
        assert len(unit.answers.find(question=rule.SELF_CHECK)) == 7


@pytest.mark.parametrize(
    ("who", "code"), [(MAYA, "selfcheck.mentee"), (OTTO, "mentorship.not_yours")]
)
def test_nobody_else_looks_or_answers(together, who, code):
    with together.unit() as unit:
        with pytest.raises(Refused, match=code.replace(".", r"\.")):
            selfcheck.looks(unit, "theo-and-maya", who.slack_id)
        with pytest.raises(Refused, match=code.replace(".", r"\.")):
            selfcheck.keep(unit, "theo-and-maya", who.slack_id, {"topics": "1"}, TUESDAY)
        assert unit.answers.find() == ()


def test_it_decides_nothing_about_the_way(together):
    """No evidence for a stage, no number that is due: nothing is worked out from it."""
    with together.unit() as unit:
        unit.stage_entries.add(builders.stage_entry())
        whole = mentorships.whole(unit, "theo-and-maya")
        theo = next(one for one in whole.members if one.role is Role.MENTEE)
        (entry,) = evidence.entries(unit, "theo-and-maya")
        before = evidence.of_stage(unit, whole, entry), evidence.facts(unit, whole, theo, TUESDAY)
        selfcheck.keep(unit, "theo-and-maya", THEO.slack_id, {"decided": "4"}, TUESDAY)
        after = evidence.of_stage(unit, whole, entry), evidence.facts(unit, whole, theo, TUESDAY)
    assert before == after


def test_it_goes_with_its_author_and_in_time(together):
    with together.unit() as unit:
        selfcheck.keep(unit, "theo-and-maya", THEO.slack_id, {"sure": "2"}, TUESDAY)
        assert any(one.table == "answer" for one in unit.dossier(THEO.id))
        assert all(one.table != "answer" for one in unit.dossier(MAYA.id))
        assert unit.delete_own_content("theo-in-career", "theo-and-maya") == 1
        assert unit.answers.find() == ()
        selfcheck.keep(unit, "theo-and-maya", THEO.slack_id, {"sure": "2"}, TUESDAY)
        unit.erase(THEO.id, "erased")
        assert unit.answers.find() == ()
