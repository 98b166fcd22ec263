"""Everybody with everybody: points of all pairs at once, by the rules and parts of one pair.

Each rule and each part of the score is asked once for every two kinds of people that differ to
it, never once for every two people; topics are added where both name them. The result equals
`filter.allowed` and `score.score` of each pair (held by tests and checked on every match).
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.participants import Role, Topic
from bot.matching.candidates import Candidate, Context, by_name
from bot.matching.filter import HARD, About, Facet, ahead, level_counts, ranks
from bot.matching.model import Progress
from bot.matching.score import (
    NO_GAP,
    NO_TOPIC,
    PARTS,
    gap_points,
    half_fits,
    topic_points,
    weighed,
    weight,
)
from bot.matching.ties import key, tie

FORBIDDEN = 255
"""What stands in a grid for a pair that a rule forbids; no score reaches it."""

_ROWS = 256
"""Mentees judged at a time, so that what is in between stays small."""

_LEVELS = (None, 0, 1, 2, 3, 4)

Ints = NDArray[np.int64]
Table = NDArray[np.int16]


@dataclass(frozen=True)
class Grid:
    """The points of all pairs, FORBIDDEN where a rule stands between; both sides by id."""

    mentees: tuple[Candidate, ...]
    mentors: tuple[Candidate, ...]
    context: Context
    points: NDArray[np.uint8]

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each mentee."""
        return {one.id: n for n, one in enumerate(self.mentees)}

    @cached_property
    def column(self) -> dict[str, int]:
        """The column of each mentor."""
        return {one.id: n for n, one in enumerate(self.mentors)}

    @cached_property
    def keys(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """What decides between equals, of mentees and of mentors."""
        sides = (self.mentees, self.mentors)
        mentees, mentors = (
            np.array([key(one.id, self.context.round_id) for one in side], dtype=np.uint64)
            for side in sides
        )
        return mentees, mentors

    def ties(self, rows: Any, columns: Any) -> NDArray[np.uint64]:
        """What decides between equals, of the pairs that rows and columns broadcast to."""
        mentees, mentors = self.keys
        found: NDArray[np.uint64] = tie(mentees[rows], mentors[columns])
        return found


def judge(
    mentees: Iterable[Candidate], mentors: Iterable[Candidate], context: Context, watch: Progress
) -> Grid:
    """Every pair's points."""
    down, across = (tuple(sorted(side, key=lambda one: one.id)) for side in (mentees, mentors))
    points = np.full((len(down), len(across)), FORBIDDEN, dtype=np.uint8)
    judged = _Judge(down, across, context)
    for start in range(0, len(down), _ROWS):
        rows = slice(start, min(start + _ROWS, len(down)))
        points[rows] = judged.points(rows)
        watch("judge", rows.stop, len(down))
    for row, column in judged.named():
        points[row, column] = FORBIDDEN
    return Grid(down, across, context, points)


class _Judge:
    """The tables of all rules and parts for these people."""

    def __init__(
        self, mentees: Sequence[Candidate], mentors: Sequence[Candidate], context: Context
    ) -> None:
        self._mentees, self._mentors, self._context = mentees, mentors, context
        self._column_of = {one.id: n for n, one in enumerate(mentors)}
        self._rules = [
            self._table(rule.forbids, rule.about) for rule in HARD if callable(rule.about)
        ]
        self._parts = {
            name: [self._table(points, about) for points, about in part.summands if callable(about)]
            for name, part in PARTS.items()
        }
        self._topics = _Topics(mentors, context)

    def _table(self, asked: Callable[..., int], facet: Facet) -> "_Kinds":
        return _Kinds(asked, facet, (self._mentees, self._mentors), self._context)

    def points(self, rows: slice) -> NDArray[np.uint8]:
        """The points of these mentees with every mentor, but for pairs that name each other."""
        topics, gap, behind = self._topics.points(self._mentees[rows])
        by_part = {"topics": topics, "gap": gap, "wish": self._wishes(rows)}
        total = np.zeros_like(topics)
        for name, kinds in self._parts.items():
            summands = (by_part[name],) if name in by_part else (one.of(rows) for one in kinds)
            total += weighed(name, reduce(np.add, summands), self._context)
        for rule in self._rules:
            behind |= rule.of(rows).astype(bool)
        total[behind] = FORBIDDEN
        return total.astype(np.uint8)

    def _wishes(self, rows: slice) -> Table:
        ((asked, _),) = PARTS["wish"].summands
        found = np.zeros((rows.stop - rows.start, len(self._mentors)), dtype=np.int16)
        for row, mentee in enumerate(self._mentees[rows]):
            for wish in mentee.wishes:
                column = self._column_of.get(wish)
                if column is not None:
                    found[row, column] = asked(mentee, self._mentors[column], self._context)
        return found

    def named(self) -> Iterator[tuple[int, int]]:
        """Pairs that a rule about names forbids: all those named in any way are asked."""
        rules = [rule.forbids for rule in HARD if rule.about is About.NAMES]
        for row, column in set(self._named()):
            mentee, mentor = self._mentees[row], self._mentors[column]
            if any(forbids(mentee, mentor, self._context) for forbids in rules):
                yield row, column

    def _named(self) -> Iterator[tuple[int, int]]:
        rows, columns = _by_slack_id(self._mentees), _by_slack_id(self._mentors)
        for row, mentee in enumerate(self._mentees):
            for name in (mentee.slack_id, *mentee.above, *mentee.blocks):
                yield from ((row, column) for column in columns.get(name, ()))
        for column, mentor in enumerate(self._mentors):
            for name in (*mentor.above, *mentor.blocks):
                yield from ((row, column) for row in rows.get(name, ()))
        yield from self._named_by_context()

    def _named_by_context(self) -> Iterator[tuple[int, int]]:
        row_of = {one.id: n for n, one in enumerate(self._mentees)}
        context = self._context
        apart = (pair for pairs in (context.ended, context.walls) for pair in pairs)
        both_ways = ((one, other) for pair in apart for one in pair for other in pair)
        for one, other in (*context.asked, *context.passed, *both_ways):
            if one in row_of and other in self._column_of:
                yield row_of[one], self._column_of[other]


def _by_slack_id(side: Sequence[Candidate]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, one in enumerate(side):
        found.setdefault(one.slack_id, []).append(n)
    return found


class _Kinds:
    """What a rule or a part says of all pairs, asked once for every two kinds of people."""

    def __init__(
        self,
        asked: Callable[..., int],
        facet: Facet,
        sides: tuple[Sequence[Candidate], Sequence[Candidate]],
        context: Context,
    ) -> None:
        (mentees, self._mentee_kind), (mentors, self._mentor_kind) = (
            _kinds(side, facet, context) for side in sides
        )
        self._said = np.array(
            [[asked(mentee, mentor, context) for mentor in mentors] for mentee in mentees],
            dtype=np.int16,
        ).reshape(len(mentees), len(mentors))

    def of(self, rows: slice) -> Table:
        """What it says of these mentees with every mentor."""
        if self._said.size == 1:
            return self._said
        return np.take(self._said[self._mentee_kind[rows]], self._mentor_kind, axis=1)


def _kinds(
    side: Sequence[Candidate], facet: Facet, context: Context
) -> tuple[list[Candidate], Ints]:
    """One of each kind, and the kind of each."""
    number: dict[Hashable, int] = {}
    first: list[Candidate] = []
    kinds = np.empty(len(side), dtype=np.int64)
    for n, one in enumerate(side):
        known = number.setdefault(facet(one, context), len(first))
        if known == len(first):
            first.append(one)
        kinds[n] = known
    return first, kinds


class _Topics:
    """Who offers which topic at which level, and what that is worth to a mentee."""

    def __init__(self, mentors: Sequence[Candidate], context: Context) -> None:
        self._context = context
        self._many = len(mentors)
        self._silent = np.array([not one.topics for one in mentors], dtype=bool)
        offers: dict[str, list[tuple[int, int]]] = {}
        for column, mentor in enumerate(mentors):
            for name, topic in by_name(mentor.topics).items():
                offers.setdefault(name, []).append((column, _LEVELS.index(topic.level)))
        self._offers = {name: np.array(found, dtype=np.int64).T for name, found in offers.items()}
        self._worth: dict[tuple[int | None, int | None], NDArray[np.int16]] = {}

    def points(self, mentees: Sequence[Candidate]) -> tuple[Table, Table, NDArray[np.bool_]]:
        """Points for topics, points for the gap, and whom the rule about levels forbids."""
        size = (len(mentees), self._many)
        topics, gap = (np.zeros(size, dtype=np.int16) for _ in range(2))
        leads = np.zeros(size, dtype=bool)
        for row, mentee in enumerate(mentees):
            wanted = by_name(mentee.topics)
            self._add(wanted, ranks(mentee), (topics[row], gap[row], leads[row]))
            weights = sum(weight(topic) for topic in wanted.values())
            topics[row] = topic_points(topics[row], weights) if wanted else NO_TOPIC
        silent = np.array([not one.topics for one in mentees], dtype=bool)[:, None] | self._silent
        gap[silent] = NO_GAP
        counts = np.array([level_counts(one, self._context) for one in mentees], dtype=bool)
        return topics, gap, counts[:, None] & ~leads & ~silent

    def _add(
        self, wanted: dict[str, Topic], ranked: bool, row: tuple[Table, Table, NDArray[np.bool_]]
    ) -> None:
        halves, gap, leads = row
        for name, topic in wanted.items():
            if name not in self._offers:
                continue
            columns, levels = self._offers[name]
            fits, gaps, ahead_of = self._worth_of(topic)[:, levels]
            halves[columns] += fits
            gap[columns] = np.maximum(gap[columns], gaps)
            if topic.priority or not ranked:
                leads[columns] |= ahead_of.astype(bool)

    def _worth_of(self, wanted: Topic) -> NDArray[np.int16]:
        """For each level a mentor may have: half fits, points for the gap, whether ahead."""
        kind = (wanted.level, wanted.priority)
        if kind not in self._worth:
            offers = [Topic("", "", Role.MENTOR, wanted.name, level) for level in _LEVELS]
            worth = [[asked(wanted, offer) for offer in offers] for asked in _ASKED]
            self._worth[kind] = np.array(worth, dtype=np.int16)
        return self._worth[kind]


_ASKED: tuple[Callable[[Topic, Topic], int], ...] = (half_fits, gap_points, ahead)
