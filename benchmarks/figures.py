"""Samples and what is said of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least this share of all does not exceed; nan of none."""
    if not samples:
        return math.nan
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True)
class Spread:
    """Seconds from press to reply, as many as were seen, and how many never were."""

    seconds: tuple[float, ...]
    unseen: int = 0

    @property
    def p50(self) -> float:
        """The median."""
        return percentile(self.seconds, 0.5)

    @property
    def p99(self) -> float:
        """What one in a hundred exceeds; of fewer than a hundred, the longest."""
        return percentile(self.seconds, 0.99)

    @property
    def longest(self) -> float:
        """The longest; without end where one was never seen."""
        return math.inf if self.unseen else max(self.seconds, default=math.nan)
