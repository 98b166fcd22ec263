"""A store with one value of each kind in it."""

import pytest

from storage.store import SqlStore
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
