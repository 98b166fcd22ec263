"""Slack, as the use cases see it; reached by the names in bot.ports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person."""

    slack_id: str
    zone: str
    locale: str
    active: bool
    admin: bool
    guest: bool
    bot: bool


class Directory(Protocol):
    """Who is who, and who is in the admin channel."""

    def profile(self, slack_id: str) -> Profile:
        """What Slack says of this person; raises LookupError where Slack knows nobody."""

    def profiles(self, slack_ids: Iterable[str]) -> Mapping[str, Profile]:
        """What Slack says of each of these people; those it does not know are left out."""

    def members(self, channel: str) -> frozenset[str]:
        """The Slack ids in this channel."""

    def invalidate(self, slack_id: str) -> None:
        """What is remembered of this person or channel may no longer hold; ask anew."""

    def channel_fault(self, channel: str) -> str | None:
        """Why this channel cannot be an admin channel ("public", "shared", "archived",
        "not_member"), or None."""


class Fate(StrEnum):
    """What became of a post or an edit."""

    DONE = "done"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    REFUSED_PERSON = "refused_person"
    REFUSED_MESSAGE = "refused_message"
    REFUSED_WORKSPACE = "refused_workspace"


@dataclass(frozen=True)
class Posted:
    """The fate of a post, with the place it got; `wait` is Slack's `Retry-After` in seconds."""

    fate: Fate
    channel: str | None = None
    ts: str | None = None
    reason: str | None = None
    wait: float | None = None


@dataclass(frozen=True)
class Found:
    """A look-up in Slack's history: `complete` False means "not found" proves nothing."""

    ts: str | None
    complete: bool
    reason: str | None = None


@dataclass(frozen=True)
class Body:
    """A rendered message: full plain text for screen readers, and its blocks."""

    text: str
    blocks: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class File:
    """A text file for one person."""

    name: str
    title: str
    content: str


class Messenger(Protocol):
    """Posts and edits; never tries anything twice by itself."""

    def open_dm(self, slack_id: str) -> Posted:
        """The DM with this person."""

    def open_group(self, slack_ids: Sequence[str]) -> Posted:
        """The group DM with these people."""

    def post(self, channel: str, body: Body, delivery_id: str) -> Posted:
        """Post once, with the delivery's id in the metadata."""

    def edit(self, channel: str, ts: str, body: Body) -> Posted:
        """Replace a message of ours."""

    def find(self, channel: str, delivery_id: str, since: datetime) -> Found:
        """Look for our message with this delivery id, from `since` on."""
