"""One pocket Slack for the run, one stage for each test; every test here is a fault test."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from slack_sdk.socket_mode.builtin.connection import Connection

from bot.clock import HandClock
from sandbox.server import Sandbox
from tests.faults.stage import Stage, Wall
from tests.office import MONDAY

HERE = Path(__file__).parent
MANIFEST = HERE.parents[1] / "manifest.yml"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("faults")


@pytest.fixture(autouse=True)
def _prompt_goodbyes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot inside the test hangs up at once; by itself the SDK waits out a silence of 3 s."""
    hang_up = Connection.close

    def at_once(self: Connection) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RD)
        hang_up(self)

    monkeypatch.setattr(Connection, "close", at_once)


@pytest.fixture(scope="session")
def wall() -> Wall:
    return Wall(HandClock(MONDAY))


@pytest.fixture(scope="session")
def sandbox(wall: Wall) -> Iterator[Sandbox]:
    with Sandbox(MANIFEST, lambda: wall.clock.wall()) as running:
        yield running


def _stage(sandbox: Sandbox, wall: Wall, url: str, folder: Path) -> Iterator[Stage]:
    sandbox.reset()
    wall.clock = HandClock(MONDAY)
    found = Stage(sandbox, wall, url, folder)
    yield found
    found.clear_away()


@pytest.fixture
def stage(sandbox: Sandbox, wall: Wall, store_url: str, tmp_path: Path) -> Iterator[Stage]:
    """A stage on each of the two databases."""
    yield from _stage(sandbox, wall, store_url, tmp_path)


@pytest.fixture
def one_file(sandbox: Sandbox, wall: Wall, migrated_file: Path, tmp_path: Path) -> Iterator[Stage]:
    """A stage on SQLite, for what is told apart by the number of processes."""
    shutil.copy(migrated_file, tmp_path / "mentor.db")
    yield from _stage(sandbox, wall, f"sqlite:///{tmp_path / 'mentor.db'}", tmp_path)


@pytest.fixture
def many(
    sandbox: Sandbox, wall: Wall, emptied_postgres: Callable[[], str], tmp_path: Path
) -> Iterator[Stage]:
    """A stage on PostgreSQL, for several processes at once."""
    yield from _stage(sandbox, wall, emptied_postgres(), tmp_path)
