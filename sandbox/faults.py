"""Misbehavior on request: what goes wrong with which call, how often."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from sandbox.journal import Journal
from sandbox.refusal import Json, Unable, Value

KINDS: Final = frozenset(
    {
        "ratelimited",
        "status",
        "html",
        "empty",
        "half",
        "reset",
        "hang",
        "delay",
        "error",
        "hold",
    }
)
ON_ENVELOPES: Final = frozenset({"duplicate", "lost_ack"})


@dataclass
class Fault:
    """One order to misbehave; `effect` says whether the call is carried out first."""

    kind: str
    method: str = "*"
    count: int = 1
    where: Json = field(default_factory=dict)
    effect: bool = False
    status: int = 500
    error: str = "internal_error"
    retry_after: int | None = 1
    seconds: float = 0.0
    skip: int = 0

    def __post_init__(self) -> None:
        known = KINDS | ON_ENVELOPES
        if self.kind not in known:
            raise Unable(f"there is no fault {self.kind!r}, only {', '.join(sorted(known))}")

    def fits(self, method: str, args: Json) -> bool:
        """Return whether this call is meant; a text filter is a part of the text."""
        if self.method not in ("*", method):
            return False
        return all(_agrees(key, wanted, args.get(key)) for key, wanted in self.where.items())


def _agrees(key: str, wanted: Value, given: Value) -> bool:
    if key == "text":
        return str(wanted) in str(given or "")
    return bool(given == wanted)


@dataclass
class Held:
    """A call whose answer is held back."""

    id: str
    method: str
    args: Json
    effect: bool
    let_go: asyncio.Event = field(default_factory=asyncio.Event)


class Faults:
    """The orders that are still open, and the answers held now."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._orders: list[Fault] = []
        self.held: dict[str, Held] = {}
        self._counter = 0
        self.epoch = 0

    def reset(self) -> None:
        """Forget all orders; a call still held or delayed comes to nothing."""
        self.epoch += 1
        self.clear()

    def clear(self) -> None:
        """Forget all orders and let every held answer go."""
        self._orders = []
        self.release(None)

    def order(self, fault: Fault) -> None:
        """Misbehave like this from now on; a count below zero means always."""
        self._orders.append(fault)

    def take(self, method: str, args: Json, kinds: frozenset[str] = KINDS) -> Fault | None:
        """Return the first open order of these kinds that fits, and count it."""
        for order in self._orders:
            if order.kind not in kinds or order.count == 0 or not order.fits(method, args):
                continue
            if order.skip > 0:
                order.skip -= 1
                continue
            order.count -= 1
            return order
        return None

    async def hold(self, method: str, args: Json, effect: bool) -> None:
        """Wait until this answer is let go, or the client is gone."""
        self._counter += 1
        held = Held(f"H{self._counter}", method, args, effect)
        self.held[held.id] = held
        self._journal.add("held", method=method, id=held.id, effect=effect)
        try:
            await held.let_go.wait()
        finally:
            self.held.pop(held.id, None)
            self._journal.touch()

    def release(self, held_id: str | None) -> int:
        """Let one held answer go, or all; return how many."""
        going = [held for held in self.held.values() if held_id in (None, held.id)]
        for held in going:
            held.let_go.set()
        return len(going)
