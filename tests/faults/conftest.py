"""One pocket Slack for the run, one stage for each test; every test here is a fault test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.clock import HandClock
from sandbox.server import Sandbox
from tests.faults.nursery import Nursery
from tests.faults.stage import Stage, Wall
from tests.office import MONDAY

HERE = Path(__file__).parent
MANIFEST = HERE.parents[1] / "manifest.yml"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("faults")


@pytest.fixture(scope="session")
def wall() -> Wall:
    return Wall(HandClock(MONDAY))


@pytest.fixture(scope="session")
def sandbox(wall: Wall) -> Iterator[Sandbox]:
    with Sandbox(MANIFEST, wall) as running:
        yield running


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    found = Nursery()
    yield found
    found.close()


@pytest.fixture
def on_stage(
    sandbox: Sandbox, wall: Wall, nursery: Nursery, tmp_path: Path
) -> Iterator[Callable[[str], Stage]]:
    """A stage on the database at this address."""
    sandbox.reset()
    wall.clock = HandClock(MONDAY)
    found = []

    def made(url: str) -> Stage:
        found.append(Stage(sandbox, wall, nursery, url, tmp_path))
        return found[-1]

    yield made
    for stage in found:
        stage.clear_away()


@pytest.fixture
def stage(on_stage: Callable[[str], Stage], store_url: str) -> Stage:
    """A stage on each of the two databases."""
    return on_stage(store_url)


@pytest.fixture
def one_file(on_stage: Callable[[str], Stage], migrated_file: Path, tmp_path: Path) -> Stage:
    """A stage on SQLite, where one process writes."""
    path = tmp_path / "mentor.db"
    shutil.copy(migrated_file, path)
    return on_stage(f"sqlite:///{path}")


@pytest.fixture
def many(on_stage: Callable[[str], Stage], emptied_postgresql: Callable[[], str]) -> Stage:
    """A stage on PostgreSQL, where several processes do."""
    return on_stage(emptied_postgresql())
