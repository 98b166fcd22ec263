"""Planning within the quiet budget: which days, and what is left out so that all fits."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain import hours
from bot.domain.participants import Role
from bot.domain.people import Person, Volume
from bot.domain.workdays import NO_CLOSURES, add_workdays, is_workday, previous_workday

ALONE_AFTER = timedelta(hours=24)
"""Waiting after which one reader's hours are enough for a group message (docs/delivery.md)."""

_DAY = timedelta(days=1)
_TUESDAY_TO_THURSDAY = (1, 2, 3)


def reserved(began: date, day: date) -> bool:
    """Whether the week of a mentorship that holds this date keeps a place for its stage: every
    second one (docs/quiet.md); the first is for getting to know each other."""
    return (day - began).days // 7 % 2 == 1


def stage_day(
    person: Person, weekly: bool, last: date | None, coming: date | None, earliest: date
) -> date | None:
    """The day of the next stage message; None where the coming talk leaves no place for one.

    A weekly mentorship has it in place of the message before a talk. A fortnightly one in the
    week between two talks, six or seven days after the last, where both halves of the next
    heartbeat still find their place. `earliest` is the first day on which a person's place is
    free again; without a talk ahead the message comes on a preferred day.
    """
    if coming is None:
        return preferred_day(person, max(earliest, last + 6 * _DAY) if last else earliest)
    if weekly:
        day = previous_workday(coming, person.hours.days)
        return day if day >= earliest else None
    if last is None or coming - last < 10 * _DAY:
        return None
    first, latest = max(last + 6 * _DAY, earliest), coming - 7 * _DAY
    if first > latest:
        return None
    day = preferred_day(person, first, within=min(1, (latest - first).days))
    return day if day <= latest else None


def drops_before(
    role: Role, parked: bool, volume: Volume = Volume.FULL, weekly_and_reserved: bool = False
) -> bool:
    """Whether the message before a talk is left out (docs/quiet.md).

    Never with something parked in it. Else for mentors; for a weekly mentorship in a reserved
    week, where the stage message takes its day; and at half volume, where it would use up the
    week's one message before the talk is asked about.
    """
    return not parked and (role is Role.MENTOR or volume is Volume.HALF or weekly_and_reserved)


def preferred_day(
    person: Person, day: date, closures: frozenset[date] = NO_CLOSURES, within: int = 6
) -> date:
    """The first of the person's working days, from this date on, that is a Tuesday, Wednesday
    or Thursday; where the next `within` days hold none, the first working day (docs/quiet.md)."""
    coming = [day + n * _DAY for n in range(within + 1)]
    open_days = [one for one in coming if is_workday(one, person.hours.days, closures)]
    middle = [one for one in open_days if one.weekday() in _TUESDAY_TO_THURSDAY]
    if not open_days:
        return add_workdays(coming[-1], 1, person.hours.days, closures)
    return (middle or open_days)[0]


def introduction_opening(
    people: Sequence[Person],
    due: datetime,
    moment: datetime,
    closures: frozenset[date] = NO_CLOSURES,
) -> datetime:
    """When a group message due then may go, from this moment on: in everybody's hours, and
    after 24 hours of waiting in anybody's (docs/delivery.md)."""
    alone = max(moment, due + ALONE_AFTER)
    openings = [hours.next_opening(person, alone, closures) for person in people]
    together = hours.next_opening_of_all(people, moment, closures)
    return min(openings if together is None else [*openings, together])
