"""How a mentorship ends: rounded off, by the calendar, or by one person's wish without blame."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.domain import hours, workdays
from bot.domain.mentorships import Ending, Outcome
from bot.domain.people import Person
from bot.domain.stages import Course

TOLD_WITHIN = 3
"""Working days within which the partner is told, one at least (docs/mentoring.md)."""

EARLY = timedelta(weeks=2)
"""A mentorship rounded off longer than this before its end is completed early (ours)."""


class Next(StrEnum):
    """What somebody would like after a mentorship."""

    CLOSE = "close"
    LIGHT = "light"
    AGAIN = "again"


class Wish(StrEnum):
    """What somebody would like after an early end; nobody else is told."""

    MATCH = "match"
    PAUSE = "pause"
    NOTHING = "nothing"


_TOGETHER = {Next.LIGHT: Outcome.CONTINUED_INFORMAL, Next.AGAIN: Outcome.RENEWED}


def shared(wishes: Collection[Next], people: int) -> Next | None:
    """What all of so many people chose; None where they differ or not all have chosen."""
    same = len(wishes) == people and len(set(wishes)) == 1
    return next(iter(wishes)) if same else None


def outcome(wishes: Collection[Next], people: int, course: Course, moment: datetime) -> Outcome:
    """What a mentorship is kept as; completed only where somebody rounded it off."""
    if not wishes:
        return Outcome.CLOSED_BY_CALENDAR
    together = shared(wishes, people)
    if together in _TOGETHER:
        return _TOGETHER[together]
    early = moment < course.ends - EARLY
    return Outcome.COMPLETED_EARLY if early else Outcome.COMPLETED


def announce_at(ending_id: str, partner: Person, moment: datetime) -> datetime:
    """When the partner is told: one to three working days later, in the morning; drawn once
    from the random id of the ending, so that neither tells who asked nor when."""
    draw = int.from_bytes(sha256(ending_id.encode()).digest()[:4], "big")
    today = hours.local_day(partner, moment)
    day = workdays.add_workdays(today, 1 + draw % TOLD_WITHIN, partner.hours.days)
    opening = hours.instant(day, hours.window(partner)[0], partner.zone)
    return hours.spread(f"ended/{ending_id}", partner, opening)


def hidden(ending: Ending, participant_id: str) -> bool:
    """Whether this participant has not been told yet, and sees everything as before."""
    return ending.asked_by not in (None, participant_id)
