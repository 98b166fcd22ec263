"""How long people take to answer, in their own working time; and a delay drawn like those.

A request to somebody who does not want it is never delivered, and closes as if it had been
passed on: after a time that real answers took (docs/delivery.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from random import Random

from bot.domain import hours, workdays
from bot.domain.hours import Window, Working

ENOUGH = 12
"""Real answers from which on the usual ones are no longer mixed in."""

SOONEST = timedelta(minutes=2)
"""Nobody reads and answers faster."""

_NOTHING, _DAY = timedelta(), timedelta(days=1)
_BLUR = 0.1


@dataclass(frozen=True)
class Lag:
    """Working time that passed until an answer, and how long after work it then came."""

    worked: timedelta
    after: timedelta = _NOTHING


Answered = Lag | None
"""A lag, or None where the time ran out without a word."""

USUAL: Sequence[Answered] = (
    *(Lag(timedelta(hours=worked)) for worked in (0.3, 0.8, 1.6, 3, 5, 7.5, 9, 13, 18, 25)),
    None,
    None,
)
"""What is assumed until a program has answers of its own: most within two working days, every
sixth never (ours)."""


def lag(person: Working, asked: datetime, answered: datetime) -> Lag:
    """How long this person took, in her own working time."""
    worked, end = _NOTHING, asked
    for window in _windows(person, asked):
        if window.start >= answered:
            break
        worked += max(_NOTHING, min(window.end, answered) - max(window.start, asked))
        end = max(end, min(window.end, answered))
    return Lag(worked, max(_NOTHING, answered - end))


def reached(person: Working, asked: datetime, taken: Lag) -> datetime:
    """The instant at which somebody asked then has taken so long."""
    left = taken.worked
    if not left:
        return asked + taken.after
    for window in _windows(person, asked):
        start = max(window.start, asked)
        if start + left <= window.end:
            return start + left + taken.after
        left -= max(_NOTHING, window.end - start)
    raise AssertionError("working days do not end")


def drawn(key: str, person: Working, asked: datetime, real: Sequence[Answered]) -> datetime | None:
    """When an answer comes that is drawn like the real ones; None where none is to come.

    The same key draws the same. Few real answers are mixed with the usual ones.
    """
    dice = Random(sha256(key.encode()).digest())  # noqa: S311 - it has to look alike, not to hide
    pool = [*real] if len(real) >= ENOUGH else [*real, *USUAL]
    one = dice.choice(pool)
    if one is None:
        return None
    blur = dice.uniform(1 - _BLUR, 1 + _BLUR)
    blurred = Lag(one.worked, one.after * blur) if one.after else Lag(one.worked * blur)
    return max(reached(person, asked, blurred), asked + SOONEST)


def _windows(person: Working, since: datetime) -> Iterator[Window]:
    """The working hours of this person that end after then, one day after the other."""
    zone = hours.zone_of(person.zone, hours.FALLBACK).key
    first = hours.local_day(person, since) - _DAY
    opens, closes = person.hours.opens, person.hours.closes
    for offset in count():
        day = first + offset * _DAY
        if workdays.is_workday(day, person.hours.days):
            last = day + _DAY if closes <= opens else day
            window = Window(hours.instant(day, opens, zone), hours.instant(last, closes, zone))
            if window.end > since:
                yield window
