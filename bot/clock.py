"""Time: the machine's own, or one that is moved by hand."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    """Three readings: wall time says what is due, the other two say how long something took."""

    def wall(self) -> datetime:
        """Now, aware, in UTC; may jump when somebody sets the clock."""

    def monotonic(self) -> float:
        """Seconds that never jump; they may stand still while the machine sleeps."""

    def boot(self) -> float:
        """Seconds that never jump and go on while the machine sleeps, where it can tell."""


def _boot_reading() -> Callable[[], float]:
    clock_id: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    if clock_id is None:
        return time.monotonic
    return lambda: time.clock_gettime(clock_id)


class RealClock:
    """The machine's clocks."""

    def __init__(self) -> None:
        self._boot = _boot_reading()

    def wall(self) -> datetime:
        """Now, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def boot(self) -> float:
        """Seconds since boot, sleep included; the monotonic clock where the system lacks it."""
        return self._boot()


class HandClock:
    """A clock that stands still until it is moved; safe to share between threads."""

    def __init__(self, start: datetime) -> None:
        self._lock = Lock()
        self._wall = start.astimezone(UTC)
        self._seconds = 0.0

    def wall(self) -> datetime:
        """The moment it was moved to, aware, in UTC."""
        with self._lock:
            return self._wall

    def monotonic(self) -> float:
        """Seconds it was moved since it was made."""
        with self._lock:
            return self._seconds

    def boot(self) -> float:
        """The same as `monotonic`."""
        return self.monotonic()

    def advance_to(self, moment: datetime) -> None:
        """Move to this moment; raises ValueError where it lies in the past."""
        with self._lock:
            step = moment.astimezone(UTC) - self._wall
            if step < timedelta(0):
                raise ValueError(f"{moment.isoformat()} is before {self._wall.isoformat()}")
            self._wall += step
            self._seconds += step.total_seconds()

    def advance(self, step: timedelta) -> None:
        """Move by this much; raises ValueError where it is negative."""
        self.advance_to(self.wall() + step)
