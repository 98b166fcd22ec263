"""Workspaces and the programs they run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Workspace:
    """One Slack workspace; `id` is Slack's team id.

    `paused_reason` holds everything back (a revoked token), `post_gate` is the instant
    before which Slack asked for silence (`Retry-After`).
    """

    id: str
    bot_user: str
    admin_channel: str | None = None
    paused_reason: str | None = None
    post_gate: datetime | None = None


class ProgramState(StrEnum):
    """A program is a draft until its help contacts are known."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True)
class HelpContacts:
    """Where people find help; a program cannot open without them (docs/mentoring.md)."""

    assistance: str
    people_team: str
    harassment: str
    emergency: str


@dataclass(frozen=True)
class Program:
    """A mentoring program: what for, from when, with which deviations from the defaults.

    `overrides` holds only settings that differ from their defaults, by name.
    `line_loaded_on` is the day a reporting-line file was loaded, if one was.
    """

    id: str
    workspace_id: str
    template: str
    first_day: date
    hope: str = ""
    state: ProgramState = ProgramState.DRAFT
    contacts: HelpContacts | None = None
    overrides: Mapping[str, object] = field(default_factory=dict)
    line_loaded_on: date | None = None
    created_by: str | None = None


@dataclass(frozen=True)
class Audit:
    """A privileged action: who, when, what; never content."""

    id: str
    workspace_id: str
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object] = field(default_factory=dict)
