"""Groups: one mentor and three to seven mentees who share a purpose and can all meet at once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.weeks import halves_of_all
from bot.matching.candidates import Candidate, Context, week_of
from bot.matching.filter import MIN_SHARED_HOURS, allowed
from bot.matching.score import score
from bot.matching.ties import key, tie

LEAST, MOST = 3, 7
"""Mentees of one group (docs/matching.md)."""


@dataclass(frozen=True)
class Group:
    """A group: its mentor, its mentees by id, the purpose they share ("" where none of them
    names one), and the sum of the mentees' scores with the mentor."""

    mentor: str
    mentees: tuple[str, ...]
    purpose: str
    score: int


@dataclass(frozen=True)
class Groups:
    """Groups by mentor, and the mentees in none."""

    groups: tuple[Group, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True)
class _Forming:
    mentor: Candidate
    purpose: str
    members: tuple[Candidate, ...] = field(default=())

    def of(self, points: "_Points") -> tuple[int, int]:
        """How many, then how well they fit."""
        return len(self.members), sum(points(one, self.mentor) for one in self.members)


def form(mentees: Iterable[Candidate], mentors: Iterable[Candidate], context: Context) -> Groups:
    """Groups that place many: the largest that fits best first, then some of large groups
    moved where that gives the rest a group of their own. Each mentor has one group at most.

    The same people are the same groups in any order. Nobody is promised to be in the most
    groups possible; every group holds to all rules.
    """
    points = _Points(context)
    waiting = sorted(mentees, key=lambda one: one.id)
    free = sorted(mentors, key=lambda one: one.id)
    formed: list[_Forming] = []
    while best := _best(waiting, free, points):
        formed.append(best)
        waiting = [one for one in waiting if one not in best.members]
        free.remove(best.mentor)
    while moved := _moved(waiting, free, formed, points):
        formed = moved
        placed = {one.id for group in formed for one in group.members}
        waiting = [one for one in waiting if one.id not in placed]
        free = [one for one in free if one.id != formed[-1].mentor.id]
    return Groups(
        tuple(sorted((_group(one, points) for one in formed), key=lambda group: group.mentor)),
        tuple(one.id for one in waiting),
    )


class _Points:
    """Scores of allowed pairs, asked once; -1 where a rule stands between."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._known: dict[tuple[str, str], int] = {}

    def __call__(self, mentee: Candidate, mentor: Candidate) -> int:
        ids = (mentee.id, mentor.id)
        if ids not in self._known:
            fits = allowed(mentee, mentor, self.context)
            self._known[ids] = score(mentee, mentor, self.context).total if fits else -1
        return self._known[ids]

    def order(self, mentor: Candidate) -> Callable[[Candidate], tuple[int, int]]:
        """Whom this mentor fits best first; the draw decides between equals."""
        own = key(mentor.id, self.context.round_id)
        return lambda one: (
            -self(one, mentor),
            tie(key(one.id, self.context.round_id), own),
        )


def _best(
    waiting: Sequence[Candidate], free: Sequence[Candidate], points: _Points
) -> _Forming | None:
    possible = (
        _filled(_Forming(mentor, purpose), waiting, points)
        for mentor in free
        for purpose in _purposes(mentor)
    )
    complete = [one for one in possible if _complete(one)]
    return max(complete, key=lambda one: one.of(points), default=None)


def _purposes(mentor: Candidate) -> Iterator[str]:
    yield from sorted(mentor.purposes) or [""]


def _filled(group: _Forming, pool: Iterable[Candidate], points: _Points) -> _Forming:
    """The group with as many of these as fit, functions mixed, the best of each first."""
    left = [one for one in pool if _shares(one, group.purpose) and points(one, group.mentor) >= 0]
    left.sort(key=points.order(group.mentor))
    while left and len(group.members) < MOST:
        held = Counter(one.function for one in group.members)
        chosen = min(left, key=lambda one: held[one.function] if one.function else 0)
        left.remove(chosen)
        if _fits(chosen, group, points.context):
            group = _Forming(group.mentor, group.purpose, (*group.members, chosen))
    return group


def _shares(mentee: Candidate, purpose: str) -> bool:
    return purpose in mentee.purposes if purpose else not mentee.purposes


def _fits(one: Candidate, group: _Forming, context: Context) -> bool:
    people = (group.mentor, *group.members, one)
    weeks = [week for person in people if (week := week_of(person, context)) is not None]
    together = len(weeks) < 2 or halves_of_all(weeks) >= 2 * MIN_SHARED_HOURS
    return together and not any(_apart(one, other, context) for other in group.members)


def _apart(one: Candidate, other: Candidate, context: Context) -> bool:
    """Whether these two are not to sit in one group: block, line, wall, or an earlier ending."""
    pair = frozenset({one.id, other.id})
    return (
        one.slack_id == other.slack_id
        or one.slack_id in other.blocks | other.above
        or other.slack_id in one.blocks | one.above
        or pair in context.walls
        or pair in context.ended
    )


def _complete(group: _Forming) -> bool:
    """Large enough, and of more than one function where all are known."""
    functions = {one.function for one in group.members}
    return len(group.members) >= LEAST and (None in functions or len(functions) > 1)


def _moved(
    waiting: Sequence[Candidate],
    free: Sequence[Candidate],
    formed: Sequence[_Forming],
    points: _Points,
) -> list[_Forming] | None:
    """The groups with one more, for some who wait and some whom large groups can spare; None
    where that places nobody more."""
    for mentor in free if waiting else ():
        for purpose in _purposes(mentor):
            mine = _filled(_Forming(mentor, purpose), waiting, points)
            rest = [*formed]
            for n, donor in enumerate(rest):
                rest[n], mine = _spared(donor, mine, points)
            if mine.members and set(mine.members) & set(waiting) and _complete(mine):
                return [*rest, mine]
    return None


def _spared(donor: _Forming, mine: _Forming, points: _Points) -> tuple[_Forming, _Forming]:
    """Both groups once the donor gave what is needed and what it can do without."""
    for one in reversed(donor.members):
        if len(mine.members) >= LEAST and _complete(mine):
            break
        left = _Forming(donor.mentor, donor.purpose, tuple(m for m in donor.members if m != one))
        more = _filled(mine, [one], points)
        if _complete(left) and len(more.members) > len(mine.members):
            donor, mine = left, more
    return donor, mine


def _group(group: _Forming, points: _Points) -> Group:
    ids = tuple(sorted(one.id for one in group.members))
    return Group(group.mentor.id, ids, group.purpose, group.of(points)[1])
