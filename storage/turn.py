"""Whose turn it is to write on SQLite."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from bot.ports import Busy


class Turn:
    """The lock around a connection that all threads share: first come, first served, so that
    somebody who waits is not passed over by work that comes again and again."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._held = False
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def taken(self, wait: float) -> Iterator[float]:
        """Hold the lock; the seconds that are left of `wait`. Raises Busy."""
        start = time.monotonic()
        if not self._acquired(max(wait, 0.0)):
            raise Busy("Other work held the database for too long; nothing was changed.")
        try:
            yield max(0.0, wait - (time.monotonic() - start))
        finally:
            self._pass_on()

    def _acquired(self, wait: float) -> bool:
        with self._guard:
            if not self._held:
                self._held = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=wait):
            return True
        with self._guard:
            if mine not in self._waiting:
                # It came to us at this very moment.
                return True
            self._waiting.remove(mine)
            return False

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False
