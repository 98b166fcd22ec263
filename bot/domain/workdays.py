"""Working days: which dates count, and how to step from one to another."""

from collections.abc import Collection
from datetime import date, timedelta

WEEK = (0, 1, 2, 3, 4)
"""Monday to Friday, the working days of someone who set none (docs/delivery.md)."""

NO_CLOSURES: frozenset[date] = frozenset()
_DAY = timedelta(days=1)


def is_workday(
    day: date, days: Collection[int] = WEEK, closures: frozenset[date] = NO_CLOSURES
) -> bool:
    """Whether somebody works on this date; `days` are weekdays with Monday 0.

    No weekday at all is read as Monday to Friday: being away is a pause, not an empty week.
    """
    return day.weekday() in (days or WEEK) and day not in closures


def next_workday(
    day: date, days: Collection[int] = WEEK, closures: frozenset[date] = NO_CLOSURES
) -> date:
    """The first working day after this date."""
    return _step(day, _DAY, days, closures)


def previous_workday(
    day: date, days: Collection[int] = WEEK, closures: frozenset[date] = NO_CLOSURES
) -> date:
    """The last working day before this date."""
    return _step(day, -_DAY, days, closures)


def add_workdays(
    day: date, n: int, days: Collection[int] = WEEK, closures: frozenset[date] = NO_CLOSURES
) -> date:
    """Working day `n` after this date, which itself does not count: asked on a Monday,
    working day 3 is the Thursday. Negative `n` counts back; 0 is the date itself."""
    step = _DAY if n > 0 else -_DAY
    for _ in range(abs(n)):
        day = _step(day, step, days, closures)
    return day


def _step(day: date, step: timedelta, days: Collection[int], closures: frozenset[date]) -> date:
    day += step
    while not is_workday(day, days, closures):
        day += step
    return day
