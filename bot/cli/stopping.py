"""SIGTERM and Ctrl-C, heard at any moment."""

import signal
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread


def heard(then: Callable[[], object] | None = None) -> Event:
    """An event that is set when this process is asked to stop; `then` runs beside what follows.

    A handler runs between two steps of the main thread, which may hold any lock at that moment,
    that of the event too. So it takes none: it hands the word to a thread, which sets the event.
    """
    stopping = Event()
    asked: SimpleQueue[int] = SimpleQueue()

    def watch() -> None:
        asked.get()
        stopping.set()
        if then is not None:
            then()

    Thread(target=watch, name="stopping", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: asked.put(number))
    return stopping
