"""Local time: one instant per date and wall time, and the hours in which people can be met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import count, takewhile
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from bot.domain.people import Hours
from bot.domain.weeks import Week, overlaps, shared_halves, stretch
from bot.domain.workdays import NO_CLOSURES, add_workdays, is_workday

FALLBACK = "UTC"
"""The zone of somebody whose stored zone the time zone data no longer knows (docs/delivery.md)."""

MARGIN = 30
"""Minutes kept free of messages at both ends of a working day (docs/quiet.md)."""

SPREAD = timedelta(hours=2)
"""The window after opening over which planned messages are spread (docs/delivery.md)."""

_ENOUGH = 120
"""Minutes of a working day from which on the margin applies; a shorter day is used whole."""

_DAY, _HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
_HORIZON = 14
"""Days in which times for a talk are looked for: both halves of a fortnightly rhythm."""

_TUESDAY_TO_THURSDAY = (1, 2, 3)
_GOOD_STARTS = ((600, 690), (780, 870))
"""Minutes of the day: mid-morning 10:00-11:30 and early afternoon 13:00-14:30."""


class UnknownZone(LookupError):
    """The time zone data hold no zone of this name."""


class Working(Protocol):
    """Anybody with a zone and working hours."""

    @property
    def zone(self) -> str: ...
    @property
    def hours(self) -> Hours: ...


class Window(NamedTuple):
    """A stretch of time, `end` excluded."""

    start: datetime
    end: datetime


def zone_of(name: str, fallback: str | None = None) -> ZoneInfo:
    """The zone of this IANA name, else the fallback's; raises UnknownZone without one."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        if fallback is None:
            raise UnknownZone(name) from None
        return zone_of(fallback)


