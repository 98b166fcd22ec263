"""Rows as frozen values, the same on both databases."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from sqlalchemy import JSON

from bot.domain.participants import Role, RoleTaken, Topic
from bot.domain.people import Hours
from bot.domain.programs import ProgramState
from bot.domain.requests import LIVE, RequestState
from storage.errors import Conflict, Stale, Unqueryable
from storage.store import SqlStore
from storage.tables import Sealed
from tests.storage.values import (
    CONTACTS,
    KINDS,
    NOW,
    REQUEST,
    any_value,
    example,
    populate,
    table_behind,
)


class Undone(Exception):
    """Ends a unit without keeping anything."""


@pytest.mark.parametrize("name", KINDS)
def test_any_value_comes_back_as_it_was_kept(store: SqlStore, name: str) -> None:
    populate(store, before=name)

    @settings(max_examples=4)
    @given(any_value(name), any_value(name))
    def comes_back(value: Any, other: Any) -> None:
        changed = replace(other, id=value.id)
        with suppress(Undone), store.unit() as unit:
            rows = getattr(unit, name)
            rows.add(value)
            assert rows.get(value.id) == value
            rows.save(changed)
            assert rows.find(id=value.id) == (changed,)
            raise Undone

    comes_back()


def test_every_plain_column_can_be_asked_for(world: SqlStore) -> None:
    asked = 0
    with world.read() as unit:
        for name in KINDS:
            value, rows = example(name), getattr(unit, name)
            for column in plain_columns(name):
                asked += 1
                assert value in rows.find(**{column: getattr(value, column)})
    assert asked > 150


def plain_columns(name: str) -> list[str]:
    """The columns a condition may name, by their types."""
    columns = table_behind(name).c
    nested = {"days", "opens", "closes", "added"}
    return [
        column.name
        for column in columns
        if column.name not in nested and not isinstance(column.type, Sealed | JSON)
    ]


def test_values_come_in_the_order_they_were_added(world: SqlStore) -> None:
    names = ("zeal", "art", "music", "chess")
    with world.unit() as unit:
        for number, name in enumerate(names):
            unit.topics.add(Topic(f"{9 - number}", "ben", Role.MENTOR, name))
    with world.read() as unit:
        found = unit.topics.find(participant_id="ben")
        assert tuple(topic.name for topic in found) == names
        first = unit.topics.one(participant_id="ben")
        assert first is not None
        assert first.name == "zeal"


def test_a_tuple_means_one_of_and_none_means_nothing_there(world: SqlStore) -> None:
    with world.read() as unit:
        assert unit.requests.find(state=LIVE) == (REQUEST,)
        assert unit.requests.find(state=(RequestState.PASSED, RequestState.EXPIRED)) == ()
        assert unit.requests.find(id=()) == ()
        assert unit.requests.find(closed_at=None) == (REQUEST,)
        assert unit.requests.find(wake_at=(None, NOW)) == (REQUEST,)
        assert unit.requests.find(asked_at=None) == ()
        assert unit.requests.find(round_id=None) == (REQUEST,)
        assert unit.requests.find(round_id="none") == ()
        assert len(unit.people.find()) == 2


def test_what_is_not_there_is_said_so(world: SqlStore) -> None:
    with world.unit() as unit:
        with pytest.raises(LookupError, match="person has no row nobody"):
            unit.people.get("nobody")
        with pytest.raises(LookupError):
            unit.people.save(replace(example("people"), id="nobody"))
        assert unit.people.one(id="nobody") is None
        unit.people.remove("nobody")
        assert not unit.people.change("nobody", {}, {"zone": "UTC"})


def test_a_removed_value_is_gone(world: SqlStore) -> None:
    with world.unit() as unit:
        unit.topics.remove("topic")
    with world.read() as unit:
        assert unit.topics.find() == ()


@pytest.mark.parametrize("ask", ["find", "one", "expect", "to"])
@pytest.mark.parametrize(
    ("column", "why"),
    [("line", "sealed"), ("lime", "no plain column"), ("added", "no plain column")],
)
def test_sealed_and_unknown_columns_cannot_be_named(
    world: SqlStore, ask: str, column: str, why: str
) -> None:
    named = {column: "x"}
    with world.unit() as unit:
        asks: dict[str, Callable[[], object]] = {
            "find": lambda: unit.roles.find(**named),
            "one": lambda: unit.roles.one(**named),
            "expect": lambda: unit.roles.change("role", named, {"taken": 1}),
            "to": lambda: unit.roles.change("role", {}, named),
        }
        with pytest.raises(Unqueryable, match=why):
            asks[ask]()


def test_structures_cannot_be_asked_for_but_set(world: SqlStore) -> None:
    with world.unit() as unit:
        with pytest.raises(Unqueryable):
            unit.programs.find(overrides={})
        with pytest.raises(Unqueryable):
            unit.people.find(hours=Hours())
        night = Hours((6,))
        assert unit.people.change("p-ana", {}, {"hours": night})
        assert unit.people.get("p-ana").hours == night
        to = {"contacts": CONTACTS, "overrides": {"weeks": 6}, "state": ProgramState.OPEN}
        assert unit.programs.change("program", {"state": ProgramState.DRAFT}, to)
        opened = unit.programs.get("program")
        assert (opened.contacts, opened.overrides, opened.state) == tuple(to.values())


def test_compare_and_set_happens_once(world: SqlStore) -> None:
    with world.unit() as unit:
        assert unit.roles.change("role", {"taken": 0, "listed": True}, {"taken": 1})
        assert not unit.roles.change("role", {"taken": 0}, {"taken": 1})
        assert unit.roles.get("role").taken == 1
        assert unit.people.change("p-ana", {"dm_channel": None}, {"dm_channel": "D1"})
        assert not unit.people.change("p-ana", {"dm_channel": None}, {"dm_channel": "D2"})


def test_save_writes_only_what_changed_since_it_was_loaded(world: SqlStore) -> None:
    with world.unit() as unit:
        role = unit.roles.get("role")
        unit.roles.change("role", {"taken": 0}, {"taken": 1})
        unit.roles.save(replace(role, line="twenty years of it"))
        assert unit.roles.get("role") == replace(role, line="twenty years of it", taken=1)


def test_save_after_change_of_the_same_column_is_fine(world: SqlStore) -> None:
    with world.unit() as unit:
        role = unit.roles.get("role")
        unit.roles.change("role", {"taken": 0}, {"taken": 1})
        unit.roles.save(replace(role, taken=2))
        unit.roles.save(replace(role, taken=3))
        assert unit.roles.get("role").taken == 3


def test_save_of_a_value_this_unit_never_loaded_replaces_all_of_it(world: SqlStore) -> None:
    with world.read() as unit:
        role = unit.roles.get("role")
    with world.unit() as unit:
        unit.roles.change("role", {}, {"taken": 1})
        unit.roles.save(replace(role, capacity=5))
    with world.read() as unit:
        assert unit.roles.get("role") == replace(role, capacity=5)


def test_save_over_what_the_outbox_changed_in_bulk_is_refused(world: SqlStore) -> None:
    with world.unit() as unit:
        row = unit.deliveries.get("delivery")
        assert unit.deliveries.cancel("gone") == 1
        with pytest.raises(Stale, match="changed meanwhile"):
            unit.deliveries.save(replace(row, reason="late"))


def test_save_of_an_unchanged_value_changes_nothing(world: SqlStore) -> None:
    with world.unit() as unit:
        person = unit.people.get("p-ana")
        unit.people.save(person)
        assert unit.people.get("p-ana") == person


COLLISIONS: dict[str, tuple[str, dict[str, object]]] = {
    "person": ("people", {}),
    "participant": ("participants", {}),
    "delivery.key": ("deliveries", {}),
    "member": ("members", {"role": Role.MENTOR}),
    "acceptance": ("acceptances", {"at": NOW + timedelta(days=1)}),
    "ending": ("endings", {}),
    "stage_entry": ("stage_entries", {}),
    "role": ("roles", {"line": "again"}),
    "live request": ("requests", {"topic": "another"}),
    "live request, held": ("requests", {"state": RequestState.MENTOR_YES}),
}


@pytest.mark.parametrize("key", COLLISIONS)
def test_what_is_unique_collides(world: SqlStore, key: str) -> None:
    name, other = COLLISIONS[key]
    with pytest.raises(Conflict, match="A rule of the database"), world.unit() as unit:
        getattr(unit, name).add(replace(example(name), id="second", **other))


def test_an_id_is_unique(world: SqlStore) -> None:
    for name in KINDS:
        with pytest.raises(Conflict), world.unit() as unit:
            getattr(unit, name).add(example(name))


def test_a_closed_request_makes_room_for_another(world: SqlStore) -> None:
    with world.unit() as unit:
        unit.requests.save(replace(REQUEST, state=RequestState.PASSED))
        unit.requests.add(replace(REQUEST, id="second"))
        unit.requests.add(replace(REQUEST, id="third", mentee_id="ben", mentor_id="ana"))
        assert len(unit.requests.find(state=LIVE)) == 2


def test_a_value_that_points_nowhere_is_refused(world: SqlStore) -> None:
    tried = 0
    for name in KINDS:
        for link in (column.name for column in table_behind(name).c if column.foreign_keys):
            tried += 1
            value = replace(example(name), **{link: "nowhere"})
            with pytest.raises(Conflict, match=rf"fk_\w+{link}|FOREIGN KEY"), world.unit() as unit:
                getattr(unit, name).save(value)
    assert tried > 35


def test_what_others_point_to_cannot_be_removed(world: SqlStore) -> None:
    with pytest.raises(Conflict), world.unit() as unit:
        unit.people.remove("p-ana")


def test_a_place_is_never_given_back_twice(world: SqlStore) -> None:
    with pytest.raises(Conflict), world.unit() as unit:
        unit.roles.save(RoleTaken("role", "ben", Role.MENTOR, taken=-1))


def test_errors_name_rules_and_no_values(world: SqlStore) -> None:
    with pytest.raises(Conflict) as caught, world.unit() as unit:
        unit.people.add(replace(example("people"), id="second"))
    assert "slack_id" in str(caught.value)
    assert "UANA" not in str(caught.value)
    assert caught.value.__suppress_context__
