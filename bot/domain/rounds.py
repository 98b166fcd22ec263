"""A round: one turn of a mentee, from the first question to an answer on a promised day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain import hours, workdays
from bot.domain.people import Person

ANSWER_WITHIN = 10
"""Working days of whoever asks, within which a round brings an answer (docs/mentoring.md)."""

CHOICES_MOST = 5
"""Mentors somebody may put in order (docs/mentoring.md)."""

LOOKS_ON = timedelta(days=90)
"""How long after a round without a mentor the bot still looks for a free place every morning."""

ONE_ON_ONE = "one_on_one"
"""The type of a round, and of a mentorship, between two."""

_BEFORE_CLOSING = timedelta(hours=1)


class RoundState(StrEnum):
    """`open`, then one of three ends; only `passed_over` counts as a round without a place."""

    OPEN = "open"
    PLACED = "placed"
    PASSED_OVER = "passed_over"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Round:
    """One turn of a mentee.

    `choices` are the mentors she would ask, first one first; the requests made of them name
    this round. `answer_by` is the day promised up front. `wake_at` is the next instant
    something is due: the end of the round, or a morning on which a free place is looked for.
    `line` is the question of somebody who looks for one talk.
    """

    id: str
    participant_id: str
    type: str
    began_at: datetime
    answer_by: date
    choices: tuple[str, ...] = ()
    state: RoundState = RoundState.OPEN
    closed_at: datetime | None = None
    wake_at: datetime | None = None
    line: str | None = None


def answer_by(person: Person, moment: datetime) -> date:
    """The last working day, on this person's calendar, by which a round begun now answers."""
    today = hours.local_day(person, moment)
    return workdays.add_workdays(today, ANSWER_WITHIN, person.hours.days)


def ends_at(asked: Round, person: Person) -> datetime:
    """The instant at which the round is over: early enough to be told on the promised day."""
    _, closes = hours.window(person)
    end = hours.instant(asked.answer_by, closes, hours.zone_of(person.zone, hours.FALLBACK).key)
    return end - _BEFORE_CLOSING


def next_look(person: Person, moment: datetime) -> datetime:
    """The next morning on which a free place is looked for: this person's next working day."""
    day = workdays.next_workday(hours.local_day(person, moment), person.hours.days)
    opens: time = hours.window(person)[0]
    return hours.instant(day, opens, hours.zone_of(person.zone, hours.FALLBACK).key)
