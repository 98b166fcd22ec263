"""People in a program: roles, topics, and the private reasons against a match."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person does in a mentorship; seniority is never modelled."""

    MENTOR = "mentor"
    MENTEE = "mentee"


RESTS = "rests"
"""What a role is marked with whose owner wants no match in it for now."""


@dataclass(frozen=True)
class Participant:
    """A person in a program, with what she told of herself later, on tap.

    `here_since` is the first day that is certain of her time in the organization; `languages`
    are codes such as "es". `wishes` and `wanted` (sealed) are hers alone: one line on what would
    help her in a mentor, and the people she could imagine, Slack ids with a space between them,
    the first one first.
    """

    id: str
    program_id: str
    person_id: str
    joined_at: datetime
    left_at: datetime | None = None
    purpose: str | None = None
    function: str | None = None
    team: str | None = None
    location: str | None = None
    here_since: date | None = None
    languages: tuple[str, ...] = ()
    wishes: str | None = None
    wanted: str | None = None


@dataclass(frozen=True)
class RoleTaken:
    """One role of a participant: how many people a mentor takes, and the one line shown to
    the people this role is matched with.

    `taken` counts the places held by accepted requests and running mentorships; it rises by
    compare-and-set only, so that a place is never given twice. `manners` is what a mentee mostly
    looks for, or what a mentor can be. `rests` (sealed) is RESTS while this person wants no
    match in this role for now, which nobody else is told, and empty else, so that what lies in
    the row tells nothing.
    """

    id: str
    participant_id: str
    role: Role
    capacity: int = 1
    taken: int = 0
    line: str = ""
    listed: bool = True
    manners: tuple[str, ...] = ()
    rests: str | None = ""


@dataclass(frozen=True)
class Topic:
    """A topic a mentee wants or a mentor offers; level 0-4, priority 1 (first) to 3, or unknown."""

    id: str
    participant_id: str
    role: Role
    name: str
    level: int | None = None
    priority: int | None = None


@dataclass(frozen=True)
class Block:
    """Somebody this participant is never to be matched with; no reason is asked, nobody is told."""

    id: str
    participant_id: str
    slack_id: str


@dataclass(frozen=True)
class Manager:
    """Who somebody reports to, as loaded from a file or named by the person herself."""

    id: str
    person_id: str
    manager_slack_id: str
    named_by_self: bool = True
