"""The threads of the listeners, and what they leave to be done once the replies are out."""

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition, Lock
from typing import Any, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")

LISTENERS_AT_ONCE = 24
"""Threads for listeners; Bolt's default of 5 starves (docs/slack.md)."""

AFTERWARDS_AT_ONCE = 2
"""How many of them do what nobody waits for. The fewer, the sooner people see their replies."""


class Listeners(ThreadPoolExecutor):
    """The threads of the listeners, which can say when all of them have finished."""

    def __init__(self) -> None:
        super().__init__(LISTENERS_AT_ONCE, thread_name_prefix="listener")
        self._running = 0
        self._changed = Condition()
        self._afterwards: deque[Callable[[], object]] = deque()
        self._busy = 0
        self._lock = Lock()

    def submit(self, call: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        """Run it in a thread of its own."""
        with self._changed:
            self._running += 1
        try:
            future = super().submit(call, *args, **named)
        except RuntimeError:
            self._done(None)
            raise
        future.add_done_callback(self._done)
        return future

    def later(self, call: Callable[[], object]) -> None:
        """Run it behind all that was submitted, a few of these at a time, in order; one that comes
        when the threads have been closed is dropped."""
        with self._lock:
            self._afterwards.append(call)
            if self._busy >= AFTERWARDS_AT_ONCE:
                return
            self._busy += 1
        self._go_on()

    def finished(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds until none is running; whether that came true."""
        with self._changed:
            return self._changed.wait_for(lambda: self._running == 0, timeout)

    def _go_on(self) -> None:
        try:
            self.submit(self._next)
        except RuntimeError:
            # Closed: what messages lack by now, the next start repairs.
            log.info("closed with %s changes left to the next start", len(self._afterwards))

    def _next(self) -> None:
        with self._lock:
            call = self._afterwards.popleft() if self._afterwards else None
            self._busy -= call is None
        if call is None:
            return
        try:
            call()
        finally:
            self._go_on()

    def _done(self, _future: Future[Any] | None) -> None:
        with self._changed:
            self._running -= 1
            self._changed.notify_all()
