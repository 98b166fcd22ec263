"""Settings of a program, one declaration each; a program keeps only what differs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """A number an administrator may change; `low` and `high` are both allowed values."""

    name: str
    default: int
    low: int
    high: int

    def allows(self, value: int) -> bool:
        """Whether the value lies in the range."""
        return self.low <= value <= self.high


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("weeks", 12, 4, 26),
        Setting("cadence", 14, 7, 14),
        Setting("minutes", 45, 15, 120),
        Setting("answer_days", 5, 2, 10),
    )
}
"""weeks: length (MC §1.2) · cadence: days between meetings, 7 or 14 · minutes: length of a
meeting · answer_days: working days a mentor has to answer a request (product §3)."""
