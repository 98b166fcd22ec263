"""What the sender can do without pace, and what a tick costs as the outbox grows."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from benchmarks import company
from benchmarks.processes import Pocket
from bot.clock import RealClock
from bot.domain.deliveries import About, Delivery, State, plan
from bot.domain.ids import delivery_id
from bot.host import Host
from bot.ports import Store

_TICKS = 9
_PER_UNIT = 2000
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Throughput:
    """Deliveries that were claimed, posted and recorded, and the seconds it took."""

    deliveries: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Deliveries a second."""
        return self.deliveries / self.seconds


@dataclass(frozen=True)
class Tick:
    """The seconds of one idle round of all ticks and the sender, with so many rows delivered."""

    delivered: int
    seconds: float


@dataclass(frozen=True)
class Sending:
    """How fast, and how the ticks grow."""

    throughput: Throughput
    ticks: tuple[Tick, ...]


def measure(slack: Pocket, store: Store, receipts: int, sizes: tuple[int, ...]) -> Sending:
    """Send so many receipts, then fill the outbox up to each size and let everything tick."""
    company.flood(store, receipts)
    with company.unhurried(slack, store, RealClock()) as host:
        speed = _drain(host)
        ticks = tuple(_tick(host, size) for size in sizes)
    return Sending(speed, ticks)


def _drain(host: Host) -> Throughput:
    before, began = _delivered(host.store), time.monotonic()
    host.sender.drain(host.clock.wall())
    seconds = time.monotonic() - began
    return Throughput(_delivered(host.store) - before, seconds)


def _delivered(store: Store) -> int:
    with store.read() as unit:
        return len(unit.deliveries.find(state=State.SENT))


def _tick(host: Host, size: int) -> Tick:
    """Fill up to this size; the median of a few rounds with nothing to do."""
    known = _delivered(host.store)
    _fill(host.store, size - known)
    _round(host)
    seconds = statistics.median(_round(host) for _ in range(_TICKS))
    return Tick(max(size, known), seconds)


def _round(host: Host) -> float:
    began = time.perf_counter()
    host.wake()
    host.recover()
    host.sender.run_once(host.clock.wall())
    return time.perf_counter() - began


def _fill(store: Store, missing: int) -> None:
    """Add so many rows that were delivered over the last year."""
    with store.read() as unit:
        people = [one.id for one in unit.people.find(workspace_id=company.TEAM)]
    rows = list(_old(people, missing))
    for first in range(0, len(rows), _PER_UNIT):
        with store.unit() as unit:
            for row in rows[first : first + _PER_UNIT]:
                unit.deliveries.add(row)


def _old(people: list[str], number: int) -> Iterator[Delivery]:
    now = datetime.now(UTC)
    for turn in range(number):
        person, sent_at = people[turn % len(people)], now - _YEAR * (turn + 1) / (number + 1)
        about = About(company.TEAM, "talk", person, person)
        row = plan("receipt", "reply.hello", about, sent_at)
        key = f"{row.key}/old/{now.isoformat()}/{turn}"
        yield replace(
            row,
            id=delivery_id(key),
            key=key,
            state=State.SENT,
            attempts=1,
            sending_at=sent_at,
            sent_at=sent_at,
            channel="D_OLD",
            ts=f"{sent_at.timestamp():.6f}",
        )
