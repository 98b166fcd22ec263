"""Hard rules: the pairs that are never proposed, each with the rules that forbid it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum

from bot.domain.participants import Topic
from bot.matching.candidates import (
    Candidate,
    Context,
    shared_hours,
    shared_topics,
    steps,
    week_of,
)

MIN_SHARED_HOURS = 2
"""Hours a week both must work (docs/matching.md)."""

PRIVATE_REASON = "private"
"""The one sentence that stands for every private rule (docs/mentoring.md)."""

Forbids = Callable[[Candidate, Candidate, Context], bool]


Facet = Callable[[Candidate, Context], Hashable]
"""All that a rule or a part of the score reads of a person; people alike in it are alike to it."""


class About(Enum):
    """What a rule or a part looks at where it is no facet of each person."""

    NAMES = "pairs of which one names the other, or that the context names"
    TOPICS = "the topics both name"


@dataclass(frozen=True)
class Hard:
    """A rule over (mentee, mentor, context); of a private one nobody but its owner hears.

    `about` says what decides it, so that a whole cohort is judged once for each kind of people
    instead of once for each two (bot/matching/grid.py).
    """

    code: str
    forbids: Forbids
    about: Facet | About = About.NAMES
    private: bool = False


def rules(mentee: Candidate, mentor: Candidate, context: Context) -> tuple[str, ...]:
    """The codes of all rules that forbid this pair, in the order of the table; () if none."""
    return tuple(rule.code for rule in HARD if rule.forbids(mentee, mentor, context))


def allowed(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    """Whether no rule forbids this pair."""
    return not any(rule.forbids(mentee, mentor, context) for rule in HARD)


def told(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes as others may hear them: public ones where there are any, otherwise one word
    for all that is private. So a block beside a public rule leaves no trace."""
    public = tuple(code for code in codes if code not in PRIVATE)
    return public or ((PRIVATE_REASON,) if codes else ())


def _self(mentee: Candidate, mentor: Candidate, _: Context) -> bool:
    return mentee.slack_id == mentor.slack_id


def _line(mentee: Candidate, mentor: Candidate, _: Context) -> bool:
    return mentee.slack_id in mentor.above or mentor.slack_id in mentee.above


def _team(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    return not context.same_team_allowed and bool(mentee.team) and mentee.team == mentor.team


def _wall(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    return frozenset((mentee.id, mentor.id)) in context.walls


def _capacity(mentee: Candidate, mentor: Candidate, _: Context) -> bool:
    return mentor.capacity < 1 or mentee.capacity < 1


def _away(mentee: Candidate, mentor: Candidate, _: Context) -> bool:
    return mentor.away or mentee.away


def _language(mentee: Candidate, mentor: Candidate, _: Context) -> bool:
    known = mentee.languages and mentor.languages
    return bool(known) and not mentee.languages & mentor.languages


def _hours(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    shared = shared_hours(mentee, mentor, context.week)
    return shared is not None and shared < MIN_SHARED_HOURS


def _level(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    """No topic that the mentee puts first is one the mentor is ahead in (docs/matching.md)."""
    if not level_counts(mentee, context) or not mentee.topics or not mentor.topics:
        return False
    ranked = ranks(mentee)
    return not any(
        ahead(wanted, offered)
        for wanted, offered in shared_topics(mentee, mentor)
        if wanted.priority or not ranked
    )


def level_counts(mentee: Candidate, context: Context) -> bool:
    """Whether the mentor of this mentee must be ahead."""
    return context.level_required or bool(mentee.purposes & context.level_purposes)


def ranks(mentee: Candidate) -> bool:
    """Whether the mentee puts any topic before others."""
    return any(topic.priority for topic in mentee.topics)


def ahead(wanted: Topic, offered: Topic) -> bool:
    """Whether the mentor is further by a level or more; so are those who did not say."""
    step = steps(wanted, offered)
    return step is None or step >= 1


def _tenure(_: Candidate, mentor: Candidate, context: Context) -> bool:
    return mentor.tenure_months is not None and mentor.tenure_months < context.min_tenure


def _asked(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    return (mentee.id, mentor.id) in context.asked


def _passed(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    return (mentee.id, mentor.id) in context.passed


def _block(mentee: Candidate, mentor: Candidate, _: Context) -> bool:
    return mentee.slack_id in mentor.blocks or mentor.slack_id in mentee.blocks


def _ended(mentee: Candidate, mentor: Candidate, context: Context) -> bool:
    return frozenset((mentee.id, mentor.id)) in context.ended


def _unlisted(_: Candidate, mentor: Candidate, __: Context) -> bool:
    return not mentor.listed


HARD = (
    Hard("self", _self),
    Hard("line", _line),
    Hard("team", _team, lambda one, _: one.team),
    Hard("wall", _wall),
    Hard("capacity", _capacity, lambda one, _: one.capacity < 1),
    Hard("away", _away, lambda one, _: one.away),
    Hard("language", _language, lambda one, _: one.languages),
    Hard("hours", _hours, week_of),
    Hard("level", _level, About.TOPICS),
    Hard("tenure", _tenure, lambda one, _: one.tenure_months),
    Hard("asked", _asked),
    Hard("passed", _passed, private=True),
    Hard("block", _block, private=True),
    Hard("ended", _ended, private=True),
    Hard("unlisted", _unlisted, lambda one, _: one.listed, private=True),
)
"""docs/matching.md; the appraiser is a wall. Private: block, pass and earlier ending look
the same, and so does keeping oneself out."""

PRIVATE = frozenset(rule.code for rule in HARD if rule.private)
