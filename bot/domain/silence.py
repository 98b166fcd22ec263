"""Two who do not talk: the steps towards them, few and neutral, then rest and an end without
fault (docs/quiet.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.participants import Role
from bot.domain.stages import Course

GAP = 1.5
"""Times the cadence without a talk, after which the two hear of it (docs/mentoring.md)."""

NOT_STARTED = timedelta(days=5)
"""After which two without a talk hear of it (docs/quiet.md)."""


class Step(StrEnum):
    """What follows the first word to both, in this order."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    NOTICE = "notice"
    REST = "rest"
    LAPSE = "lapse"


_NEVER_BEGAN = {Step.MENTEE: 5, Step.MENTOR: 7, Step.NOTICE: 16, Step.LAPSE: 23}
_WEEKLY = {Step.MENTEE: 5, Step.MENTOR: 9, Step.REST: 28, Step.LAPSE: 42}
_FORTNIGHTLY = {Step.MENTEE: 6, Step.MENTOR: 11, Step.REST: 38, Step.LAPSE: 56}
"""Days after the first word (MC §7.3, with at most two messages a person; docs/quiet.md)."""

OWN_STEP = {Step.MENTEE: Role.MENTEE, Step.MENTOR: Role.MENTOR}
"""Steps that are one role's own: the second and last message about the matter."""


class Standing(StrEnum):
    """What coordinators read, in counts only."""

    NOT_STARTED = "not_started"
    DORMANT = "dormant"


@dataclass(frozen=True)
class Standstill:
    """A mentorship stands still: a practical fact; `over_at` once it moves again."""

    id: str
    mentorship_id: str
    kind: Standing
    since: datetime
    over_at: datetime | None = None


@dataclass(frozen=True)
class Silence:
    """Since when two have not talked: `subject` is the id of the last sign (the mentorship, a
    talk, a tapped message), `fresh` where there has been none since it began."""

    subject: str
    since: datetime
    fresh: bool = False


def begins(course: Course, silence: Silence, cadence_days: int) -> datetime | None:
    """When the two first hear of it, rests not counted; None where the weeks are over by then."""
    wait = NOT_STARTED if silence.fresh else timedelta(days=GAP * cadence_days)
    at = after(course, silence.since, wait)
    return at if at < course.ends else None


def steps(course: Course, silence: Silence, said: datetime) -> Mapping[Step, datetime]:
    """When each step comes, the first word having been due at `said`; rests not counted."""
    days = _NEVER_BEGAN if silence.fresh else _again(course)
    return {step: after(course, said, timedelta(days=n)) for step, n in days.items()}


def rests_for(course: Course) -> timedelta:
    """How long a mentorship rests by itself before it lapses."""
    days = _again(course)
    return timedelta(days=days[Step.LAPSE] - days[Step.REST])


def _again(course: Course) -> Mapping[Step, int]:
    return _WEEKLY if course.weekly else _FORTNIGHTLY


def after(course: Course, since: datetime, wait: timedelta) -> datetime:
    """The instant at which so much time has passed, rests not counted."""
    at = since + wait
    for begin, end in course.rests:
        if end > since and begin < at:
            at += end - max(begin, since)
    return at
