"""Working weeks as stretches of time, and what two of them share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

Week = tuple[tuple[int, int], ...]
"""Stretches of work in minutes from Monday 00:00 UTC, from and until."""

_WHOLE = 7 * 24 * 60
_MINUTE = timedelta(minutes=1)


def stretch(start: timedelta, end: timedelta) -> tuple[int, int]:
    """A stretch of a week, from what has passed since its Monday."""
    return start // _MINUTE, end // _MINUTE


@lru_cache(maxsize=65_536)
def shared_halves(one: Week, other: Week) -> int:
    """Whole half hours that both work: each shared stretch that begins in the week counts, cut
    to whole half hours."""
    return sum(
        (min(end, until) - max(start, since)) // 30
        for start, end in one
        for since, until in other
        if start < until and since < end and 0 <= max(start, since) < _WHOLE
    )


def halves_of_all(weeks: Sequence[Week]) -> int:
    """Whole half hours that all of these work at once; of two the same as shared_halves."""
    shared = weeks[0]
    for week in weeks[1:-1]:
        shared = tuple(
            (max(start, since), min(end, until))
            for start, end in shared
            for since, until in week
            if start < until and since < end
        )
    return shared_halves(shared, weeks[-1])


def overlaps(
    some: Sequence[tuple[datetime, datetime]], others: Sequence[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """What stretches of time of two lists have in common."""
    pairs = ((max(start, since), min(end, until)) for start, end in some for since, until in others)
    return [(start, end) for start, end in pairs if start < end]
