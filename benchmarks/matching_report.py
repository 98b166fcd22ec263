"""The figures of matching as a person reads them, with the bars (docs/matching.md)."""

from collections.abc import Iterator, Sequence

from benchmarks.engines import OURS
from benchmarks.matching import PATIENCE, Contest, Matching, Stored, Whole

TIMES_FASTER, AT = 100, 400
SOLVE_MOST, WHOLE_MOST, MEGABYTES_MOST, SMALL_MOST, WHY_MOST = 1.0, 60.0, 1024, 1.0, 0.1
SMALL = 500
"""Mentees up to which a whole run has the bar of a small one."""


def text(found: Matching) -> Iterator[str]:
    """For people."""
    yield (
        "Matching: nobody left out and the most points, one place each, the same points for all;"
        " then with the proof and the best floor"
    )
    for size in dict.fromkeys(one.size for one in found.contests):
        here = [one for one in found.contests if one.size == size]
        yield from (_row(one, here[0]) for one in here)
    ratio = _ratio(found.contests)
    if ratio is not None:
        word = "within" if ratio >= TIMES_FASTER else "under"
        yield f"  {ratio:.0f} times faster than munkres at {AT} x {AT} ({word}, bar {TIMES_FASTER})"
    yield "Matching, whole runs: everybody judged + draft; one solution; the slowest why-not"
    yield from (_whole_row(one) for one in found.wholes)
    yield "In the store: from the rows to a stored draft + publishing it; bare SQLite, same rows"
    yield from (_stored_row(one) for one in found.stored)


def _row(one: Contest, ours: Contest) -> str:
    who = f"  {one.size:>4} x {one.size:<4} {one.engine:<14}"
    if one.seconds is None:
        return f"{who} stopped after {PATIENCE} s"
    times = one.seconds / ours.seconds if ours.seconds else 0
    return (
        f"{who} {one.seconds * 1000:>9.1f} ms {times:>8.1f}x {one.megabytes:>6.0f} MB"
        f"  placed {one.placed}, {one.points} points"
    )


def _whole_row(one: Whole) -> str:
    return (
        f"  {one.mentees:>6} x {one.mentors:<5} {one.judged:>6.2f} + {one.drafted:>6.2f} s;"
        f" {one.solved:>5.2f} s; {one.why_not * 1000:>4.0f} ms; {one.megabytes:>4.0f} MB;"
        f" placed {one.placed}, {one.candidates:.0f} candidates each ({_within(one)})"
    )


def _stored_row(one: Stored) -> str:
    whole = one.drafted + one.published
    holds = whole <= (SMALL_MOST if one.mentees <= SMALL else WHOLE_MOST)
    holds = holds and one.megabytes <= MEGABYTES_MOST
    times = whole / one.bare if one.bare else 0
    return (
        f"  {one.mentees:>6} x {one.mentors:<5} {one.drafted:>6.2f} + {one.published:>6.2f} s for"
        f" {one.asked} matches; {one.bare:>5.2f} s bare, {times:.0f}x; {one.megabytes:>4.0f} MB"
        f" ({'within the bars' if holds else 'over a bar'})"
    )


def _within(one: Whole) -> str:
    """The bars: all runs; and those that name a size."""
    whole = one.judged + one.drafted
    holds = whole <= WHOLE_MOST and one.megabytes <= MEGABYTES_MOST and one.solved <= SOLVE_MOST
    if one.mentees <= SMALL:
        holds = holds and whole <= SMALL_MOST
    if one.mentees <= 1000:
        holds = holds and one.why_not <= WHY_MOST
    return "within the bars" if holds else "over a bar"


def _ratio(contests: Sequence[Contest]) -> float | None:
    seconds = {one.engine: one.seconds for one in contests if one.size == AT}
    ours, theirs = seconds.get(OURS), seconds.get("munkres")
    return theirs / ours if ours and theirs else None
