"""After two early endings around one person, a word comes before the next match."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mentorships import Ending, Outcome
from bot.domain.participants import Role

TALK_AFTER = 2
"""Early endings since the last word, after which a coordinator comes first (product §5)."""

EARLY = (Outcome.CLOSED_NO_FAULT, Outcome.LAPSED)
"""Endings before a mentorship came to its own end, whoever wished for them or nobody did."""


@dataclass(frozen=True)
class Guard:
    """A participant waits, in one role, for a word with a coordinator; `over_at` once one opened
    it again. Neither who asked for an ending nor why is known here."""

    id: str
    participant_id: str
    role: Role
    since: datetime
    over_at: datetime | None = None


def told_at(ending: Ending) -> datetime:
    """When everybody in it was to know that it ended."""
    return ending.announce_at or ending.at


def counted(endings: Iterable[Ending], since: datetime | None) -> tuple[Ending, ...]:
    """Those of these that were early, are known to all, and came after `since` (None: ever)."""
    early = (one for one in endings if one.outcome in EARLY and one.asked_by is None)
    return tuple(one for one in early if since is None or told_at(one) > since)


def stands(endings: Iterable[Ending], since: datetime | None) -> bool:
    """Whether these endings ask for a word before the next match."""
    return len(counted(endings, since)) >= TALK_AFTER
