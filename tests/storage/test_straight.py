"""What SQLite's driver is asked straight comes back as SQLAlchemy would bring it."""

import pytest

from storage.errors import NotUpgraded
from storage.statements import conditions_of, facts_of, question
from storage.store import SqlStore
from storage.straight import straight
from tests.storage.values import KINDS, example, table_behind


def test_a_row_of_any_table_is_the_same_on_either_way(world: SqlStore) -> None:
    with world.read() as unit:
        for name in KINDS:
            equal = {"id": example(name).id}
            query = question(table_behind(name), conditions_of(equal), 1)
            asked = unit.session.ask(query, facts_of(equal))
            assert asked == unit.session.read(query, facts_of(equal)), name
            assert len(asked) == 1, name


@pytest.mark.parametrize("count", [1, 2, 8, 9, 40])
def test_one_of_many_is_found_however_many_are_named(world: SqlStore, count: int) -> None:
    others = tuple(f"nobody-{number}" for number in range(count - 1))
    with world.read() as unit:
        assert [one.id for one in unit.people.find(id=(*others, "p-ana"))] == ["p-ana"]
        assert [one.id for one in unit.people.find(id=("p-ana", *others))] == ["p-ana"]
        assert unit.people.find(id=others) == ()


def test_only_sqlite_is_asked_straight_and_only_where_the_text_is_always_the_same(
    world: SqlStore, database: str
) -> None:
    people = table_behind("people")
    with world.read() as unit:
        dialect = unit.session._connection.dialect
        short = question(people, conditions_of({"id": ("a", "b")}), None)
        assert (straight(short, dialect) is not None) == (database == "sqlite")
        long = question(people, conditions_of({"id": tuple("abcdefghi")}), None)
        assert straight(long, dialect) is None


def test_an_error_of_the_driver_is_said_as_ours(world: SqlStore) -> None:
    def ask_of_a_table_that_went() -> None:
        with world.unit() as unit:
            unit.session._connection.exec_driver_sql("ALTER TABLE goal RENAME TO aim")
            unit.goals.find(id="goal")

    with pytest.raises(NotUpgraded, match="lacks a table"):
        ask_of_a_table_that_went()
    with world.read() as unit:
        assert unit.goals.get(example("goals").id) == example("goals")
