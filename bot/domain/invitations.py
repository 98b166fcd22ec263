"""Invitations: who was asked to join, once; and the day on which it reaches them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain import hours
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.rhythm import preferred_day
from bot.domain.workdays import add_workdays

REMIND_AFTER = 5
"""Working days from the message to its one reminder (docs/quiet.md)."""

KEPT = timedelta(days=60)
"""How long an invitation waits for somebody who is away, and its reminder after it (ours)."""

MOST = 50
"""People invited in one go: as many as Slack can be asked about while a form waits (ours)."""

LEFT_OUT = ("in_it", "before", "guest", "gone")
"""Why somebody is not invited: is or was in the program, was invited before, is a guest, or is
deactivated, a bot or unknown."""

_DAY = timedelta(days=1)


class Reply(StrEnum):
    """What somebody said without joining, which only she reads: ask me once more, let it be
    for this program, or never write to me about joining again."""

    NOT_NOW = "not_now"
    LET_BE = "let_be"
    NO = "no"


SETTLED = (Reply.LET_BE, Reply.NO)


@dataclass(frozen=True)
class Invitation:
    """Somebody was asked to join, in a role; `invited_by` is a coordinator's Slack id.

    `answer` is a value of `Reply`; `wake_at` the next instant something is due (the reminder).
    """

    id: str
    program_id: str
    person_id: str
    role: Role
    invited_by: str
    invited_at: datetime
    answer: str | None = None
    wake_at: datetime | None = None


@dataclass(frozen=True)
class Preview:
    """What inviting would do: how many people, on which days, and how many are left out why."""

    count: int
    first: date
    last: date
    left_out: Mapping[str, int]


def morning(person: Person, moment: datetime) -> datetime:
    """When an invitation written now reaches this person: a Tuesday to Thursday morning where
    her week has one; today only while her message hours have not begun."""
    today = hours.local_day(person, moment)
    begun = _opening(person, today) <= moment
    day = preferred_day(person, today + _DAY if begun else today)
    return hours.spread(f"invited/{person.id}", person, _opening(person, day))


def reminder(person: Person, sent_at: datetime) -> datetime:
    """When the one reminder is due: the morning of working day 5 after the message."""
    sent_on = hours.local_day(person, sent_at)
    return _opening(person, add_workdays(sent_on, REMIND_AFTER, person.hours.days))


def _opening(person: Person, day: date) -> datetime:
    return hours.instant(day, hours.window(person)[0], person.zone)
