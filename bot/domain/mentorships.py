"""Mentorships: two or more people, a beginning, stages as facts, an end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.participants import Role


class Stage(StrEnum):
    """The five stages of the mission, in order."""

    GETTING_TO_KNOW = "getting_to_know"
    EXPECTATIONS = "expectations"
    LEARNING = "learning"
    INDEPENDENCE = "independence"
    TRANSITION = "transition"


@dataclass(frozen=True)
class Mentorship:
    """A running or ended relationship; it owns copies of the settings it began with.

    `weeks` is its planned length, `cadence_days` the days between meetings, `minutes` how long
    one is planned, `wake_at` the next instant its journey has something to decide (None:
    nothing).
    """

    id: str
    program_id: str
    request_id: str
    type: str
    purpose: str
    weeks: int
    cadence_days: int
    began_at: datetime
    conversation: str | None = None
    wake_at: datetime | None = None
    minutes: int = 45


@dataclass(frozen=True)
class Member:
    """A participant in a mentorship, in one role."""

    id: str
    mentorship_id: str
    participant_id: str
    person_id: str
    role: Role


class StageReason(StrEnum):
    """Why a stage began."""

    BEGAN = "began"
    READY = "ready"
    CALENDAR = "calendar"
    STEP_BACK = "step_back"


@dataclass(frozen=True)
class StageEntry:
    """A stage began: a fact with its reason; `by` is a participant id, None for the calendar."""

    id: str
    mentorship_id: str
    seq: int
    stage: Stage
    at: datetime
    reason: StageReason
    by: str | None = None


@dataclass(frozen=True)
class StageAnswer:
    """One person's word on a stage change: `ready` or `not_yet` for `stage`."""

    id: str
    mentorship_id: str
    participant_id: str
    stage: Stage
    ready: bool
    at: datetime


class Outcome(StrEnum):
    """How a mentorship ended (docs/mentoring.md)."""

    COMPLETED = "completed"
    COMPLETED_EARLY = "completed_early"
    RENEWED = "renewed"
    CONTINUED_INFORMAL = "continued_informal"
    CLOSED_NO_FAULT = "closed_no_fault"
    LAPSED = "lapsed"
    CLOSED_BY_CALENDAR = "closed_by_calendar"
    CLOSED_OTHER = "closed_other"


ROUNDED_OFF = (
    Outcome.COMPLETED,
    Outcome.COMPLETED_EARLY,
    Outcome.RENEWED,
    Outcome.CONTINUED_INFORMAL,
    Outcome.CLOSED_BY_CALENDAR,
)
"""Outcomes of a mentorship that came to its own end."""


@dataclass(frozen=True)
class Ending:
    """The mentorship ended: nothing is sent about it any more.

    `announce_at` is when the partner is told, drawn once; `asked_by` (sealed) is kept only
    until then.
    """

    id: str
    mentorship_id: str
    at: datetime
    outcome: Outcome
    announce_at: datetime | None = None
    asked_by: str | None = None


@dataclass(frozen=True)
class Pause:
    """Somebody is away, or a mentorship rests; both ends are instants, `until` excluded."""

    id: str
    since: datetime
    until: datetime
    person_id: str | None = None
    mentorship_id: str | None = None


@dataclass(frozen=True)
class Answer:
    """One tap or line on a question; author-only unless the question says otherwise."""

    id: str
    mentorship_id: str
    participant_id: str
    question: str
    value: str
    at: datetime
    meeting_id: str | None = None
