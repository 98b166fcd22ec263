"""Pace: how long a post or an edit has to wait, so that Slack need not say "slower"."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

_MANY_PLACES = 1000


@dataclass(frozen=True)
class Rates:
    """What one process allows itself: seconds between two posts to one place, calls a second
    in the workspace, and how many of a minute's calls may be edits."""

    place_seconds: float = 1.0
    per_second: float = 3.0
    edits_per_minute: float = 40.0


class Pace(Protocol):
    """Turns are taken by asking; the caller waits for the seconds that it is told."""

    def post(self, place: str, /) -> float:
        """Seconds until it is this post's turn."""

    def edit(self) -> float:
        """Seconds until it is this edit's turn."""


class Unhurried:
    """No pace at all, for clocks that are moved by hand."""

    def post(self, _place: str) -> float:
        """Never a wait."""
        return 0.0

    def edit(self) -> float:
        """Never a wait."""
        return 0.0


class Pacer:
    """The pace of one process; `now` is a monotonic clock in seconds."""

    def __init__(self, now: Callable[[], float], rates: Rates | None = None) -> None:
        self._now = now
        self._rates = rates or Rates()
        self._lock = Lock()
        self._next_call = 0.0
        self._next_edit = 0.0
        self._next_at: dict[str, float] = {}

    def post(self, place: str) -> float:
        """Seconds until it is this post's turn."""
        with self._lock:
            now = self._now()
            turn = max(now, self._next_call, self._next_at.get(place, 0.0))
            self._forget_past(now)
            self._next_at[place] = turn + self._rates.place_seconds
            self._next_call = turn + 1 / self._rates.per_second
            return turn - now

    def edit(self) -> float:
        """Seconds until it is this edit's turn."""
        with self._lock:
            now = self._now()
            turn = max(now, self._next_call, self._next_edit)
            self._next_edit = turn + 60 / self._rates.edits_per_minute
            self._next_call = turn + 1 / self._rates.per_second
            return turn - now

    def _forget_past(self, now: float) -> None:
        if len(self._next_at) >= _MANY_PLACES:
            self._next_at = {place: at for place, at in self._next_at.items() if at > now}
