"""People as matching sees them: what was told to the program, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.domain.hours import shared_weekly_hours, working_week
from bot.domain.participants import Topic
from bot.domain.people import Hours
from bot.domain.topics import tidy
from bot.domain.weeks import Week

Ids = frozenset[str]
NOBODY: Ids = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A mentee or a mentor. What is empty or None is unknown: no constraint, no points.

    `id` is the participant's stable id, `slack_id` what blocks and reporting lines name.
    `topics` are those of this role, levels 0-4, priorities 1 (first) to 3. `above` is everybody
    above in the reporting line. `capacity` counts the places left. `roles` is what a mentee
    mostly looks for, or what a mentor can be. `wishes` are mentor ids, best first.
    `passed_over` counts the rounds without a place.
    """

    id: str
    slack_id: str
    topics: tuple[Topic, ...] = ()
    zone: str = ""
    hours: Hours = field(default_factory=Hours)
    function: str | None = None
    team: str | None = None
    location: str | None = None
    tenure_months: int | None = None
    purposes: Ids = NOBODY
    languages: Ids = NOBODY
    cadence_days: int | None = None
    channel: str | None = None
    roles: Ids = NOBODY
    wishes: tuple[str, ...] = ()
    blocks: Ids = NOBODY
    above: Ids = NOBODY
    capacity: int = 1
    away: bool = False
    listed: bool = True
    passed_over: int = 0


@dataclass(frozen=True)
class Context:
    """What a program says about a round of matching.

    Pairs are of participant ids, mentee first; `walls` and `ended` hold in both directions.
    `walls` are pairs an administrator rules out (client, legal, appraiser). `min_tenure` is in
    months, 0 where it is waived (reverse); `level_required` where the purpose is skills,
    training, onboarding or knowledge transfer (docs/mentoring.md), and for each mentee whose own
    purpose is one of `level_purposes`. `round_id` breaks ties.
    `weights` holds the most points of parts that a coordinator moved (bot/matching/score.py).
    """

    week: date
    purposes: Ids = NOBODY
    workspace_language: str = "en"
    level_required: bool = False
    level_purposes: Ids = NOBODY
    same_team_allowed: bool = False
    min_tenure: int = 6
    asked: frozenset[tuple[str, str]] = frozenset()
    passed: frozenset[tuple[str, str]] = frozenset()
    ended: frozenset[Ids] = frozenset()
    walls: frozenset[Ids] = frozenset()
    round_id: str = ""
    weights: Mapping[str, int] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A topic's name for comparing: without regard to case and spacing."""
    return tidy(name).casefold()


def by_name(topics: Iterable[Topic]) -> dict[str, Topic]:
    """Topics by folded name; of two with one name the first."""
    found: dict[str, Topic] = {}
    for topic in topics:
        found.setdefault(fold(topic.name), topic)
    return found


def shared_topics(mentee: Candidate, mentor: Candidate) -> Iterator[tuple[Topic, Topic]]:
    """The topics both name, as (wanted, offered), in the mentee's order."""
    offered = by_name(mentor.topics)
    for name, wanted in by_name(mentee.topics).items():
        if name in offered:
            yield wanted, offered[name]


def steps(wanted: Topic, offered: Topic) -> int | None:
    """By how many levels the mentor is ahead; None where a level is unknown."""
    if wanted.level is None or offered.level is None:
        return None
    return offered.level - wanted.level


def shared_hours(one: Candidate, other: Candidate, week: date) -> float | None:
    """Hours both work in that week; None where a zone is unknown."""
    if not one.zone or not other.zone:
        return None
    return shared_weekly_hours(one, other, week)


def week_of(one: Candidate, context: Context) -> Week | None:
    """What this person works in the program's week; None where the zone is unknown."""
    return working_week(one, context.week) if one.zone else None
