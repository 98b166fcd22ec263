"""When an invitation and its reminder reach somebody: in a morning of their own week."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import hours
from bot.domain.invitations import morning, reminder
from bot.domain.people import Hours, Person
from bot.domain.workdays import is_workday
from tests import builders
from tests.builders import person

MADRID = ZoneInfo(builders.MADRID)
WEEKS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
ZONES = st.sampled_from(["Europe/Madrid", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
MOMENTS = st.integers(0, 60 * 24 * 21).map(lambda n: builders.TUESDAY + timedelta(minutes=n))


def madrid(day: int, hour: int) -> datetime:
    """A day of November 2026 at an hour in Madrid; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (madrid(23, 9), 24),
        (madrid(24, 8), 24),
        (madrid(24, 10), 25),
        (madrid(26, 15), 1),
        (madrid(28, 12), 1),
    ],
)
def test_it_comes_on_the_next_tuesday_to_thursday_that_is_not_begun(
    written: datetime, day: int
) -> None:
    due = morning(person(), written)
    assert hours.local_day(person(), due).day == day
    assert 9 <= due.astimezone(MADRID).hour < 12


def test_who_works_on_mondays_and_fridays_is_asked_then() -> None:
    rare = person(hours=Hours(days=(0, 4)))
    assert hours.local_day(rare, morning(rare, madrid(23, 12))).day == 27


@given(WEEKS, ZONES, MOMENTS)
def test_it_comes_ahead_in_the_person_s_own_hours_within_a_fortnight(
    days: tuple[int, ...], zone: str, moment: datetime
) -> None:
    who: Person = person(zone=zone, hours=Hours(days=days))
    due = morning(who, moment)
    assert moment <= due <= moment + timedelta(days=14)
    assert hours.is_open(who, due)


@given(WEEKS, ZONES, MOMENTS)
def test_the_reminder_comes_when_five_working_days_are_over(
    days: tuple[int, ...], zone: str, moment: datetime
) -> None:
    who = person(zone=zone, hours=Hours(days=days))
    sent_on, on = hours.local_day(who, moment), hours.local_day(who, reminder(who, moment))
    between = [sent_on + timedelta(days=n) for n in range(1, (on - sent_on).days + 1)]
    assert sum(is_workday(day, days) for day in between) == 5
    assert is_workday(on, days)
