"""One sandbox for the run, one office for each story."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from bot.clock import HandClock
from bot.domain import ids
from sandbox.server import Sandbox
from sandbox.windows import Windows
from storage.store import SqlStore
from tests.office import MONDAY, Office, office

SEED = 20261123
MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PATIENT = Windows(trigger=30.0, ack=30.0)
"""A story judges what is said, never the machine it is told on; Slack's own three seconds are held
in tests/sandbox and tests/browser, and measured in benchmarks."""


class Wall:
    """The sandbox's wall clock: whichever clock the story of the moment moves."""

    def __init__(self) -> None:
        self.clock = HandClock(MONDAY)

    def now(self) -> datetime:
        """The moment it is now."""
        return self.clock.wall()


@pytest.fixture(scope="session")
def wall() -> Wall:
    return Wall()


@pytest.fixture(scope="session")
def sandbox(wall: Wall) -> Iterator[Sandbox]:
    server = Sandbox(MANIFEST, wall.now, windows=PATIENT).start()
    yield server
    server.stop()


@pytest.fixture
def same_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row ids drawn from one seed, since minutes are spread by them: a story told twice is one."""
    draw = Random(SEED)
    monkeypatch.setattr(ids, "uuid4", lambda: UUID(int=draw.getrandbits(128), version=4))


@pytest.fixture
def slack(sandbox: Sandbox, wall: Wall, store: SqlStore, same_ids: None) -> Iterator[Office]:
    """An office with a bot that nobody has invited anywhere yet."""
    sandbox.reset()
    wall.clock = HandClock(MONDAY)
    with office(sandbox, store, wall.clock) as found:
        yield found
