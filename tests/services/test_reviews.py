"""The day on which two look at their lines again: who hears of it, when, and through what."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.agreements import Agreement, Confirmation, Terms
from bot.domain.deliveries import State, plan
from bot.domain.facts import Term
from bot.domain.meetings import MeetingState
from bot.domain.participants import Role
from bot.ports import Unit
from bot.services import mentorships, reviews, seeing
from storage.store import SqlStore
from tests import builders
from tests.builders import MAYA, THEO, at

REVIEW = date(2027, 1, 12)
"""Tuesday, six weeks after the first."""

SHIP = "theo-and-maya"


def fill(unit: Unit, *said: str) -> None:
    unit.requests.add(builders.request())
    unit.mentorships.add(builders.mentorship())
    unit.members.add(builders.member())
    unit.members.add(builders.member(MAYA, Role.MENTOR))
    terms = Terms(review=REVIEW.isoformat()).packed()
    unit.agreements.add(Agreement("lines", SHIP, 1, terms, at(10)))
    for one in said:
        unit.confirmations.add(Confirmation(f"{one}-says", "lines", f"{one}-in-career", at(10)))


@pytest.fixture
def agreed(program: SqlStore) -> SqlStore:
    """Theo and Maya both find their lines right."""
    with program.unit() as unit:
        fill(unit, "theo", "maya")
    return program


def talk(unit: Unit, day: int, state: MeetingState = MeetingState.PLANNED) -> str:
    told = at(day, 12) if state is MeetingState.HELD else None
    one = builders.meeting(id=f"talk-{day}", starts_at=at(day, 9), state=state, settled_at=told)
    unit.meetings.add(one)
    return one.id


def serves(unit: Unit, meeting_id: str) -> bool:
    return reviews.serves(unit, mentorships.whole(unit, SHIP), unit.meetings.get(meeting_id))


def due(unit: Unit, moment: datetime) -> set[Role]:
    seen = seeing.see(unit, mentorships.whole(unit, SHIP), moment)
    return {one.role for one in seen.whole.members if reviews.due(unit, seen, one)}


def test_the_first_talk_near_the_day_serves_and_no_other(agreed):
    with agreed.unit() as unit:
        assert not serves(unit, talk(unit, 38, MeetingState.HELD))
        assert serves(unit, talk(unit, 40, MeetingState.HELD))
        assert not serves(unit, talk(unit, 54))
        assert not serves(unit, talk(unit, 70))


def test_nothing_is_said_before_both_find_the_lines_right(program):
    with program.unit() as unit:
        fill(unit, "theo")
        assert not serves(unit, talk(unit, 42))
        assert due(unit, at(42)) == set()


def test_nothing_is_said_once_they_changed_the_lines_around_the_day(agreed):
    with agreed.unit() as unit:
        unit.agreements.add(Agreement("new", SHIP, 2, unit.agreements.get("lines").terms, at(40)))
        for one in ("theo", "maya"):
            unit.confirmations.add(Confirmation(f"{one}-anew", "new", f"{one}-in-career", at(40)))
        assert not serves(unit, talk(unit, 42))
        assert due(unit, at(42)) == set()


def test_a_mentor_hears_before_the_talk_it_is_for_and_not_after_it(agreed):
    with agreed.unit() as unit:
        early = talk(unit, 29)
        assert due(unit, at(24)) == set()
        unit.meetings.change(early, {}, {"state": MeetingState.HELD, "settled_at": at(29, 12)})
        for_it = talk(unit, 43)
        for day in (30, 36, 42):
            assert due(unit, at(day)) == {Role.MENTOR}
        unit.meetings.change(for_it, {}, {"state": MeetingState.HELD, "settled_at": at(43, 12)})
        talk(unit, 57)
        assert due(unit, at(50)) == {Role.MENTEE}


def test_a_weekly_mentor_may_hear_a_talk_earlier(agreed):
    with agreed.unit() as unit:
        unit.mentorships.change(SHIP, {}, {"cadence_days": 7})
        talk(unit, 34)
        assert due(unit, at(33)) == {Role.MENTOR}


def test_after_a_fortnight_nobody_hears_of_it_any_more(agreed):
    with agreed.unit() as unit:
        assert due(unit, at(56)) == {Role.MENTEE, Role.MENTOR}
        assert due(unit, at(57)) == set()


def test_without_a_talk_ahead_a_mentee_hears_on_the_day_itself(agreed):
    with agreed.unit() as unit:
        assert due(unit, at(34)) == set()
        assert due(unit, at(41)) == {Role.MENTOR}
        assert due(unit, at(42)) == {Role.MENTEE, Role.MENTOR}


@pytest.mark.parametrize(("state", "told"), [(State.SENT, True), (State.SKIPPED, False)])
@pytest.mark.parametrize("through", ["before", reviews.TEMPLATE])
def test_it_is_said_once_through_whatever_reached_them(agreed, through, state, told):
    with agreed.unit() as unit:
        meeting_id = talk(unit, 40, MeetingState.HELD)
        about = seeing.about(unit, mentorships.whole(unit, SHIP), THEO)
        kind = "before" if through == "before" else "stage"
        subject = meeting_id if kind == "before" else SHIP
        row = plan(kind, through, about.__class__(**{**vars(about), "subject_id": subject}), at(39))
        unit.deliveries.add(row)
        unit.deliveries.change(row.id, {}, {"state": state})
        assert (Role.MENTEE not in due(unit, at(44))) is told


def test_the_message_before_the_talk_says_so(agreed):
    with agreed.unit() as unit:
        whole = mentorships.whole(unit, SHIP)
        near, far = talk(unit, 43), talk(unit, 20)
        assert reviews.word(unit, whole, unit.meetings.get(near)) == Term("before.review")
        assert reviews.word(unit, whole, unit.meetings.get(far)) == ""


def test_a_day_of_their_own_choice_holds_in_place_of_the_one_filled_in(agreed):
    with agreed.unit() as unit:
        assert reviews.day(unit, mentorships.whole(unit, SHIP)) == REVIEW
        bare = Agreement("bare", SHIP, 2, Terms().packed(), at(11))
        unit.agreements.add(bare)
        for one in ("theo", "maya"):
            said = Confirmation(f"{one}-bare", "bare", f"{one}-in-career", at(11))
            unit.confirmations.add(said)
        filled_in = reviews.day(unit, mentorships.whole(unit, SHIP))
    assert filled_in is not None
    assert abs(filled_in - REVIEW) <= timedelta(days=3)
