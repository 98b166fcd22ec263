"""Working days."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import workdays

MONDAY = date(2026, 11, 30)
weeks = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple)
dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))
closures = st.frozensets(dates, max_size=8)


def test_working_day_three_after_a_monday_is_the_thursday():
    assert workdays.add_workdays(MONDAY, 3) == date(2026, 12, 3)


def test_working_day_five_after_a_monday_is_the_next_monday():
    assert workdays.add_workdays(MONDAY, 5) == date(2026, 12, 7)


def test_the_working_day_after_a_friday_is_monday_and_before_a_monday_is_friday():
    assert workdays.next_workday(date(2026, 12, 4)) == date(2026, 12, 7)
    assert workdays.previous_workday(date(2026, 12, 7)) == date(2026, 12, 4)


def test_a_week_from_sunday_to_thursday_skips_friday_and_saturday():
    assert workdays.next_workday(date(2026, 12, 3), (6, 0, 1, 2, 3)) == date(2026, 12, 6)


def test_a_closure_is_no_working_day():
    assert workdays.next_workday(MONDAY, closures=frozenset({date(2026, 12, 1)})).day == 2


def test_a_person_without_any_working_day_is_read_as_monday_to_friday():
    assert workdays.next_workday(date(2026, 12, 4), ()) == date(2026, 12, 7)


@given(dates, st.integers(1, 20), weeks, closures)
def test_going_n_working_days_on_passes_exactly_n_of_them(day, n, week, closed):
    end = workdays.add_workdays(day, n, week, closed)
    passed = [date.fromordinal(d) for d in range(day.toordinal() + 1, end.toordinal() + 1)]
    assert sum(workdays.is_workday(d, week, closed) for d in passed) == n
    assert workdays.is_workday(end, week, closed)


@given(dates, st.integers(1, 20), weeks, closures)
def test_going_on_and_back_ends_at_the_day_or_the_working_day_before_it(day, n, week, closed):
    back = workdays.add_workdays(workdays.add_workdays(day, n, week, closed), -n, week, closed)
    expected = day
    if not workdays.is_workday(day, week, closed):
        expected = workdays.previous_workday(day, week, closed)
    assert back == expected


@given(dates, weeks)
def test_nought_working_days_on_is_the_day_itself(day, week):
    assert workdays.add_workdays(day, 0, week) == day
