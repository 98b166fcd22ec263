"""People and the hours they work."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum


class Volume(StrEnum):
    """How much a person wants to hear from the bot; at NONE nothing comes by itself."""

    FULL = "full"
    HALF = "half"
    NONE = "none"


class PersonStatus(StrEnum):
    """Whether the person is still with us; HELD: one of many who went at once, and a coordinator
    has still to say whether it was a mistake."""

    ACTIVE = "active"
    GONE = "gone"
    HELD = "held"


ERASED = "erased-"
"""How a made-up identity begins that took the place of an erased person's."""


def erased(identity: str) -> bool:
    """Whether this is the made-up identity of somebody who was erased."""
    return identity.startswith(ERASED)


@dataclass(frozen=True)
class Hours:
    """Working days (Monday is 0) and hours on the person's own wall clock."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(9)
    closes: time = time(17)


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace; names are never kept.

    `zone` is an IANA name, `locale` what Slack says and `language` what the person chose
    herself; `next_allowed_at` is the instant before which no further counted message may reach
    her (the 48 hours of the quiet budget). `gone_at` is when she was found to
    have left, `wake_at` when her partners are told, `checked_at` when Slack was last asked.
    """

    id: str
    workspace_id: str
    slack_id: str
    zone: str
    locale: str = "en"
    dm_channel: str | None = None
    hours: Hours = field(default_factory=Hours)
    hours_set: bool = False
    volume: Volume = Volume.FULL
    snoozed_until: datetime | None = None
    status: PersonStatus = PersonStatus.ACTIVE
    next_allowed_at: datetime | None = None
    language: str | None = None
    gone_at: datetime | None = None
    wake_at: datetime | None = None
    checked_at: datetime | None = None

    @property
    def reads(self) -> str:
        """The locale she is written to in."""
        return self.language or self.locale
