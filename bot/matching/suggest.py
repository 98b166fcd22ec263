"""Suggestions for one mentee: filter, score, and the best with their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.facts import Term
from bot.matching.candidates import Candidate, Context
from bot.matching.filter import allowed
from bot.matching.score import Score, reasons, score

MOST = 3
"""Suggestions shown at first: three to five (docs/mentoring.md), the smaller number by default."""


@dataclass(frozen=True)
class Suggestion:
    """A mentor for a mentee, with the points and two or three plain reasons."""

    mentor: Candidate
    score: Score
    reasons: tuple[Term, ...]


def suggest(
    mentee: Candidate, mentors: Iterable[Candidate], context: Context, most: int = MOST
) -> tuple[Suggestion, ...]:
    """The best allowed mentors, best first; the same whatever order they come in."""
    scored = [
        (score(mentee, mentor, context), mentor)
        for mentor in mentors
        if allowed(mentee, mentor, context)
    ]
    scored.sort(key=lambda found: (-found[0].total, tie(mentee.id, found[1].id, context)))
    return tuple(
        Suggestion(mentor, points, reasons(points, mentee, mentor, context))
        for points, mentor in scored[:most]
    )


def tie(mentee_id: str, mentor_id: str, context: Context) -> str:
    """What decides between equal scores: a hash of the two ids and the round (docs/matching.md)."""
    return sha256(f"{context.round_id}\n{mentee_id}\n{mentor_id}".encode()).hexdigest()
