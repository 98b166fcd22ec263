"""Slack's rate limits on real time, off until somebody asks for them."""

import math
import time
from typing import Final

TIERS: Final[dict[str, int]] = {
    "apps.connections.open": 50,
    "chat.postEphemeral": 100,
    "chat.update": 50,
    "chat.delete": 50,
    "conversations.open": 50,
    "conversations.info": 50,
    "conversations.history": 50,
    "conversations.members": 100,
    "conversations.list": 20,
    "users.info": 100,
    "users.list": 20,
    "users.conversations": 50,
    "views.open": 100,
    "views.push": 100,
    "views.update": 100,
    "views.publish": 100,
}
_MINUTE: Final = 60.0
_BURST: Final = 3


class Rates:
    """Token buckets per method, and one per channel for posted messages."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Fill all buckets, and stop counting."""
        self.enforced = False
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_for(self, method: str, channel: str) -> int:
        """Count a call; return 0 if it passes, or the seconds for `Retry-After`."""
        if not self.enforced:
            return 0
        if method == "chat.postMessage":
            return self._take(f"{method} {channel}", 1.0, _BURST)
        tier = TIERS.get(method)
        return self._take(method, tier / _MINUTE, tier) if tier else 0

    def _take(self, name: str, per_second: float, size: float) -> int:
        now = time.monotonic()
        level, then = self._buckets.get(name, (float(size), now))
        level = min(float(size), level + (now - then) * per_second)
        if level < 1:
            self._buckets[name] = (level, now)
            return math.ceil((1 - level) / per_second)
        self._buckets[name] = (level - 1, now)
        return 0
