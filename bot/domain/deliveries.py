"""Deliveries: the one table of kinds, and the row that is plan, outbox and ledger at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import delivery_id


class Surface(StrEnum):
    """Where a message is shown."""

    DM = "dm"
    GROUP = "group"
    CHANNEL = "channel"


class Budget(StrEnum):
    """How a kind stands to the quiet budget (docs/quiet.md)."""

    FREE = "free"
    OUTSIDE = "outside"
    COUNTED = "counted"


class WhenAway(StrEnum):
    """What a pause or snooze does to a kind."""

    SENT = "sent"
    HELD = "held"
    SKIPPED = "skipped"


class InDoubt(StrEnum):
    """What happens when nobody knows whether a post arrived."""

    LOOK_UP = "look_up"
    HOLD = "hold"


@dataclass(frozen=True)
class Kind:
    """A kind of message; `expires` counts from its due moment, None: the row says it."""

    name: str
    surface: Surface
    in_hours: bool
    budget: Budget
    when_away: WhenAway
    expires: timedelta | None
    in_doubt: InDoubt


_DM, _GROUP, _CHANNEL = Surface.DM, Surface.GROUP, Surface.CHANNEL
_FREE, _OUTSIDE, _COUNTED = Budget.FREE, Budget.OUTSIDE, Budget.COUNTED
_SENT, _HELD, _SKIPPED = WhenAway.SENT, WhenAway.HELD, WhenAway.SKIPPED
_LOOK_UP, _HOLD = InDoubt.LOOK_UP, InDoubt.HOLD
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
STALE = timedelta(hours=36)
"""After which a prompt about a talk or a stage is no longer worth reading."""

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("receipt", _DM, False, _FREE, _SENT, _DAY, _LOOK_UP),
        Kind("safety", _DM, False, _FREE, _SENT, _WEEK, _LOOK_UP),
        Kind("consent", _DM, False, _FREE, _SENT, _WEEK, _LOOK_UP),
        Kind("request", _DM, True, _OUTSIDE, _HELD, None, _LOOK_UP),
        Kind("invitation", _DM, True, _OUTSIDE, _HELD, None, _LOOK_UP),
        Kind("answer", _DM, True, _FREE, _HELD, _WEEK, _LOOK_UP),
        Kind("news", _DM, True, _COUNTED, _HELD, _WEEK, _LOOK_UP),
        Kind("before", _DM, True, _COUNTED, _SKIPPED, STALE, _LOOK_UP),
        Kind("after", _DM, True, _COUNTED, _SKIPPED, STALE, _LOOK_UP),
        Kind("stage", _DM, True, _COUNTED, _SKIPPED, STALE, _LOOK_UP),
        Kind("lesson", _DM, True, _COUNTED, _SKIPPED, STALE, _LOOK_UP),
        Kind("survey", _DM, True, _COUNTED, _SKIPPED, timedelta(days=5), _LOOK_UP),
        Kind("digest", _DM, True, _COUNTED, _SKIPPED, STALE, _LOOK_UP),
        Kind("introduction", _GROUP, True, _OUTSIDE, _HELD, timedelta(days=14), _HOLD),
        Kind("card", _CHANNEL, False, _FREE, _SENT, _WEEK, _HOLD),
        Kind("weekly", _CHANNEL, False, _FREE, _SENT, _WEEK, _HOLD),
        Kind("coordinator", _CHANNEL, False, _FREE, _SENT, _WEEK, _HOLD),
    )
}
"""The one table (docs/delivery.md). `answer` is news that answers the reader's own question
and so is free; `news` counts."""

HEARTBEAT = ("before", "after")


REPAIR_AFTER = timedelta(seconds=20)
"""How long a change waits for whoever caused it to show it, before the sender does."""

_AGAIN = "/again"


class State(StrEnum):
    """`pending -> leased -> sending`, then one of four final states."""

    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"
    UNCONFIRMED = "unconfirmed"


FINAL = (State.SENT, State.SKIPPED, State.DEAD, State.UNCONFIRMED)


@dataclass(frozen=True)
class Delivery:
    """One message to one place: ids and dates, never words.

    `wanted` is raised by each change of state that the message should show, `shown` follows
    once the edit is made. `fence` rises with every claim; every later write names it.
    """

    id: str
    key: str
    workspace_id: str
    kind: str
    template: str
    subject_type: str
    subject_id: str
    due_at: datetime
    next_at: datetime
    expires_at: datetime
    person_id: str | None = None
    mentorship_id: str | None = None
    program_id: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    state: State = State.PENDING
    reason: str | None = None
    fence: int = 0
    lease_until: datetime | None = None
    attempts: int = 0
    sending_at: datetime | None = None
    sent_at: datetime | None = None
    channel: str | None = None
    ts: str | None = None
    wanted: int = 0
    shown: int = 0
    edit_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def rules(self) -> Kind:
        """The row of the table of kinds this delivery obeys."""
        return KINDS[self.kind]

    @property
    def as_of(self) -> datetime:
        """About the moment whose state it shows: when it was due, or is brought up to date."""
        return max(self.due_at, self.edit_at or self.due_at)

    @property
    def again(self) -> bool:
        """Whether this is the second and last time the matter is brought up."""
        return self.key.endswith(_AGAIN)


@dataclass(frozen=True)
class About:
    """What a delivery is about and whom it reaches; all ids."""

    workspace_id: str
    subject_type: str
    subject_id: str
    person_id: str | None = None
    mentorship_id: str | None = None
    program_id: str | None = None


def plan(
    kind: str,
    template: str,
    about: About,
    due: datetime,
    expires: datetime | None = None,
) -> Delivery:
    """A pending delivery; its key is (template, subject, person), so the same thing is never
    said twice to the same person about the same subject.

    Raises KeyError for an unknown kind and ValueError where kind and row both lack an expiry.
    """
    rules = KINDS[kind]
    if expires is None:
        if rules.expires is None:
            raise ValueError(f"a {kind} needs an expiry of its own")
        expires = due + rules.expires
    key = "/".join((template, about.subject_id, about.person_id or about.workspace_id))
    return Delivery(
        id=delivery_id(key),
        key=key,
        workspace_id=about.workspace_id,
        kind=kind,
        template=template,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        person_id=about.person_id,
        mentorship_id=about.mentorship_id,
        program_id=about.program_id,
        due_at=due,
        next_at=due,
        expires_at=expires,
    )


def once_more(said: Delivery, due: datetime, expires: datetime | None = None) -> Delivery:
    """The same matter brought up a second time, as a delivery of its own."""
    about = About(
        said.workspace_id,
        said.subject_type,
        said.subject_id,
        said.person_id,
        said.mentorship_id,
        said.program_id,
    )
    fresh = plan(said.kind, said.template, about, due, expires)
    key = fresh.key + _AGAIN
    return replace(fresh, id=delivery_id(key), key=key)
