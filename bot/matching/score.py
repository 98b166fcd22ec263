"""The score of an allowed pair: eight named parts in whole points (docs/matching.md)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import floor

from bot.domain.facts import Several, Term
from bot.domain.topics import topic_fact
from bot.matching.candidates import (
    Candidate,
    Context,
    by_name,
    shared_hours,
    shared_topics,
    steps,
)

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


def score(mentee: Candidate, mentor: Candidate, context: Context) -> Score:
    """The points of this pair, 0 to 120; says nothing of whether it is allowed."""
    return Score({name: part(mentee, mentor, context) for name, part in PARTS.items()})


def _topics(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    """40 for the share of what the mentee wants; equal levels are half a fit, none named 20."""
    wanted = by_name(mentee.topics)
    if not wanted:
        return 20
    halves = sum(
        _weight(want.priority) * _half_fits(steps(want, offer))
        for want, offer in shared_topics(mentee, mentor)
    )
    return 40 * halves // (2 * sum(_weight(topic.priority) for topic in wanted.values()))


def _weight(priority: int | None) -> int:
    return _WEIGHTS.get(priority or 3, 1)


def _half_fits(ahead: int | None) -> int:
    if ahead is None or ahead >= 1:
        return 2
    return 1 if ahead == 0 else 0


def _purpose(mentee: Candidate, mentor: Candidate, _: Context) -> int:
    if not mentee.purposes or not mentor.purposes:
        return 8
    return 15 if mentee.purposes & mentor.purposes else 0


def _logistics(mentee: Candidate, mentor: Candidate, context: Context) -> int:
    """9 for shared hours, 3 for a language of their own, 3 for the same cadence and channel."""
    shared = shared_hours(mentee, mentor, context.week) or 0
    hours = floor(9 * min(shared, ENOUGH_HOURS) / ENOUGH_HOURS)
    return hours + (3 if _own_language(mentee, mentor, context) else 0) + _habits(mentee, mentor)


def _own_language(mentee: Candidate, mentor: Candidate, context: Context) -> frozenset[str]:
    return (mentee.languages & mentor.languages) - {context.workspace_language}


def _habits(mentee: Candidate, mentor: Candidate) -> int:
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
        return 5
    pairs = shared_topics(mentee, mentor)
    return max((_gap_points(steps(want, offer)) for want, offer in pairs), default=0)


def _gap_points(ahead: int | None) -> int:
    if ahead is None or ahead > 3:
        return 5
    return {0: 3, 1: 10, 2: 10, 3: 7}.get(ahead, 0)


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


PARTS: Mapping[str, Callable[[Candidate, Candidate, Context], int]] = {
    "topics": _topics,
    "purpose": _purpose,
    "logistics": _logistics,
    "gap": _gap,
    "roles": _roles,
    "network": _network,
    "waiting": _waiting,
    "wish": _wish,
}


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
