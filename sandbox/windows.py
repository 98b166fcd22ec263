"""The lengths of Slack's time windows, in real seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Windows:
    """How long things stay good; tests shorten what they want to see pass."""

    trigger: float = 3.0
    ack: float = 3.0
    response_url: float = 1800.0
    response_url_uses: int = 5
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    warning: float = 10.0
