"""Mentoring types: presets over five attributes, each a fact about how a mentorship goes."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.mentorships import Stage


class Structure(StrEnum):
    """Who belongs together."""

    DYAD = "dyad"
    GROUP = "group"
    PEER_DYAD = "peer_dyad"


class Origin(StrEnum):
    """How people find each other."""

    MATCHED = "matched"
    SELF_REQUESTED = "self_requested"
    ASSIGNED_BY_COURSE = "assigned_by_course"
    NOMINATED = "nominated"


class Direction(StrEnum):
    """Who learns from whom."""

    MENTOR_TO_MENTEE = "mentor_to_mentee"
    REVERSE = "reverse"
    MUTUAL = "mutual"


class Channel(StrEnum):
    """Where they talk."""

    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    VIRTUAL = "virtual"


class Formality(StrEnum):
    """How much of a program it is: the whole of it, a light form, one talk."""

    PROGRAM = "program"
    LIGHT = "light"
    ONE_OFF = "one_off"


@dataclass(frozen=True)
class MentoringType:
    """A type: its five attributes, the stages it goes through, how many people it takes.

    `holds_place`: whether it takes one of a mentor's places. `weeks` and `minutes` are None where
    the program's settings hold. `quorum` is the share of its people, in percent, whose word makes
    a talk a held one.
    """

    id: str
    structure: Structure
    origin: Origin
    direction: Direction
    channel: Channel
    formality: Formality
    stages: tuple[Stage, ...]
    mentors: int
    mentees: tuple[int, int]
    quorum: int
    holds_place: bool
    weeks: int | None = None
    minutes: int | None = None

    @property
    def one_off(self) -> bool:
        """Whether it is one talk: prepare, meet, act."""
        return self.formality is Formality.ONE_OFF
