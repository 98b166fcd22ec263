"""The two questions of the second week: on which day, and for whom never."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Hours
from bot.domain.surveys import survey_day
from bot.domain.workdays import previous_workday
from tests.builders import person

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 30)
WEEK = (MONDAY, MONDAY + 7 * DAY)

days = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple)
dates = st.integers(-7, 20).map(lambda n: MONDAY + n * DAY)


@given(days, st.none() | dates, st.booleans(), dates)
def test_it_is_a_working_day_of_the_second_week_that_has_not_passed(workdays, coming, parked, now):
    who = person(hours=Hours(days=workdays))
    found = survey_day(who, WEEK, coming, parked, now)
    if found is not None:
        assert WEEK[0] <= found < WEEK[1]
        assert found >= now
        assert found.weekday() in workdays


@given(days, st.integers(1, 6).map(lambda n: MONDAY + n * DAY))
def test_it_takes_the_day_of_the_message_before_that_weeks_talk(workdays, coming):
    who = person(hours=Hours(days=workdays))
    before = previous_workday(coming, workdays)
    found = survey_day(who, WEEK, coming, False, MONDAY - DAY)
    if before >= WEEK[0]:
        assert found == before
    elif found is not None:
        assert found >= coming + 2 * DAY


def test_what_is_parked_keeps_its_message_and_the_questions_give_way():
    wednesday = MONDAY + 2 * DAY
    assert survey_day(person(), WEEK, wednesday, True, MONDAY) is None
    assert survey_day(person(), WEEK, wednesday, False, MONDAY) == wednesday - DAY


def test_without_a_talk_ahead_it_is_a_preferred_day_and_never_in_another_week():
    assert survey_day(person(), WEEK, None, False, MONDAY) == MONDAY + DAY
    assert survey_day(person(), WEEK, None, False, WEEK[1]) is None
    assert survey_day(person(), WEEK, WEEK[1] + 3 * DAY, False, WEEK[1] - 2 * DAY) is None