def instant(day: date, wall: time, zone: str) -> datetime:
    """The one instant (UTC) of a wall time on a date.

    Inside a gap it moves forward by the gap, in an overlap it is the first of the two
    (docs/delivery.md). Raises UnknownZone.
    """
    return datetime.combine(day, wall.replace(fold=0), zone_of(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """The moment on the wall clock of the zone. Raises UnknownZone."""
    return moment.astimezone(zone_of(zone))


def local_day(person: Working, moment: datetime) -> date:
    """The date it is for this person."""
    return moment.astimezone(zone_of(person.zone, FALLBACK)).date()


def is_open(person: Working, moment: datetime, closures: frozenset[date] = NO_CLOSURES) -> bool:
    """Whether a message may reach this person now, by days, hours and closure dates."""
    return next_opening(person, moment, closures) == moment


def next_opening(
    person: Working, moment: datetime, closures: frozenset[date] = NO_CLOSURES
) -> datetime:
    """The first instant, from this moment on, inside the message hours; the moment itself
    when they are open."""
    return max(_open_window(person, moment, closures).start, moment)


def open_both(
    people: Sequence[Working], moment: datetime, closures: frozenset[date] = NO_CLOSURES
) -> bool:
    """Whether a message may reach all of them now."""
    return all(is_open(person, moment, closures) for person in people)


def next_opening_of_all(
    people: Sequence[Working], moment: datetime, closures: frozenset[date] = NO_CLOSURES
) -> datetime | None:
    """The first instant, from this moment on, inside everybody's message hours; None where
    the coming two weeks hold none."""
    shared = _shared(people, moment - _DAY, MARGIN, closures)
    return next((max(w.start, moment) for w in shared if w.end > moment), None)


def day_start(person: Working, day: date) -> datetime:
    """The instant this date begins for the person."""
    return instant(day, time.min, zone_of(person.zone, FALLBACK).key)


def window(person: Working) -> tuple[time, time]:
    """The message hours on the person's wall clock: the working hours without their first and
    last half hour, or whole where somebody works under two hours."""
    opens, closes = _minutes(person.hours, MARGIN)
    return _wall(opens), _wall(closes)


def spread(
    key: str, person: Working, opening: datetime, closures: frozenset[date] = NO_CLOSURES
) -> datetime:
    """A minute in the first two hours after this opening (or the next, where it is none), and
    before closing. A key always gets the same one, on every replica and after every restart
    (docs/delivery.md)."""
    hours = _open_window(person, opening, closures)
    start = max(hours.start, opening)
    minutes = max(1, int(min(SPREAD, hours.end - start) / timedelta(minutes=1)))
    draw = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    return start + timedelta(minutes=draw % minutes)


def shared_weekly_hours(a: Working, b: Working, week: date) -> float:
    """Hours both work in the week that holds this date, in steps of half an hour.

    Counts each shared stretch that begins in that week (Monday to Sunday, UTC), cut to whole
    half hours; the order of the two does not matter.
    """
    return shared_halves(working_week(a, week), working_week(b, week)) / 2


def working_week(person: Working, week: date) -> Week:
    """What this person works in the week of this date; equal for all of the same hours."""
    return _working_week(person.hours, person.zone, week - week.weekday() * _DAY)


def three_times(
    people: Sequence[Working],
    after: datetime,
    minutes: int = 45,
    closures: frozenset[date] = NO_CLOSURES,
) -> tuple[datetime, ...]:
    """Up to three starts (UTC, in order) for a talk inside everybody's working hours.

    A full working day lies between `after` and the first, for everyone. On three dates where
    that can be, Tuesday to Thursday before others; mid-morning and early afternoon by turns,
    on the hour or half hour of the first person's clock. () where nothing fits within two
    weeks.
    """
    length = timedelta(minutes=minutes)
    by_day = _starts_by_day(people, after, length, closures)
    days = sorted(by_day, key=lambda day: (day.weekday() not in _TUESDAY_TO_THURSDAY, day))[:3]
    chosen = [
        _best(by_day[day], people, late=turn % 2 == 1) for turn, day in enumerate(sorted(days))
    ]
    rest = [start for day in sorted(days) for start in by_day[day]]
    while len(chosen) < 3:
        free = [start for start in rest if all(abs(start - one) >= length for one in chosen)]
        if not free:
            break
        chosen.append(_best(free, people, late=False))
    return tuple(sorted(chosen))


@lru_cache(maxsize=65_536)
def _window(hours: Hours, zone: str, day: date, margin: int) -> Window | None:
    """The hours that begin on this date, through midnight for a night shift, less the margin
    at both ends; None where a clock change leaves nothing of them."""
    opens, closes = _minutes(hours, margin)
    start, end = _at(day, opens, zone), _at(day, closes, zone)
    begins = start.astimezone(zone_of(zone, FALLBACK)).date()
    return Window(start, end) if start < end and begins == day + opens // 1440 * _DAY else None


def _minutes(hours: Hours, margin: int) -> tuple[int, int]:
    """Opening and closing in minutes of the day; a night shift closes past minute 1440."""
    opens = hours.opens.hour * 60 + hours.opens.minute
    closes = hours.closes.hour * 60 + hours.closes.minute
    if closes <= opens:
        closes += 24 * 60
    return (opens + margin, closes - margin) if closes - opens >= _ENOUGH else (opens, closes)


def _wall(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _at(day: date, minutes: int, zone: str) -> datetime:
    return instant(day + minutes // 1440 * _DAY, _wall(minutes), zone_of(zone, FALLBACK).key)


def _open_window(person: Working, moment: datetime, closures: frozenset[date]) -> Window:
    """The message hours of now, else the next."""
    windows = _windows(person, local_day(person, moment) - _DAY, MARGIN, closures)
    return next(window for window in windows if window.end > moment)


def _windows(
    person: Working, since: date, margin: int, closures: frozenset[date]
) -> Iterator[Window]:
    for offset in count():
        day = since + offset * _DAY
        if is_workday(day, person.hours.days, closures):
            window = _window(person.hours, person.zone, day, margin)
            if window is not None:
                yield window


def _shared(
    people: Sequence[Working], since: datetime, margin: int, closures: frozenset[date]
) -> list[Window]:
    """The stretches all of them share, from a day before `since` to the horizon."""
    until = since + (_HORIZON + 2) * _DAY
    shared = [Window(since - _DAY, until)]
    for person in people:
        own = []
        for window in _windows(person, local_day(person, since) - _DAY, margin, closures):
            if window.start >= until:
                break
            own.append(window)
        shared = [Window(*both) for both in overlaps(shared, own)]
    return shared


@lru_cache(maxsize=65_536)
def _working_week(hours: Hours, zone: str, monday: date) -> Week:
    worker, start = _Worker(zone, hours), datetime.combine(monday, time.min, UTC)
    windows = _windows(worker, local_day(worker, start) - _DAY, 0, NO_CLOSURES)
    begun = takewhile(lambda window: window.start < start + 7 * _DAY, windows)
    return tuple(stretch(window.start - start, window.end - start) for window in begun)


@dataclass(frozen=True)
class _Worker:
    zone: str
    hours: Hours


def _starts_by_day(
    people: Sequence[Working], after: datetime, length: timedelta, closures: frozenset[date]
) -> dict[date, list[datetime]]:
    """Starts that everybody can make, by the first person's date."""
    found: dict[date, list[datetime]] = {}
    for window in _shared(people, after, 0, closures) if people else ():
        start = _next_half_hour(window.start, people[0])
        while start + length <= window.end:
            if all(_far_enough(person, after, start, closures) for person in people):
                found.setdefault(local_day(people[0], start), []).append(start)
            start += _HALF_HOUR
    return found


def _next_half_hour(moment: datetime, person: Working) -> datetime:
    clock = moment.astimezone(zone_of(person.zone, FALLBACK))
    past = (clock - clock.min.replace(tzinfo=clock.tzinfo)) % _HALF_HOUR
    return moment + -past % _HALF_HOUR


def _far_enough(
    person: Working, after: datetime, start: datetime, closures: frozenset[date]
) -> bool:
    between = add_workdays(local_day(person, after), 1, person.hours.days, closures)
    return local_day(person, start) > between


def _best(starts: Sequence[datetime], people: Sequence[Working], late: bool) -> datetime:
    """The start that suits most, the latest or the earliest of equals."""
    ordered = sorted(starts, reverse=late)
    return min(ordered, key=lambda start: sum(_discomfort(person, start) for person in people))


def _discomfort(person: Working, start: datetime) -> int:
    """Minutes between this start and the nearest good time of day of the person."""
    clock = start.astimezone(zone_of(person.zone, FALLBACK))
    minute = clock.hour * 60 + clock.minute
    return min(max(early - minute, minute - late, 0) for early, late in _GOOD_STARTS)
