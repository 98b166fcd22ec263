"""Many threads at once: nothing is lost, nothing is given twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event
from typing import TypeVar

from bot.domain.deliveries import State
from bot.ports import Busy
from storage import schema
from storage.errors import Conflict
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.plugins.stores import KEY
from tests.storage.values import LATER, NOW, delivery, example

THREADS, TIMES = 8, 20
R = TypeVar("R")


def at_once(work: Callable[[], R], threads: int = THREADS) -> list[R]:
    """What the same work gives in several threads that begin together."""
    barrier = Barrier(threads)

    def begin() -> R:
        barrier.wait(10)
        return work()

    with ThreadPoolExecutor(threads) as pool:
        return [future.result() for future in [pool.submit(begin) for _ in range(threads)]]


def test_compare_and_set_loses_no_increment(world: SqlStore) -> None:
    def add_one() -> bool:
        with world.unit() as unit:
            taken = unit.roles.get("role").taken
            return unit.roles.change("role", {"taken": taken}, {"taken": taken + 1})

    def work() -> None:
        for _ in range(TIMES):
            while not add_one():
                pass

    at_once(work)
    with world.read() as unit:
        assert unit.roles.get("role").taken == THREADS * TIMES


def test_save_loses_no_increment(world: SqlStore) -> None:
    def add_one() -> bool:
        try:
            with world.unit() as unit:
                role = unit.roles.get("role")
                unit.roles.save(replace(role, taken=role.taken + 1))
        except Busy:
            return False
        return True

    def work() -> None:
        for _ in range(TIMES):
            while not add_one():
                pass

    at_once(work)
    with world.read() as unit:
        assert unit.roles.get("role").taken == THREADS * TIMES


def test_two_claimers_never_get_the_same_row(outbox: SqlStore) -> None:
    rows = 120
    with outbox.unit() as unit:
        for number in range(rows):
            unit.deliveries.add(delivery(number))

    def work() -> list[str]:
        taken: list[str] = []
        while True:
            with outbox.unit() as unit:
                batch = unit.deliveries.claim(NOW, LATER, 3)
            if not batch:
                return taken
            taken += [row.id for row in batch]

    taken = at_once(work)
    assert sum(map(Counter, taken), Counter()) == Counter(delivery(n).id for n in range(rows))
    with outbox.read() as unit:
        assert {row.fence for row in unit.deliveries.find(state=State.LEASED)} == {1}


def test_claimers_pass_over_each_others_rows_without_waiting(
    emptied_postgresql: Callable[[], str], outbox_of: Callable[[str], SqlStore]
) -> None:
    store = outbox_of(emptied_postgresql())
    with store.unit() as unit:
        for number in range(4):
            unit.deliveries.add(delivery(number))
    claimed, over = Event(), Event()

    def hold() -> list[str]:
        with store.unit() as unit:
            rows = unit.deliveries.claim(NOW, LATER, 2)
            claimed.set()
            over.wait(10)
        return [row.key for row in rows]

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        claimed.wait(10)
        with store.unit(wait=0.5) as unit:
            mine = [row.key for row in unit.deliveries.claim(NOW, LATER, 4)]
        over.set()
        assert held.result() == ["key 0", "key 1"]
    assert mine == ["key 2", "key 3"]


def test_an_inbound_key_counts_once_however_many_bring_it(store: SqlStore) -> None:
    def work() -> bool:
        with store.unit() as unit:
            return unit.once("Ev1", NOW)

    assert Counter(at_once(work)) == {True: 1, False: THREADS - 1}


def test_a_delivery_is_queued_once_however_many_plan_it(outbox: SqlStore) -> None:
    def work() -> bool:
        with outbox.unit() as unit:
            return unit.deliveries.queue(delivery(1))

    for _ in range(5):
        assert Counter(at_once(work)) == {True: 1, False: THREADS - 1}
        with outbox.unit() as unit:
            unit.deliveries.remove(delivery(1).id)


def test_of_equal_rows_one_gets_in(world: SqlStore) -> None:
    def work() -> bool:
        try:
            with world.unit() as unit:
                unit.people.add(replace(example("people"), id=str(id(unit)), slack_id="UNEW"))
        except Conflict:
            return False
        return True

    assert Counter(at_once(work)) == {True: 1, False: THREADS - 1}
    with world.read() as unit:
        assert len(unit.people.find(slack_id="UNEW")) == 1


def test_readers_go_on_while_others_write(world: SqlStore) -> None:
    def write() -> None:
        for number in range(TIMES):
            with world.unit() as unit:
                unit.people.change("p-ana", {}, {"zone": f"Z{number}", "locale": f"Z{number}"})

    def read() -> bool:
        same = True
        for _ in range(TIMES):
            with world.read() as unit:
                person = unit.people.get("p-ana")
                same &= person.zone == person.locale or person == example("people")
        return same

    with ThreadPoolExecutor(THREADS) as pool:
        writing = [pool.submit(write) for _ in range(2)]
        reading = [pool.submit(read) for _ in range(6)]
        assert all(future.result() for future in reading)
        assert not any(future.result() for future in writing)


def test_a_deadlock_is_busy_for_one_and_nothing_for_the_other(
    emptied_postgresql: Callable[[], str], outbox_of: Callable[[str], SqlStore]
) -> None:
    store = outbox_of(emptied_postgresql())
    barrier = Barrier(2)

    def cross(first: str, second: str) -> bool:
        try:
            with store.unit() as unit:
                unit.people.change(first, {}, {"zone": "UTC"})
                barrier.wait(10)
                unit.people.change(second, {}, {"zone": "UTC"})
        except Busy:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(cross, "p-ana", "p-ben")
        other = pool.submit(cross, "p-ben", "p-ana")
        assert {one.result(), other.result()} == {True, False}


def test_replicas_that_start_together_upgrade_once(fresh_postgres: str) -> None:
    applied = at_once(lambda: schema.upgrade(fresh_postgres), threads=3)
    assert sorted(applied) == [(), (), schema._known()]
    store = SqlStore(fresh_postgres, Sealer([KEY]))
    with store.unit() as unit:
        unit.workspaces.add(example("workspaces"))
    store.close()


def test_whoever_waits_long_enough_gets_in(world: SqlStore) -> None:
    def work() -> bool:
        with world.unit(wait=20) as unit:
            return unit.people.change("p-ana", {}, {"zone": "UTC"})

    assert at_once(work) == [True] * THREADS
