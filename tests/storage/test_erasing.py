"""Erasure from the declarations alone: a value of each kind, two people, one is erased."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage import datamap
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.tables import Erase, Sealed, metadata
from storage.tables.concerning import COLUMNS, HOLDINGS
from tests.plugins.stores import KEY
from tests.storage.values import populate

ALIAS = "erased-0001"
WORDS = "canary-words-of-ana"


def dump(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [
            str(row)
            for table in metadata.tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
        ]
    engine.dispose()
    return "\n".join(rows)


@pytest.fixture
def two(world: SqlStore) -> SqlStore:
    """What the world holds is Ana's, with plain words in it; Ben has words of his own."""
    with world.unit() as unit:
        ana = unit.participants.get("ana")
        unit.participants.save(replace(ana, team=WORDS, location=WORDS))
        unit.notes.add(replace(unit.notes.get("note"), id="bens", participant_id="ben", text="B"))
        row = unit.deliveries.get("delivery")
        key = "receipt/p-ana/UANA/UANAB"
        unit.deliveries.save(replace(row, key=key, params={"to": WORDS}, channel="DANA"))
        unit.once("talk/p-ana/17", row.due_at)
        audit = replace(unit.audits.get("audit"), id="more", detail={"by": "UANA", "of": "UANAB"})
        unit.audits.add(audit)
    return world


def test_neither_identity_nor_words_are_left_where_they_are_to_go(
    two: SqlStore, store_url: str
) -> None:
    with two.unit() as unit:
        touched = unit.erase("p-ana", ALIAS)
    left = dump(store_url)
    assert WORDS not in left
    assert "DANA" not in left
    assert "'UANA'" not in left
    assert "UANAB" in left
    assert touched["note"] == touched["goal"] == touched["rating"] == 1
    with two.read() as unit:
        assert unit.people.get("p-ana").slack_id == ALIAS
        assert unit.deliveries.get("delivery").key == f"receipt/{ALIAS}/{ALIAS}/UANAB"
        assert unit.audits.get("more").detail == {"by": ALIAS, "of": "UANAB"}
        assert unit.requests.get("request").line == ""
        assert unit.participants.get("ana").team is None


def test_others_keep_every_word(two: SqlStore) -> None:
    with two.unit() as unit:
        before = unit.people.get("p-ben"), unit.participants.get("ben"), unit.roles.get("role")
        unit.erase("p-ana", ALIAS)
    with two.read() as unit:
        after = unit.people.get("p-ben"), unit.participants.get("ben"), unit.roles.get("role")
        assert after == before
        assert [note.id for note in unit.notes.find()] == ["bens"]
        assert unit.holds.get("hold").person_id == "p-ben"


def test_the_words_of_a_request_go_with_who_wrote_them_only(two: SqlStore) -> None:
    with two.unit() as unit:
        unit.erase("p-ben", ALIAS)
    with two.read() as unit:
        assert unit.requests.get("request").line == "hello"
        assert unit.endings.get("ending").asked_by == "ana"


def test_what_is_counted_stays(two: SqlStore) -> None:
    with two.unit() as unit:
        unit.erase("p-ana", ALIAS)
    with two.read() as unit:
        kept = (unit.mentorships, unit.members, unit.meetings, unit.stage_entries, unit.endings)
        assert [len(one.find()) for one in kept] == [1, 1, 1, 1, 1]


def test_somebody_unknown_cannot_be_erased(two: SqlStore) -> None:
    with pytest.raises(LookupError), two.unit() as unit:
        unit.erase("p-nobody", ALIAS)


def test_nothing_is_left_in_the_file_or_its_log(migrated_file: Path, tmp_path: Path) -> None:
    (tmp_path / "mentor.db").write_bytes(migrated_file.read_bytes())
    store = SqlStore(f"sqlite:///{tmp_path}/mentor.db", Sealer([KEY]))
    populate(store)
    with store.unit() as unit:
        sealed_before = str(unit.session.read(metadata.tables["note"].select())[0]["text"])
        unit.participants.save(replace(unit.participants.get("ana"), team=WORDS))
    assert store.checkpoint()
    assert WORDS.encode() in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    with store.unit() as unit:
        unit.erase("p-ana", ALIAS)
    assert store.checkpoint()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    for trace in (WORDS, "UANA\x00", sealed_before):
        assert trace.encode() not in raw
    assert ALIAS.encode() in raw


def test_a_dossier_holds_ones_own_words_and_not_those_of_others(two: SqlStore) -> None:
    with two.read() as unit:
        ana = {one.table: one.rows for one in unit.dossier("p-ana")}
        ben = {one.table: one.rows for one in unit.dossier("p-ben")}
    assert ana["note"][0]["text"] == "ask about Friday"
    assert ana["request"][0]["line"] == "hello"
    assert ana["ending"][0]["asked_by"] == "ana"
    assert "line" not in ben["request"][0]
    assert [row["text"] for row in ben["note"]] == ["B"]
    assert set(ana) >= {"person", "participant", "mentorship", "meeting", "rating", "pause"}


def test_every_table_says_whom_its_rows_concern() -> None:
    assert set(HOLDINGS) == set(metadata.tables)
    for name, holding in HOLDINGS.items():
        columns = metadata.tables[name].c
        assert all(link in columns for link in holding.hers)
        assert holding.shared is None or holding.shared in columns
        assert holding.author is None or holding.author in columns


def test_every_column_named_apart_exists() -> None:
    known = {(one.table, one.name) for one in datamap.columns()}
    assert set(COLUMNS) <= known


def test_whatever_is_deleted_or_emptied_is_found_by_a_link() -> None:
    for one in datamap.columns():
        holding = HOLDINGS[one.table]
        if one.erase in (Erase.DELETE, Erase.BLANK):
            assert holding.hers or holding.shared, f"{one.table} concerns nobody"


def test_what_is_emptied_and_takes_no_null_says_what_is_left() -> None:
    for table in metadata.tables.values():
        for column in table.c:
            if column.info["erase"] is Erase.BLANK and not column.nullable:
                assert column.info["blank"] is not None, f"{column} does not say what is left"


def test_no_sealed_word_stays_with_a_person_who_is_erased() -> None:
    for table in metadata.tables.values():
        for column in table.c:
            if isinstance(column.type, Sealed):
                assert column.info["erase"] in (Erase.DELETE, Erase.BLANK)
