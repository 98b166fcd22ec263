"""Author-only words in the database: never readable, never movable, sealed anew by rotation."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage import datamap
from storage.errors import Swapped, WrongKey
from storage.sealing import Sealer, new_key
from storage.store import SqlStore
from storage.tables import metadata
from tests.plugins.stores import KEY
from tests.storage.values import WORLD, table_behind

CANARY = "canary-7f3a-words-nobody-else-may-read"
SEALED = {(one.table, one.name) for one in datamap.columns() if one.sealed}


def sing(store: SqlStore) -> int:
    """Put the canary into every sealed column; how many there are."""
    sung = set()
    with store.unit() as unit:
        for name, value in WORLD:
            secret = [column for table, column in SEALED if table == table_behind(name).name]
            sung |= {(name, column) for column in secret}
            getattr(unit, name).add(replace(value, **dict.fromkeys(secret, CANARY)))
    return len(sung)


def dump(url: str) -> str:
    """Every value of every table as the database itself sees it."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [
            str(row)
            for table in metadata.tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
        ]
    engine.dispose()
    return "\n".join(rows)


def test_no_sealed_word_can_be_read_from_the_database(store: SqlStore, store_url: str) -> None:
    assert sing(store) == len(SEALED) > 12
    seen = dump(store_url)
    assert CANARY not in seen
    assert "UANA" in seen
    with store.read() as unit:
        assert unit.notes.get("note").text == CANARY
        assert unit.endings.get("ending").asked_by == CANARY


def test_no_sealed_word_is_in_the_files(migrated_file: Path, tmp_path: Path) -> None:
    (tmp_path / "mentor.db").write_bytes(migrated_file.read_bytes())
    store = SqlStore(f"sqlite:///{tmp_path}/mentor.db", Sealer([KEY]))
    sing(store)
    with store.unit() as unit:
        unit.pauses.remove("pause")
    for _ in ("log", "file"):
        raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert b"UANA" in raw
        assert CANARY.encode() not in raw
        assert store.checkpoint()
    store.close()


def test_plain_words_cannot_get_into_a_sealed_column_by_accident(world: SqlStore) -> None:
    from sqlalchemy.exc import StatementError

    notes = metadata.tables["note"]
    with world.unit() as unit, pytest.raises(StatementError, match="not sealed"):
        unit.session.write(notes.update().values(text="plain words"))
    with world.unit() as unit, pytest.raises(StatementError, match="not sealed"):
        unit.session.read(notes.select().where(notes.c.text == "plain words"))


def overwrite(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_value_copied_to_another_row_is_noticed(world: SqlStore, store_url: str) -> None:
    with world.unit() as unit:
        unit.notes.add(replace(unit.notes.get("note"), id="other", text="hers"))
    overwrite(store_url, "UPDATE note SET text = (SELECT text FROM note WHERE id = 'other')")
    with world.read() as unit:
        assert unit.notes.get("other").text == "hers"
        with pytest.raises(Swapped, match=r"note\.text of row note "):
            unit.notes.get("note")


def test_a_value_copied_to_another_column_is_noticed(world: SqlStore, store_url: str) -> None:
    overwrite(store_url, "UPDATE goal SET sentence = evidence")
    with world.read() as unit, pytest.raises(Swapped, match=r"goal\.sentence of row goal "):
        unit.goals.get("goal")


@pytest.fixture
def other_key(world: SqlStore, store_url: str) -> Iterator[SqlStore]:
    world.close()
    opened = SqlStore(store_url, Sealer([new_key()]))
    yield opened
    opened.close()


def test_a_wrong_key_is_told_before_anybody_needs_it(other_key: SqlStore) -> None:
    with pytest.raises(WrongKey, match="does not open"):
        other_key.check_keys()
    with other_key.read() as unit:
        assert unit.people.get("p-ana").slack_id == "UANA"
        with pytest.raises(WrongKey, match=r"request\.line of row request"):
            unit.requests.get("request")


def test_the_right_key_and_an_empty_database_are_fine(store: SqlStore) -> None:
    store.check_keys()
    sing(store)
    store.check_keys()


def test_rotation_seals_everything_with_the_newest_key(world: SqlStore, store_url: str) -> None:
    with world.read() as unit:
        before = {name: getattr(unit, name).find() for name, _ in WORLD}
    world.close()
    new = new_key()
    rotating = SqlStore(store_url, Sealer([new, KEY]))
    assert rotating.rotate() == len(SEALED)
    assert rotating.rotate() == 0
    rotating.close()
    after = SqlStore(store_url, Sealer([new]))
    with after.read() as unit:
        assert {name: getattr(unit, name).find() for name, _ in WORLD} == before
    after.close()


def test_rotation_goes_on_beyond_one_batch(
    world: SqlStore, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.keys._BATCH", 2)
    with world.unit() as unit:
        note = unit.notes.get("note")
        for number in range(6):
            unit.notes.add(replace(note, id=f"n{number}"))
    world.close()
    new = new_key()
    rotating = SqlStore(store_url, Sealer([new, KEY]))
    assert rotating.rotate() == len(SEALED) + 6
    rotating.close()
    after = SqlStore(store_url, Sealer([new]))
    with after.read() as unit:
        assert len(unit.notes.find()) == 7
    after.close()
