"""Everything that was said, in order."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

from sandbox.refusal import Json, Value


class Journal:
    """An ordered list of entries that readers may wait on."""

    def __init__(self, wall: Callable[[], datetime]) -> None:
        self._wall = wall
        self.entries: list[Json] = []
        self.lint: list[Json] = []
        self.changes = 0
        self._changed = asyncio.Event()

    def reset(self) -> None:
        """Forget everything; the change counter goes on, so that waiting readers wake."""
        self.entries = []
        self.lint = []
        self.touch()

    def add(self, kind: str, **facts: Value) -> Json:
        """Append an entry and return it; callers may complete it later."""
        entry: Json = {"index": len(self.entries), "kind": kind, "at": self._wall().isoformat()}
        entry.update(facts)
        self.entries.append(entry)
        self.touch()
        return entry

    def touch(self) -> None:
        """Wake everyone who waits for a change."""
        self.changes += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def wait(self, since: int, seconds: float) -> int:
        """Return the change counter once it is past `since`, or after so many seconds."""
        if self.changes <= since:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)
        return self.changes

    def find(self, **wanted: str) -> list[Json]:
        """Return the entries whose facts equal all wanted ones."""
        return [
            entry
            for entry in self.entries
            if all(entry.get(key) == value for key, value in wanted.items())
        ]
