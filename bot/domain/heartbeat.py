"""The heartbeat of a meeting: one message before, one after, each at its reader's own hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import hours, workdays
from bot.domain.deliveries import STALE
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.people import Person

AFTER = timedelta(hours=1)
"""How long after a talk its question comes, where the hour is suitable (docs/quiet.md)."""


@dataclass(frozen=True)
class Beat:
    """One half of a heartbeat for one person: `kind` is "before" or "after"."""

    kind: str
    meeting: Meeting
    person: Person
    due: datetime
    expires: datetime


def before(meeting: Meeting, person: Person) -> Beat:
    """One working day ahead, in the first two hours of the reader's day; useless once the talk
    begins."""
    talk_day = hours.local(meeting.starts_at, person.zone).date()
    day = workdays.previous_workday(talk_day, person.hours.days)
    opening = hours.instant(day, hours.window(person)[0], person.zone)
    due = hours.spread(f"before/{meeting.id}/{person.id}", person, opening)
    return Beat("before", meeting, person, due, expires=max(due, meeting.starts_at))


def after(meeting: Meeting, person: Person) -> Beat:
    """An hour after the talk where that is within the reader's hours, else at the next opening."""
    asked = meeting.starts_at + timedelta(minutes=meeting.minutes) + AFTER
    due = asked
    if not hours.is_open(person, asked):
        opening = hours.next_opening(person, asked)
        due = hours.spread(f"after/{meeting.id}/{person.id}", person, opening)
    return Beat("after", meeting, person, due, expires=due + STALE)


def beats(meeting: Meeting, people: Sequence[Person]) -> tuple[Beat, ...]:
    """All halves of a planned meeting; a `before` that was due before the talk was even planned
    is left out, since its reader has just been there."""
    if meeting.state is not MeetingState.PLANNED:
        return ()
    halves = [make(meeting, person) for person in people for make in (before, after)]
    return tuple(half for half in halves if half.kind == "after" or half.due > meeting.planned_at)


def next_talk(held: Meeting, nth: int, cadence_days: int, people: Sequence[Person]) -> datetime:
    """When the talk after `held` is assumed: the same wall time one cadence later, on a day all
    work. The first two talks of a fortnightly rhythm are a week apart (docs/mentoring.md);
    `nth` counts the talks held so far, `held` included.
    """
    gap = min(7, cadence_days) if nth == 1 else cadence_days
    wall = hours.local(held.starts_at, held.zone)
    day = wall.date() + timedelta(days=gap)
    while not all(day.weekday() in person.hours.days for person in people):
        day += timedelta(days=1)
        if day > wall.date() + timedelta(days=gap + 7):
            break
    return hours.instant(day, wall.time().replace(tzinfo=None), held.zone)
