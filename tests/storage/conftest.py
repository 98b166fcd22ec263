"""A store with one value of each kind in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.schema import CreateSchema, DropSchema

from storage.sealing import Sealer
from storage.store import SqlStore
from tests.plugins.stores import KEY
from tests.storage.values import populate


@pytest.fixture
def world(store: SqlStore) -> SqlStore:
    populate(store)
    return store


@pytest.fixture
def outbox(store: SqlStore) -> SqlStore:
    """Everything a delivery needs, and none yet."""
    populate(store, before="deliveries")
    return store


@pytest.fixture
def outbox_of() -> Iterator[Callable[[str], SqlStore]]:
    """Opens the database at an address, with all that a delivery needs in it."""
    opened: list[SqlStore] = []

    def open_(url: str) -> SqlStore:
        store = SqlStore(url, Sealer([KEY]))
        opened.append(store)
        populate(store, before="deliveries")
        return store

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def fresh_postgres(postgres_url: str) -> Iterator[str]:
    """The address of a PostgreSQL schema in which there is nothing yet."""
    name = f"fresh_{uuid4().hex}"
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(CreateSchema(name))
    options = {"options": f"-csearch_path={name}"}
    yield make_url(postgres_url).update_query_dict(options).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(DropSchema(name, cascade=True))
    engine.dispose()


@pytest.fixture
def fresh_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet."""
    if database == "postgresql":
        return str(request.getfixturevalue("fresh_postgres"))
    return f"sqlite:///{tmp_path}/fresh.db"
