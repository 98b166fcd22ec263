"""One sandbox for the run, one office for each story."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import HandClock
from sandbox.server import Sandbox
from storage.store import SqlStore
from tests.office import MONDAY, Office, office

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


class Wall:
    """The sandbox's wall clock: whichever clock the story of the moment moves."""

    def __init__(self) -> None:
        self.clock = HandClock(MONDAY)


@pytest.fixture(scope="session")
def wall() -> Wall:
    return Wall()


@pytest.fixture(scope="session")
def sandbox(wall: Wall) -> Iterator[Sandbox]:
    server = Sandbox(MANIFEST, lambda: wall.clock.wall()).start()
    yield server
    server.stop()


@pytest.fixture
def slack(sandbox: Sandbox, wall: Wall, store: SqlStore) -> Iterator[Office]:
    """An office with a bot that nobody has invited anywhere yet."""
    sandbox.reset()
    wall.clock = HandClock(MONDAY)
    with office(sandbox, store, wall.clock) as found:
        yield found
