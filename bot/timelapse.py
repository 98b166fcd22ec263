"""Time moved by hand: the same ticks, stepping from due moment to due moment."""

from datetime import datetime, timedelta

from bot.clock import HandClock
from bot.host import Host
from bot.services import journey

A_WEEK = timedelta(weeks=1)

_ROUNDS = 10_000
"""Steps after which a time-lapse that never arrives is an error, not a wait."""


class Timelapse:
    """Moves a host's clock; the host's own threads are not running."""

    def __init__(self, host: Host, clock: HandClock) -> None:
        self._host = host
        self._clock = clock

    def settle(self) -> None:
        """Do everything that is due now, once what people tapped is done with."""
        self._host.listeners.finished(timeout=10)
        self._host.recover()
        self._host.look()
        self._host.sender.drain(self._clock.wall())

    def advance(self, to: datetime) -> None:
        """Go to this moment by way of every moment at which something is due.

        Raises RuntimeError where due work never gets less.
        """
        for _ in range(_ROUNDS):
            self.settle()
            due = journey.next_wake(self._host.store)
            now = self._clock.wall()
            if due is None or due > to:
                break
            self._clock.advance_to(max(due, now + timedelta(seconds=1)))
        else:
            raise RuntimeError(f"no progress at {self._clock.wall().isoformat()}")
        if self._clock.wall() < to:
            self._clock.advance_to(to)
            self.settle()

    def to_next(self) -> None:
        """Go on until the next message is sent, at most a week: where everything waits for an
        answer, nothing is said however long one waits."""
        sent, end = self._sent(), self._clock.wall() + A_WEEK
        while self._sent() == sent and self._clock.wall() < end:
            due = journey.next_wake(self._host.store) or end
            self.advance(max(self._clock.wall(), min(due, end)))

    def _sent(self) -> int:
        with self._host.store.read() as unit:
            return len(unit.deliveries.find(state="sent"))
