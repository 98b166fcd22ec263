"""When the database cannot be had: what is wrong, where, and the way out; never a password."""

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from storage import schema
from storage.errors import CannotOpen, Damaged, Full, NotUpgraded, StorageError
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.plugins.stores import KEY
from tests.storage.values import example, populate

SECRET = "swordfish-3"


def opened(url: str) -> SqlStore:
    return SqlStore(url, Sealer([KEY]))


def look(url: str) -> None:
    store = opened(url)
    try:
        with store.read() as unit:
            unit.people.find()
    finally:
        store.close()


def write(url: str) -> None:
    store = opened(url)
    try:
        with store.unit() as unit:
            unit.people.find()
    finally:
        store.close()


ACTS = (look, write, schema.upgrade, schema.pending, schema.current)


@pytest.mark.parametrize("act", ACTS[:3])
def test_a_missing_directory_is_named(act: object, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=f"no directory {tmp_path}/none for the database"):
        act(f"sqlite:///{tmp_path}/none/mentor.db")  # type: ignore[operator]


@pytest.mark.parametrize("act", ACTS[:3])
def test_a_directory_is_no_database(act: object, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=f"{tmp_path} is a directory"):
        act(f"sqlite:///{tmp_path}")  # type: ignore[operator]


@pytest.mark.parametrize("act", ACTS[:2])
def test_a_missing_file_says_how_to_make_it_and_is_not_made(act: object, tmp_path: Path) -> None:
    with pytest.raises(NotUpgraded, match=f"no database at {tmp_path}/mentor.db yet"):
        act(f"sqlite:///{tmp_path}/mentor.db")  # type: ignore[operator]
    assert not (tmp_path / "mentor.db").exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_file_that_is_no_database_is_left_alone(act: object, tmp_path: Path) -> None:
    path = tmp_path / "mentor.db"
    path.write_text("Dear diary, " * 1000)
    with pytest.raises(Damaged, match=f"{path} is not a readable database. Restore a backup"):
        act(f"sqlite:///{path}")  # type: ignore[operator]
    assert path.read_text() == "Dear diary, " * 1000


def test_a_broken_file_is_told_from_a_sound_one(migrated_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "mentor.db"
    sound = migrated_file.read_bytes()
    path.write_bytes(sound)
    look(f"sqlite:///{path}")
    path.write_bytes(sound[:4096] + b"\xff" * (len(sound) - 4096))
    with pytest.raises(Damaged, match=str(path)):
        look(f"sqlite:///{path}")


@pytest.mark.parametrize("act", ACTS[:3])
def test_a_place_without_permission_is_named(
    act: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mentor.db").touch()
    monkeypatch.setattr("os.access", lambda place, _mode: Path(place) != tmp_path / "mentor.db")
    with pytest.raises(CannotOpen, match=f"may not read and write {tmp_path}/mentor.db"):
        act(f"sqlite:///{tmp_path}/mentor.db")  # type: ignore[operator]


def test_a_place_where_nothing_can_be_made_is_named() -> None:
    with pytest.raises(CannotOpen, match=r"/proc/mentor\.db"):
        schema.upgrade("sqlite:////proc/mentor.db")


def test_a_full_disk_keeps_nothing_and_says_so(migrated_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "mentor.db"
    path.write_bytes(migrated_file.read_bytes())
    store = opened(f"sqlite:///{path}")
    populate(store, before="topics")
    with (
        pytest.raises(Full, match=f"no room left for the database at {path}"),
        store.unit() as unit,
    ):
        fill(unit.session._connection, unit.topics.add)
    with store.read() as unit:
        assert unit.topics.find() == ()
    store.close()


def fill(connection: object, add: object) -> None:
    from dataclasses import replace

    connection.execute(text("PRAGMA max_page_count = 1"))  # type: ignore[attr-defined]
    for number in range(200):
        add(replace(example("topics"), id=str(number), name="x" * 4000))  # type: ignore[operator]


@pytest.mark.parametrize(
    "url", ["", "mentor.db", "postgresql://user:swordfish-3@host:not-a-port/x", "://swordfish-3"]
)
def test_an_address_that_is_none_is_explained_not_repeated(url: str) -> None:
    with pytest.raises(CannotOpen, match="Examples") as caught:
        opened(url)
    assert SECRET not in str(caught.value)


def test_other_databases_are_not_known() -> None:
    with pytest.raises(CannotOpen, match="'mysql'; use sqlite or postgresql"):
        opened("mysql://root:swordfish-3@host/x")


@pytest.mark.parametrize("act", ACTS)
def test_a_server_that_does_not_answer_is_named_without_its_password(act: object) -> None:
    url = f"postgresql://mentor:{SECRET}@127.0.0.1:1/mentoring"
    with pytest.raises(CannotOpen, match=r"127\.0\.0\.1:1/mentoring cannot be reached") as caught:
        act(url)  # type: ignore[operator]
    assert SECRET not in f"{caught.value} {caught.value.__cause__}"
    assert "mentor:" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_database_that_is_not_there_is_named(postgres_url: str) -> None:
    url = make_url(postgres_url).set(database="nowhere", drivername="postgres")
    with pytest.raises(CannotOpen, match="/nowhere cannot be reached"):
        look(url.render_as_string(hide_password=False))


def test_all_troubles_can_be_caught_as_one() -> None:
    for trouble in (CannotOpen, Damaged, Full, NotUpgraded):
        assert issubclass(trouble, StorageError)
