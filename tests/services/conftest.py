"""A program with the small cast in it: Theo looks for a mentor, Maya and Jonas offer to be one."""

from collections.abc import Callable

import pytest

from bot.domain.participants import Role
from bot.ports import Unit
from storage.store import SqlStore
from tests import builders
from tests.builders import JONAS, MAYA, THEO

Filled = Callable[[], SqlStore]


def fill(unit: Unit, *topics: str) -> None:
    """The cast in this unit, all three with these topics."""
    unit.workspaces.add(builders.workspace())
    unit.programs.add(builders.program())
    for who, role in ((THEO, Role.MENTEE), (MAYA, Role.MENTOR), (JONAS, Role.MENTOR)):
        unit.people.add(who)
        unit.participants.add(builders.participant(who))
        unit.roles.add(builders.role(who, role))
        for name in topics:
            unit.topics.add(builders.topic(name, who, role))


@pytest.fixture
def program(store: SqlStore) -> SqlStore:
    """The cast with two topics each."""
    with store.unit() as unit:
        fill(unit, "giving_feedback", "presenting")
    return store
