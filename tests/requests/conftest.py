"""A company on each database."""

import pytest

from storage.store import SqlStore
from tests.requests.company import Company


@pytest.fixture
def company(store: SqlStore) -> Company:
    """The program is open and five people are in it."""
    found = Company(store)
    found.everybody()
    return found
