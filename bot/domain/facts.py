"""Typed facts that sentences are filled with; each type is rendered safely in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Mention:
    """A person, shown as Slack shows people (`<@U…>`); no name is ever stored."""

    slack_id: str


@dataclass(frozen=True)
class Channel:
    """A channel, shown as Slack shows channels (`<#C…>`)."""

    slack_id: str


@dataclass(frozen=True)
class Quote:
    """Words a person typed; always shown escaped and never parsed."""

    text: str


@dataclass(frozen=True)
class At:
    """An instant as the reader's clock shows it; `zone` is an IANA name."""

    instant: datetime
    zone: str


@dataclass(frozen=True)
class Day:
    """A date, shown with its weekday ("Tuesday 1 December")."""

    day: date


@dataclass(frozen=True)
class Clock:
    """Only the time of day and the zone of an instant ("10:00 Madrid time")."""

    instant: datetime
    zone: str


@dataclass(frozen=True)
class Zone:
    """Only the zone ("Madrid time"), as it is at that instant; `zone` is an IANA name."""

    instant: datetime
    zone: str


@dataclass(frozen=True)
class Term:
    """A word or sentence of the content by its id, filled with its own facts."""

    id: str
    facts: Mapping[str, "Fact"] = field(default_factory=dict)


@dataclass(frozen=True)
class Several:
    """A list, joined as the language joins lists ("a, b and c")."""

    items: tuple["Fact", ...]


@dataclass(frozen=True)
class Link:
    """A talk to put into a calendar: `calendar` is "google" or "outlook"; the label and the
    title come from the content, and hold nothing that anybody wrote."""

    calendar: str
    starts_at: datetime
    minutes: int


Fact = Link | str | int | Mention | Channel | Quote | At | Day | Clock | Zone | Term | Several
