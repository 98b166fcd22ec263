"""A person's data over time: what is held, what is kept longer, how long anything stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OWN_CONTENT = timedelta(days=120)
"""After the end of a mentorship what people wrote in it is deleted (docs/mentoring.md)."""

FINAL_DELIVERIES = timedelta(days=400)
"""How long a delivery that is over is remembered (docs/delivery.md)."""

SAID_BEFORE = timedelta(days=60)
"""How long before its deletion Home says so (ours)."""


class HoldReason(StrEnum):
    """Why somebody's data must stay as it is; a code, never a story."""

    LITIGATION = "litigation"
    INVESTIGATION = "investigation"
    AUTHORITY = "authority"
    OTHER = "other"


@dataclass(frozen=True)
class Hold:
    """A legal hold: as long as it stands, nothing of this person's is deleted."""

    id: str
    person_id: str
    reason: HoldReason
    at: datetime


@dataclass(frozen=True)
class Keeping:
    """A participant wants to keep what they wrote beyond the day it would be deleted."""

    id: str
    participant_id: str
    at: datetime


class Kept(StrEnum):
    """How long something is kept."""

    ERASURE = "erasure"
    FOLLOW_UP = "follow_up"
    COUNT = "count"
    TOLD = "told"
    DELIVERED = "delivered"
    DAYS_400 = "days_400"
    DAYS_7 = "days_7"
    PROGRAM = "program"
