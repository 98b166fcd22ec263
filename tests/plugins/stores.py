"""The same tests on both databases: `store` is an empty, migrated store, once for each of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from storage import schema
from storage.sealing import Sealer, new_key
from storage.sqlite import FileEngines
from storage.store import SqlStore
from storage.tables import metadata

DATABASES = ("sqlite", "postgresql")
KEY = new_key()

Emptied = Callable[[], str]


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Which of the two a test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy, never to open."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def emptied_postgresql(postgres_url: str) -> Iterator[Emptied]:
    """The address of the migrated database, emptied at each call."""
    schema.upgrade(postgres_url)
    # Where tables are nearly empty this takes a tenth of what TRUNCATE does.
    sweep = ";".join(str(delete(table)) for table in reversed(metadata.sorted_tables))
    engine = create_engine(postgres_url)

    def emptied() -> str:
        with engine.begin() as connection:
            connection.execute(text(sweep))
        return postgres_url

    yield emptied
    engine.dispose()


@pytest.fixture(scope="session")
def emptied_sqlite(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Emptied:
    """The address of a migrated file, a new one in the same place at each call."""
    path = tmp_path_factory.mktemp("sqlite") / "mentor.db"

    def emptied() -> str:
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        shutil.copy(migrated_file, path)
        return f"sqlite:///{path}"

    return emptied


@pytest.fixture
def store_url(database: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database."""
    emptied: Emptied = request.getfixturevalue(f"emptied_{database}")
    return emptied()


@pytest.fixture(scope="session")
def stores() -> dict[str, SqlStore]:
    """One for all tests at each address: its statements stay compiled."""
    return {}


@pytest.fixture
def store(store_url: str, stores: dict[str, SqlStore]) -> Iterator[SqlStore]:
    """An empty store with a throw-away key."""
    if store_url not in stores:
        stores[store_url] = _forgetful(SqlStore(store_url, Sealer([KEY])))
    yield stores[store_url]
    stores[store_url].close()


def _forgetful(store: SqlStore) -> SqlStore:
    """The store, which no longer waits for the disk: nothing here has to survive a power cut."""

    def forget(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.cursor().execute("PRAGMA synchronous = OFF")

    if isinstance(store._engines, FileEngines):
        event.listen(store._engines._writer, "connect", forget)
    return store
