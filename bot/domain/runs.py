"""Runs: a whole cohort matched on trial, looked at, changed by hand, then published or dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class RunState(StrEnum):
    """`queued -> working -> ready`, then published or discarded; or failed."""

    QUEUED = "queued"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"
    PUBLISHED = "published"
    DISCARDED = "discarded"


UNDER_WAY = (RunState.QUEUED, RunState.WORKING)

WEIGHTINGS: Mapping[str, Mapping[str, int]] = {
    "balanced": {},
    "topics": {"topics": 50},
    "logistics": {"logistics": 25},
    "network": {"network": 15},
}
"""The most points of single parts, moved by no more than ten (docs/matching.md); the first is the
default."""

LEASE = timedelta(minutes=10)
"""How long a run belongs to the process that works on it; the largest takes a minute."""

PAGE = 12
"""Matches on one page of a draft: each takes several of Slack's hundred blocks."""


@dataclass(frozen=True)
class Run:
    """One trial over everybody who waits. Nothing of it reaches anybody before it is published.

    `batch_id` joins runs that are compared; `done` is in percent; `totals`, `digests` and
    `advice` are the answer's own (docs/matching.md), `asked_by` a Slack id.
    """

    id: str
    program_id: str
    batch_id: str
    asked_by: str
    asked_at: datetime
    weighting: str = "balanced"
    stable: bool = False
    state: RunState = RunState.QUEUED
    done: int = 0
    lease_until: datetime | None = None
    reason: str | None = None
    totals: Mapping[str, object] = field(default_factory=dict)
    digests: Mapping[str, object] = field(default_factory=dict)
    advice: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RunPair:
    """A mentee of a run with her match, None without one; `proof` then counts the people who
    share too few places (`mentees`, `mentors`, `places`). `ask` marks a weak match that wants an
    explicit yes; `by_hand` one that a coordinator set."""

    id: str
    run_id: str
    mentee_id: str
    mentor_id: str | None = None
    score: int = 0
    parts: Mapping[str, object] = field(default_factory=dict)
    proof: Mapping[str, object] = field(default_factory=dict)
    ask: bool = False
    by_hand: bool = False
