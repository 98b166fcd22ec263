"""Meetings and the questions parked for them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MeetingState(StrEnum):
    """Planned until somebody says what happened; whoever answers first settles it."""

    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"
    MOVED = "moved"


@dataclass(frozen=True)
class Meeting:
    """A talk, planned or past; `zone` is the IANA zone its time was chosen in, `planned_at`
    the moment it was chosen."""

    id: str
    mentorship_id: str
    starts_at: datetime
    minutes: int
    zone: str
    planned_at: datetime
    state: MeetingState = MeetingState.PLANNED
    settled_by: str | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True)
class Note:
    """A parked question; only its author sees it until she sends it."""

    id: str
    participant_id: str
    text: str
    kept_at: datetime
    mentorship_id: str | None = None
    brought_for: str | None = None
    sent_at: datetime | None = None
    done_at: datetime | None = None
