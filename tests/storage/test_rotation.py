"""A change of keys beside a running bot, and one that is killed in the middle."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from storage import keys
from storage.errors import InUse, WrongKey
from storage.sealing import Place, Sealer, new_key
from storage.store import SqlStore
from tests import builders
from tests.plugins.stores import KEY

ROOT = Path(__file__).parents[2]
PLACE = Place("note", "text", "1")

KILLED = """
import os, signal, sys
from storage import keys
from storage.sealing import Sealer
from storage.store import SqlStore

def watch(done, of):
    if done >= 4:
        os.kill(os.getpid(), signal.SIGKILL)

keys._BATCH = 2
SqlStore(sys.argv[1], Sealer(sys.argv[2:])).rotate(watch)
"""


def words(number: int) -> str:
    """What stands in a note."""
    return f"words {number}"


def filled(store: SqlStore, notes: int) -> None:
    """So many notes of Theo's."""
    with store.unit() as unit:
        unit.workspaces.add(builders.workspace())
        unit.programs.add(builders.program())
        unit.people.add(builders.person())
        unit.participants.add(builders.participant())
        for number in range(notes):
            note = builders.note(words(number), id=f"note-{number}", mentorship_id=None)
            unit.notes.add(note)


def test_a_value_sealed_with_a_key_that_came_later_is_opened() -> None:
    fresh = new_key()
    kept = [KEY]
    sealer = Sealer([KEY], lambda: kept)
    token = Sealer([fresh, KEY]).seal(PLACE, "hello")
    with pytest.raises(WrongKey):
        sealer.open(PLACE, token)
    kept[:] = [fresh, KEY]
    assert sealer.open(PLACE, token) == "hello"
    assert Sealer([fresh]).open(PLACE, sealer.seal(PLACE, "from now on")) == "from now on"


def test_without_a_way_to_the_keys_by_now_it_does_not_open() -> None:
    token = Sealer([new_key()]).seal(PLACE, "hello")
    for again in (None, lambda: [KEY], lambda: ()):
        with pytest.raises(WrongKey):
            Sealer([KEY], again).open(PLACE, token)


def test_it_is_told_how_far_it_is(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_BATCH", 2)
    filled(store, 5)
    seen: list[tuple[int, int]] = []
    store.rotate(lambda done, of: seen.append((done, of)))
    done = [one for one, _ in seen]
    assert done == sorted(done)
    assert {of for _, of in seen} == {done[-1]}
    assert done[-1] >= 5


def test_a_bot_writes_and_reads_on_while_keys_change(
    emptied_postgresql: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL: on SQLite the lock beside the file keeps the two apart."""
    assert callable(emptied_postgresql)
    url, fresh = emptied_postgresql(), new_key()
    monkeypatch.setattr(keys, "_BATCH", 1)
    bot = SqlStore(url, Sealer([KEY], lambda: [fresh, KEY]))
    filled(bot, 12)
    stop, troubles = Event(), list[Exception]()

    def works() -> None:
        number = 100
        while not stop.is_set():
            try:
                with bot.unit() as unit:
                    note = builders.note(words(number), id=f"note-{number}", mentorship_id=None)
                    unit.notes.add(note)
                with bot.read() as unit:
                    unit.notes.find()
            except Exception as trouble:  # noqa: BLE001 - whatever it is, it is the finding
                troubles.append(trouble)
                return
            number += 1

    working = Thread(target=works)
    working.start()
    rotating = SqlStore(url, Sealer([fresh, KEY]))
    try:
        assert rotating.rotate() >= 12
    finally:
        stop.set()
        working.join()
        bot.close()
    assert troubles == []
    rotating.rotate()
    rotating.close()
    after = SqlStore(url, Sealer([fresh]))
    with after.read() as unit:
        found = {note.id: str(note.text) for note in unit.notes.find()}
    after.close()
    assert len(found) > 12
    assert found == {name: words(int(name.split("-")[1])) for name in found}


def test_on_sqlite_it_refuses_beside_a_bot(migrated_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "mentor.db"
    path.write_bytes(migrated_file.read_bytes())
    bot = SqlStore(f"sqlite:///{path}", Sealer([KEY]))
    filled(bot, 1)
    other = SqlStore(f"sqlite:///{path}", Sealer([new_key(), KEY]))
    with pytest.raises(InUse, match="Stop it first"):
        other.rotate()
    other.close()
    bot.close()


@pytest.mark.faults
def test_killed_in_the_middle_it_goes_on_and_nothing_is_lost(store_url: str) -> None:
    before, fresh = SqlStore(store_url, Sealer([KEY])), new_key()
    filled(before, 9)
    before.close()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, store_url, fresh, KEY],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL
    store = SqlStore(store_url, Sealer([fresh, KEY]))
    with store.read() as unit:
        assert {str(one.text) for one in unit.notes.find()} == {words(n) for n in range(9)}
    again = store.rotate()
    assert 0 < again < 10
    assert store.rotate() == 0
    store.close()
    after = SqlStore(store_url, Sealer([fresh]))
    with after.read() as unit:
        assert {str(one.text) for one in unit.notes.find()} == {words(n) for n in range(9)}
    after.close()
