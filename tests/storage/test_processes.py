"""SQLite has one writing process; a crash frees the place at once."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from sqlite3 import OperationalError, connect
from subprocess import PIPE, Popen
from sys import executable

import pytest

from bot.ports import Busy
from storage import schema
from storage.errors import InUse
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.plugins.stores import KEY
from tests.storage.values import example

HOLD = """
import sys
from storage.store import SqlStore
from storage.sealing import Sealer, new_key
store = SqlStore(sys.argv[1], Sealer([new_key()]))
store.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    copy(migrated_file, tmp_path / "mentor.db")
    return f"sqlite:///{tmp_path}/mentor.db"


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = SqlStore(url, Sealer([KEY]))
    yield opened
    opened.close()


@pytest.fixture
def other_process(url: str) -> Iterator[Popen[str]]:
    with Popen([executable, "-c", HOLD, url], stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def write(store: SqlStore) -> None:
    with store.unit() as unit:
        unit.workspaces.add(example("workspaces"))


def test_a_second_process_may_read_but_not_write(
    store: SqlStore, url: str, tmp_path: Path, other_process: Popen[str]
) -> None:
    with store.read() as unit:
        assert unit.workspaces.find() == ()
    tries = (store.acquire, lambda: write(store), store.checkpoint, lambda: schema.upgrade(url))
    for attempt in tries:
        with pytest.raises(InUse) as caught:
            attempt()
        for words in (f"{tmp_path}/mentor.db", "mentor.db.lock", "Stop it first", "PostgreSQL"):
            assert words in str(caught.value)


def test_a_killed_process_frees_the_place(store: SqlStore, other_process: Popen[str]) -> None:
    other_process.kill()
    other_process.wait()
    write(store)


def test_the_first_writing_unit_takes_the_place_until_close(store: SqlStore, url: str) -> None:
    second = SqlStore(url, Sealer([KEY]))
    write(store)
    with pytest.raises(InUse):
        second.acquire()
    store.acquire()
    store.close()
    second.acquire()
    second.close()


def test_a_unit_is_alone_from_its_beginning(store: SqlStore, tmp_path: Path) -> None:
    """Whoever else opens the file, with whatever program, cannot write between our read and our
    write."""
    outside = connect(tmp_path / "mentor.db", timeout=0, isolation_level=None)
    with store.unit() as unit:
        assert unit.workspaces.find() == ()
        with pytest.raises(OperationalError, match="locked"):
            outside.execute("BEGIN IMMEDIATE")
    outside.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="nothing was changed"), store.unit(wait=0.1):
        pass
    outside.close()
    write(store)


def test_on_postgresql_any_number_may_write(postgres_url: str) -> None:
    stores = [SqlStore(postgres_url, Sealer([KEY])) for _ in range(2)]
    for store in stores:
        store.acquire()
    for store in stores:
        store.close()
