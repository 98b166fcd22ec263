"""The score of an allowed pair: eight named parts in whole points (docs/matching.md)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from bot.domain.facts import Several, Term
from bot.domain.participants import Topic
from bot.domain.topics import topic_fact
from bot.matching.candidates import (
    Candidate,
    Context,
    by_name,
    shared_hours,
    shared_topics,
    steps,
    week_of,
)
from bot.matching.filter import About, Facet

NETWORK_PURPOSES = frozenset({"career", "leadership", "culture", "diversity"})
"""Purposes for which somebody from elsewhere is worth more (docs/matching.md)."""

MOST_REASONS, FEWEST_REASONS = 3, 2
"""Plain reasons shown with a suggestion (docs/matching.md)."""

ENOUGH_HOURS = 10
"""Shared hours a week from which on more add nothing (docs/matching.md)."""

_WISH = (20, 14, 9, 5, 2)
_WEIGHTS = {1: 3, 2: 2, 3: 1}


@dataclass(frozen=True)
class Score:
    """Points by part; they add up to the total exactly."""

    parts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.parts.values())


Points = Callable[[Candidate, Candidate, Context], int]


@dataclass(frozen=True)
class Part:
    """A part of the score: its most points, and its summands with what each looks at."""

    most: int
    summands: tuple[tuple[Points, Facet | About], ...]


def score(mentee: Candidate, mentor: Candidate, context: Context) -> Score:
    """The points of this pair, 0 to 120; says nothing of whether it is allowed."""
    return Score(
        {
            name: weighed(
                name, sum(add(mentee, mentor, context) for add, _ in part.summands), context
            )
            for name, part in PARTS.items()
        }
    )


def weighed(name: str, points: Any, context: Context) -> Any:
    """The points of a part, of one pair or of many, where a coordinator moved its most; half
    points down."""
    most = PARTS[name].most
    return points * context.weights.get(name, most) // most


def _topics(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    """40 for the share of what the mentee wants; equal levels are half a fit, none named 20."""
    wanted = by_name(mentee.topics)
    if not wanted:
        return NO_TOPIC
    halves = sum(half_fits(want, offer) for want, offer in shared_topics(mentee, mentor))
    return int(topic_points(halves, sum(weight(topic) for topic in wanted.values())))


NO_TOPIC = 20
"""Points for the topics of somebody who names none (docs/matching.md)."""


def topic_points(halves: Any, weights: int) -> Any:
    """40 x share, from half fits by weight; of one pair or of many at once."""
    return 40 * halves // (2 * weights)


def weight(wanted: Topic) -> int:
    """What a wanted topic counts, by its priority."""
    return _WEIGHTS.get(wanted.priority or 3, 1)


def half_fits(wanted: Topic, offered: Topic) -> int:
    """Twice the fit of a topic both name, times its weight."""
    step = steps(wanted, offered)
    fits = 2 if step is None or step >= 1 else 1 if step == 0 else 0
    return weight(wanted) * fits


def _purpose(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    if not mentee.purposes or not mentor.purposes:
        return 8
    return 15 if mentee.purposes & mentor.purposes else 0


def _hours(mentee: Candidate, mentor: Candidate, context: Context) -> int:
    shared = shared_hours(mentee, mentor, context.week) or 0
    return floor(9 * min(shared, ENOUGH_HOURS) / ENOUGH_HOURS)


def _language(mentee: Candidate, mentor: Candidate, context: Context) -> int:
    return 3 if _own_language(mentee, mentor, context) else 0


def _own_language(mentee: Candidate, mentor: Candidate, context: Context) -> frozenset[str]:
    return (mentee.languages & mentor.languages) - {context.workspace_language}


def _habits(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    pairs = (
        (mentee.cadence_days, mentor.cadence_days),
        (mentee.channel, mentor.channel),
    )
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    if any(one != other for one, other in known):
        return 0
    return 3 if len(known) == len(pairs) else 2


def _gap(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    """10 for one or two levels ahead in the best shared topic; 5 where nothing is known."""
    if not mentee.topics or not mentor.topics:
        return NO_GAP
    pairs = shared_topics(mentee, mentor)
    return max((gap_points(want, offer) for want, offer in pairs), default=0)


NO_GAP = 5
"""Points for the gap where one side names no topic (docs/matching.md)."""


def gap_points(wanted: Topic, offered: Topic) -> int:
    """Points for how far the mentor is ahead in one topic."""
    step = steps(wanted, offered)
    if step is None or step > 3:
        return 5
    return {0: 3, 1: 10, 2: 10, 3: 7}.get(step, 0)


def _roles(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    if not mentee.roles or not mentor.roles:
        return 5
    return 10 if mentee.roles & mentor.roles else 0


def _network(mentee: Candidate, mentor: Candidate, context: Context) -> int:
    if not (mentee.purposes or context.purposes) & NETWORK_PURPOSES:
        return 3
    pairs = ((mentee.function, mentor.function), (mentee.location, mentor.location))
    known = [(one, other) for one, other in pairs if one and other]
    if any(one != other for one, other in known):
        return 5
    return 0 if len(known) == len(pairs) else 3


def _waiting(mentee: Candidate, _: Candidate, __: Context) -> int:
    return 5 * min(mentee.passed_over, 2) // 2


def _wish(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    if mentor.id not in mentee.wishes[: len(_WISH)]:
        return 0
    return _WISH[mentee.wishes.index(mentor.id)]


def _kept_rounds(one: Candidate, _: Context) -> int:
    return min(one.passed_over, 2)


PARTS: Mapping[str, Part] = {
    "topics": Part(40, ((_topics, About.TOPICS),)),
    "purpose": Part(15, ((_purpose, lambda one, _: one.purposes),)),
    "logistics": Part(
        15,
        (
            (_hours, week_of),
            (_language, lambda one, _: one.languages),
            (_habits, lambda one, _: (one.cadence_days, one.channel)),
        ),
    ),
    "gap": Part(10, ((_gap, About.TOPICS),)),
    "roles": Part(10, ((_roles, lambda one, _: one.roles),)),
    "network": Part(5, ((_network, lambda one, _: (one.purposes, one.function, one.location)),)),
    "waiting": Part(5, ((_waiting, _kept_rounds),)),
    "wish": Part(20, ((_wish, About.NAMES),)),
}
"""docs/matching.md."""

WEIGHT_MOVES = 10
"""Points by which a coordinator may move the most of a part (docs/matching.md)."""


def reasons(
    points: Score, mentee: Candidate, mentor: Candidate, context: Context
) -> tuple[Term, ...]:
    """Two or three plain reasons for this pair, the weightiest first, as ids and facts."""
    found = [*_reasons(points, mentee, mentor, context)]
    missing = max(0, FEWEST_REASONS - len(found))
    return (*found[:MOST_REASONS], *_ALWAYS_TRUE[:missing])


_ALWAYS_TRUE = (Term("reason.place"), Term("reason.volunteer"))


def _reasons(
    points: Score, mentee: Candidate, mentor: Candidate, context: Context
) -> Iterator[Term]:
    shared = [offer for _, offer in shared_topics(mentee, mentor)]
    if shared:
        names = tuple(topic_fact(offer.name) for offer in shared)
        yield Term("reason.topics", {"topics": Several(names)})
    if points.parts["wish"]:
        yield Term("reason.wish")
    purposes = sorted(mentee.purposes & mentor.purposes)
    if purposes:
        yield Term("reason.purpose", {"purpose": Term(f"purpose.{purposes[0]}")})
    together = shared_hours(mentee, mentor, context.week)
    if together is not None and together >= 1:
        yield Term("reason.hours", {"hours": floor(together)})
    yield from _smaller_reasons(points, mentee, mentor, context)


def _smaller_reasons(
    points: Score, mentee: Candidate, mentor: Candidate, context: Context
) -> Iterator[Term]:
    roles = sorted(mentee.roles & mentor.roles)
    if roles:
        yield Term("reason.roles", {"role": Term(f"role.{roles[0]}")})
    languages = sorted(_own_language(mentee, mentor, context))
    if languages:
        yield Term("reason.language", {"language": Term(f"language.{languages[0]}")})
    if points.parts["network"] == 5:
        yield Term("reason.network")
