"""Goals in the mentee's own words, and how she sees them over time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Goal:
    """One sentence, and how someone would see it; both are the author's."""

    id: str
    participant_id: str
    sentence: str
    evidence: str
    set_at: datetime
    mentorship_id: str | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Rating:
    """Where the author sees the goal, 0 (not begun) to 10 (there); kept as text, sealed."""

    id: str
    goal_id: str
    value: str
    at: datetime
