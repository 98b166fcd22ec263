"""Topics: a shared list and one's own words, compared without regard to case and spacing."""

from bot.domain.facts import Fact, Quote, Term

TOPICS_MOST = 5
"""Topics one person names (docs/mentoring.md)."""

TOPIC_MOST = 75
"""Characters of a topic: Slack shows no longer option (docs/slack.md)."""

SHARED = (
    "giving_feedback",
    "first_team",
    "hard_conversations",
    "delegating",
    "prioritizing",
    "presenting",
    "writing_clearly",
    "career_direction",
    "finding_my_way_here",
    "working_across_teams",
    "influence",
    "deciding",
    "technical_depth",
    "project_leadership",
    "customer_conversations",
    "work_and_rest",
)
"""Ids of the shared list; the content holds each in words as `topic.<id>`."""


def tidy(name: str) -> str:
    """A topic as it is stored: a shared id unchanged, own words with single spaces."""
    return " ".join(name.split())[:TOPIC_MOST]


def same(one: str, other: str) -> bool:
    """Whether two topics are the same but for case and spacing."""
    return tidy(one).casefold() == tidy(other).casefold()


def topic_fact(name: str) -> Fact:
    """The topic to show: a term of the content, or somebody's own words."""
    return Term(f"topic.{name}") if name in SHARED else Quote(name)
