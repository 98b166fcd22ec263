"""Time moved by hand: the same ticks, stepping from due moment to due moment."""

from datetime import datetime, timedelta

from bot.clock import HandClock
from bot.host import Host
from bot.services import journey

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)

_ROUNDS = 10_000
"""Steps after which a time-lapse that never arrives is an error, not a wait."""


class Timelapse:
    """Moves a host's clock; the host's own threads are not running.

    With `daily` the daily work is done each day that goes by, the first a day from now.
    """

    def __init__(self, host: Host, clock: HandClock, *, daily: bool = False) -> None:
        self._host = host
        self._clock = clock
        self._next_day = clock.wall() + A_DAY if daily else None

    def settle(self) -> None:
        """Do everything that is due now, once what people tapped is done with."""
        self._host.listeners.finished(timeout=10)
        self._host.recover()
        now = self._clock.wall()
        if self._next_day is not None and self._next_day <= now:
            self._host.daily()
            self._next_day = now + A_DAY
        self._host.look()
        self._host.sender.drain(self._clock.wall())

    def advance(self, to: datetime) -> None:
        """Go to this moment by way of every moment at which something is due.

        Raises RuntimeError where due work never gets less.
        """
        for _ in range(_ROUNDS):
            self.settle()
            due = self._next()
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

    def _next(self) -> datetime | None:
        """The next moment at which anything is to be done."""
        moments = (journey.next_wake(self._host.store), self._next_day)
        return min((one for one in moments if one is not None), default=None)

    def _sent(self) -> int:
        with self._host.store.read() as unit:
            return len(unit.deliveries.find(state="sent"))
