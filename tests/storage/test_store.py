"""A unit of work is kept whole or not at all, and it knows that it is open."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

import pytest

from bot.domain.refusals import Refused
from bot.domain.requests import RequestState
from bot.ports import Busy, Store, Unit, in_unit
from storage.errors import Conflict, Nested, NotUpgraded, ReadOnly, StorageError
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.unit import SqlUnit
from tests.plugins.stores import KEY
from tests.storage.values import LATER, NOW, delivery, example, populate


def as_port(store: SqlStore) -> Store:
    """The type checker agrees that this is what the use cases ask for."""
    return store


def test_a_unit_is_kept_when_it_ends(store: SqlStore) -> None:
    with as_port(store).unit() as unit:
        unit.workspaces.add(example("workspaces"))
    with store.read() as unit:
        assert unit.workspaces.get("T1") == example("workspaces")


@pytest.mark.parametrize("error", [Refused("no"), KeyboardInterrupt(), LookupError("x")], ids=repr)
def test_a_unit_that_raises_leaves_nothing(world: SqlStore, error: BaseException) -> None:
    def fails() -> None:
        with world.unit() as unit:
            unit.topics.remove("topic")
            unit.people.change("p-ana", {}, {"zone": "UTC"})
            unit.once("event", NOW)
            raise error

    with pytest.raises(type(error)) as caught:
        fails()
    assert caught.value is error
    with world.unit() as unit:
        assert unit.topics.get("topic") == example("topics")
        assert unit.people.get("p-ana") == example("people")
        assert unit.once("event", NOW)


def test_open_units_are_marked_and_closed_ones_are_not(store: SqlStore) -> None:
    seen: list[bool] = [in_unit.get()]
    for opening in (store.unit, store.read):
        with opening():
            seen.append(in_unit.get())
            thread = Thread(target=lambda: seen.append(in_unit.get()))
            thread.start()
            thread.join()
        seen.append(in_unit.get())
        with suppress(Refused), opening():
            raise Refused("no")
        seen.append(in_unit.get())
    assert seen == [False] + [True, False, False, False] * 2


@pytest.mark.parametrize("inner", ["unit", "read"])
@pytest.mark.parametrize("outer", ["unit", "read"])
def test_units_do_not_nest(world: SqlStore, outer: str, inner: str) -> None:
    with getattr(world, outer)() as unit:
        with pytest.raises(Nested), getattr(world, inner)():
            pass
        assert in_unit.get()
        assert unit.people.get("p-ana")
    assert not in_unit.get()


WRITES = {
    "add": lambda unit: unit.topics.add(replace(example("topics"), id="other")),
    "save": lambda unit: unit.people.save(replace(example("people"), zone="UTC")),
    "remove": lambda unit: unit.topics.remove("topic"),
    "change": lambda unit: unit.people.change("p-ana", {}, {"zone": "UTC"}),
    "queue": lambda unit: unit.deliveries.queue(delivery(1)),
    "claim": lambda unit: unit.deliveries.claim(NOW, LATER, 1),
    "cancel": lambda unit: unit.deliveries.cancel("gone"),
    "want": lambda unit: unit.deliveries.want(NOW),
    "once": lambda unit: unit.once("event", NOW),
}


@pytest.mark.parametrize("write", WRITES)
def test_a_reading_unit_refuses_to_write(world: SqlStore, write: str) -> None:
    with world.read() as unit, pytest.raises(ReadOnly):
        WRITES[write](unit)
    with world.unit() as unit:
        WRITES[write](unit)


def test_the_database_itself_refuses_it_too(world: SqlStore) -> None:
    with world.read() as unit:
        unit.session._writable = True
        with pytest.raises(ReadOnly):
            unit.topics.remove("topic")


def test_a_reading_unit_sees_one_state(world: SqlStore) -> None:
    def write() -> None:
        with world.unit() as unit:
            unit.people.change("p-ana", {}, {"zone": "UTC"})

    with world.read() as unit:
        before = unit.people.get("p-ana")
        writer = Thread(target=write)
        writer.start()
        writer.join()
        assert unit.people.get("p-ana") == before
    with world.read() as unit:
        assert unit.people.get("p-ana").zone == "UTC"


def holding(store: SqlStore, begun: Event, over: Event) -> None:
    with store.unit() as unit:
        unit.people.change("p-ana", {}, {"zone": "Europe/Rome"})
        begun.set()
        over.wait(10)


def test_a_lock_is_waited_for_only_so_long(world: SqlStore) -> None:
    begun, over = Event(), Event()
    thread = Thread(target=holding, args=(world, begun, over))
    thread.start()
    begun.wait(10)
    start = monotonic()
    with pytest.raises(Busy, match="nothing was changed"), world.unit(wait=0.2) as unit:
        unit.people.change("p-ana", {}, {"zone": "UTC"})
    assert 0.15 < monotonic() - start < 8
    over.set()
    thread.join()
    with world.unit(wait=0.2) as unit:
        assert unit.people.change("p-ana", {"zone": "Europe/Rome"}, {"zone": "UTC"})


def test_what_failed_in_a_unit_cannot_be_passed_over(world: SqlStore) -> None:
    def passes_over() -> None:
        with world.unit() as unit:
            unit.topics.remove("topic")
            with suppress(StorageError):
                unit.people.add(example("people"))
            with suppress(StorageError):
                unit.people.change("p-ana", {}, {"zone": "UTC"})

    with pytest.raises(Conflict):
        passes_over()
    with world.read() as unit:
        assert unit.topics.get("topic")
        assert unit.people.get("p-ana") == example("people")


def test_a_unit_is_of_no_use_after_its_end(world: SqlStore) -> None:
    with world.unit() as unit:
        kept: SqlUnit = unit
    with pytest.raises(Exception, match="closed"):
        kept.people.find()


def test_an_inbound_key_counts_once(store: SqlStore) -> None:
    with store.unit() as unit:
        assert unit.once("Ev1", NOW)
        assert not unit.once("Ev1", NOW)
        assert unit.once("Ev2", NOW)
    with store.unit() as unit:
        assert not unit.once("Ev1", LATER)
        unit.workspaces.add(example("workspaces"))
    with store.read() as unit:
        assert unit.workspaces.get("T1")


def test_a_closed_store_can_be_opened_anew(world: SqlStore, store_url: str) -> None:
    world.close()
    again = SqlStore(store_url, Sealer([KEY]))
    with again.unit() as unit:
        assert unit.requests.change("request", {}, {"state": RequestState.PASSED})
    again.close()


def test_a_store_in_memory_has_its_tables_and_is_shared_by_threads() -> None:
    store = SqlStore("sqlite://", Sealer([KEY]))
    populate(store)
    found: list[int] = []

    def look() -> None:
        with store.read() as unit:
            found.append(len(unit.people.find()))
        with store.unit() as unit:
            unit.once(f"Ev{len(found)}", NOW + timedelta(hours=1))

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 4
    with pytest.raises(ReadOnly), store.read() as unit:
        unit.topics.remove("topic")
    assert store.checkpoint()
    store.acquire()
    store.close()


def test_a_database_without_tables_says_how_to_get_them(fresh_url: str) -> None:
    store = SqlStore(fresh_url, Sealer([KEY]))
    for opening in (store.read, store.unit):
        with pytest.raises(NotUpgraded, match="make run"), opening() as unit:
            unit.people.find()
    store.close()


def use_of_every_port(unit: SqlUnit) -> Unit:
    """The type checker agrees that a unit is what the use cases ask for."""
    return unit


def test_tidying_forgets_old_inbound_keys_and_no_others(store: SqlStore) -> None:
    with store.unit() as unit:
        assert unit.once("event/old", NOW - timedelta(days=8))
        assert unit.once("event/new", NOW)
    assert store.tidy(NOW - timedelta(days=7)) == 1
    with store.unit() as unit:
        assert unit.once("event/old", NOW)
        assert not unit.once("event/new", NOW)
