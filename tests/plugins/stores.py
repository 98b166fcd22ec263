"""The same tests on both databases: `store` is an empty, migrated store, once for each of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text

from storage import schema
from storage.sealing import Sealer, new_key
from storage.store import SqlStore
from storage.tables import metadata

DATABASES = ("sqlite", "postgresql")
KEY = new_key()


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
def emptied_postgres(postgres_url: str) -> Iterator[Callable[[], str]]:
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


@pytest.fixture
def store_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty, migrated database."""
    if database == "postgresql":
        emptied: Callable[[], str] = request.getfixturevalue("emptied_postgres")
        return emptied()
    path = tmp_path / "mentor.db"
    shutil.copy(request.getfixturevalue("migrated_file"), path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_store(postgres_url: str) -> SqlStore:
    """One for all tests: its statements stay compiled."""
    return SqlStore(postgres_url, Sealer([KEY]))


@pytest.fixture
def store(store_url: str, database: str, request: pytest.FixtureRequest) -> Iterator[SqlStore]:
    """An empty store with a throw-away key."""
    if database == "postgresql":
        opened: SqlStore = request.getfixturevalue("postgres_store")
    else:
        opened = SqlStore(store_url, Sealer([KEY]))
    yield opened
    opened.close()
