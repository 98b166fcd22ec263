"""Mentorships and requests wake when their moment has come."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.requests import RequestState
from storage.store import SqlStore
from tests.storage.values import NOW, example

SLEEPERS = ("mentorships", "requests")


def sleepers(name: str, *hours: int | None) -> list[Any]:
    first = example(name)
    if name == "requests":
        first = replace(first, state=RequestState.PASSED)
    return [
        replace(
            first,
            id=f"{9 - number}",
            wake_at=None if hour is None else NOW + timedelta(hours=hour),
        )
        for number, hour in enumerate(hours)
    ]


@pytest.mark.parametrize("name", SLEEPERS)
def test_those_due_come_earliest_first(world: SqlStore, name: str) -> None:
    asleep, third, first, later, second = sleepers(name, None, 0, -2, 1, 0)
    with world.unit() as unit:
        for one in (asleep, third, first, later, second):
            getattr(unit, name).add(one)
    with world.read() as unit:
        rows = getattr(unit, name)
        assert rows.due(NOW, 10) == (first, third, second)
        assert rows.due(NOW, 2) == (first, third)
        assert rows.next_wake() == first.wake_at


@pytest.mark.parametrize("name", SLEEPERS)
def test_where_all_sleep_nothing_is_due(world: SqlStore, name: str) -> None:
    with world.read() as unit:
        rows = getattr(unit, name)
        assert rows.due(NOW, 10) == ()
        assert rows.next_wake() is None
