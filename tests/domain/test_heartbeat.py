"""The heartbeat of a talk: when its two halves come, and when the next talk is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import heartbeat, hours
from bot.domain.meetings import MeetingState
from bot.domain.people import Hours
from tests.builders import JONAS, MAYA, THEO, at, meeting

starts = st.integers(0, 60 * 24 * 21).map(lambda n: at(0) + timedelta(minutes=n))


@given(starts)
def test_before_comes_on_the_working_day_ahead_and_in_hours(start):
    talk = meeting(starts_at=start)
    beat = heartbeat.before(talk, THEO)
    assert hours.is_open(THEO, beat.due)
    assert hours.local_day(THEO, beat.due) < hours.local_day(THEO, start)
    assert beat.expires >= beat.due


@given(starts)
def test_after_comes_an_hour_later_or_at_the_next_opening(start):
    talk = meeting(starts_at=start)
    beat = heartbeat.after(talk, JONAS)
    over = start + timedelta(minutes=45)
    assert hours.is_open(JONAS, beat.due)
    assert beat.due >= over + timedelta(hours=1)


def test_a_talk_planned_on_the_day_before_brings_no_message_before_it():
    talk = meeting(starts_at=at(1), planned_at=at(0, 15))
    assert [beat.kind for beat in heartbeat.beats(talk, [THEO, MAYA])] == ["after", "after"]


def test_a_settled_talk_has_no_heartbeat_any_more():
    assert heartbeat.beats(meeting(state=MeetingState.HELD), [THEO]) == ()


@pytest.mark.parametrize(
    ("nth", "cadence", "days"), [(1, 14, 7), (2, 14, 14), (1, 7, 7), (5, 7, 7)]
)
def test_the_first_two_fortnightly_talks_are_a_week_apart(nth, cadence, days):
    held = meeting(starts_at=at(1))
    assert heartbeat.next_talk(held, nth, cadence, [THEO, MAYA]) == at(1 + days)


def test_the_next_talk_is_on_a_day_all_work_and_at_the_same_wall_time():
    no_wednesdays = replace(MAYA, hours=Hours(days=(0, 1, 3, 4)))
    held = meeting(starts_at=at(1))
    assert heartbeat.next_talk(held, 2, 14, [THEO, no_wednesdays]) == at(16)


def test_the_wall_time_stays_when_the_clocks_change():
    held = meeting(starts_at=at(1) + timedelta(weeks=16))
    after = heartbeat.next_talk(held, 2, 14, [THEO])
    assert (
        hours.local(after, "Europe/Madrid").time()
        == hours.local(held.starts_at, "Europe/Madrid").time()
    )
    assert after - held.starts_at == timedelta(days=14) - timedelta(hours=1)
