"""The figures as a person or a program reads them."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks import matching_report
from benchmarks.figures import Spread
from benchmarks.idle import MEGABYTES_MOST, READY_MOST, Idle
from benchmarks.machine import Machine
from benchmarks.matching import Matching
from benchmarks.replies import LONGEST, P50_MOST, P99_MOST, Outcome, Row
from benchmarks.sending import Sending

_HEAD = ("", "at once", "samples", "p50", "p99", "bare p50", "p99", "times", "bar")
_HEAD_DURABLE = ("with a row p50", "p99", "times", "bar")
_WIDTHS = (16, 8, 8, 6, 6, 10, 6, 14, 8, 16, 6, 14, 8)


@dataclass(frozen=True)
class Report:
    """Everything that was measured."""

    machine: Machine
    replies: Outcome
    idle: Idle
    sending: Sending
    matching: Matching = field(default_factory=Matching)


def text(report: Report) -> str:
    """For people."""
    lines = [*_machine(report.machine), ""]
    lines += [*_replies(report.replies), "", *_idle(report.idle), "", *_sending(report.sending)]
    lines += ["", *matching_report.text(report.matching)]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """For programs: milliseconds, seconds, megabytes and ratios."""
    idle, sending = report.idle, report.sending
    body = {
        "machine": vars(report.machine),
        "replies": [_row(row) for row in report.replies.rows],
        "sent_per_second_meanwhile": report.replies.sent_per_second,
        "refused": report.replies.refused,
        "complaints": report.replies.complaints,
        "idle": {**vars(idle), "within": _idle_within(idle)},
        "sending": {
            "deliveries": sending.throughput.deliveries,
            "per_second": sending.throughput.per_second,
            "ticks": [vars(tick) for tick in sending.ticks],
            "tick_ratio": _tick_ratio(sending),
        },
        "matching": asdict(report.matching),
    }
    return json.dumps(body, indent=2)


def within(holds: bool) -> str:
    """One word for a bar."""
    return "within" if holds else "over"


def _machine(machine: Machine) -> Iterator[str]:
    yield (
        f"Python {machine.python}, {machine.system}, {machine.cores} cores, {machine.database}; "
        f"load {machine.load_before:.1f} before, {machine.load_after:.1f} after"
    )
    if machine.load_before > machine.cores / 2:
        yield "The machine was busy with other things: compare ratios, not milliseconds."


def _replies(outcome: Outcome) -> Iterator[str]:
    yield (
        "From press to visible reply in ms, beside Bolt alone with the same replies (bare) and "
        "beside Bolt that reads one row for a word and durably commits one for a tap (with a row); "
        f"the bot's sender posts {outcome.sent_per_second:.1f}/s"
    )
    yield (
        f"(bar: {P50_MOST:g}x p50, {P99_MOST:g}x p99, nothing beyond {LONGEST:g} s; "
        "p99 of fewer than 100 samples is the longest)"
    )
    yield _cells(_HEAD + _HEAD_DURABLE)
    for row in outcome.rows:
        samples = f"{len(row.bot.seconds) + row.bot.unseen}"
        own = (row.case, f"{row.people}", samples, _ms(row.bot.p50), _ms(row.bot.p99))
        yield _cells((*own, *_beside(row, row.bare), *_beside(row, row.durable))) + _lost(row)
    late = sum(not row.in_time for row in outcome.rows)
    yield f"Beyond {LONGEST:g} s or never seen: {f'{late} rows' if late else 'nothing'}"
    if outcome.refused or outcome.complaints:
        yield f"{outcome.refused} read a refusal; {outcome.complaints} warnings in the bot's log"


def _beside(row: Row, other: Spread) -> tuple[str, str, str, str]:
    times = "{:.1f}x  {:.1f}x".format(*row.ratios(other))
    return _ms(other.p50), _ms(other.p99), times, within(row.within(other))


def _cells(cells: tuple[str, ...]) -> str:
    first, *others = zip(cells, _WIDTHS[: len(cells)], strict=True)
    return first[0].ljust(first[1]) + "".join(cell.rjust(width) for cell, width in others)


def _ms(seconds: float) -> str:
    return "-" if math.isnan(seconds) else f"{seconds * 1000:.0f}"


def _lost(row: Row) -> str:
    lost = row.bot.unseen, row.bare.unseen, row.durable.unseen
    return "  never seen: {}, bare {}, with a row {}".format(*lost) if any(lost) else ""


def _idle_within(idle: Idle) -> bool:
    return idle.megabytes <= MEGABYTES_MOST and idle.ready <= READY_MOST


def _idle(idle: Idle) -> Iterator[str]:
    memory, ready = idle.megabytes <= MEGABYTES_MOST, idle.ready <= READY_MOST
    yield f"A process (median of {idle.starts} starts)"
    yield f"  idle {idle.megabytes:6.1f} MB  ({within(memory)}, bar {MEGABYTES_MOST:g} MB)"
    yield f"  ready {idle.ready:5.2f} s   ({within(ready)}, bar {READY_MOST:g} s)"


def _tick_ratio(sending: Sending) -> float:
    return sending.ticks[-1].seconds / sending.ticks[0].seconds


def _sending(sending: Sending) -> Iterator[str]:
    speed = sending.throughput
    yield (
        f"Sending without pace: {speed.per_second:.0f} deliveries/s ({speed.deliveries} in "
        f"{speed.seconds:.1f} s)"
    )
    ticks = (f"{tick.delivered}: {tick.seconds * 1000:.1f} ms" for tick in sending.ticks)
    yield f"All ticks with nothing to do, by rows delivered: {', '.join(ticks)}"
    if len(sending.ticks) > 1:
        yield f"  ratio {_tick_ratio(sending):.1f}x"


def _row(row: Row) -> dict[str, Any]:
    return {
        "case": row.case,
        "at_once": row.people,
        "bot": _spread(row.bot),
        "bare": _compared(row, row.bare),
        "durable": _compared(row, row.durable),
        "in_time": row.in_time,
    }


def _compared(row: Row, other: Spread) -> dict[str, Any]:
    p50, p99 = row.ratios(other)
    return {**_spread(other), "ratio_p50": p50, "ratio_p99": p99, "within": row.within(other)}


def _spread(spread: Spread) -> dict[str, float | None]:
    p50, p99 = spread.p50 * 1000, spread.p99 * 1000
    seen = bool(spread.seconds)
    return {
        "samples": len(spread.seconds) + spread.unseen,
        "unseen": spread.unseen,
        "p50_ms": p50 if seen else None,
        "p99_ms": p99 if seen else None,
        "longest_ms": max(spread.seconds) * 1000 if seen else None,
    }
