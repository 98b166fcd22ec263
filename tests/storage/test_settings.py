"""What each database is told, and that its partial indexes are used."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, Select, text

from bot.domain.deliveries import State
from bot.domain.participants import Role, Topic
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.straight import driver_of
from storage.unit import SqlUnit
from tests.plugins.stores import KEY
from tests.storage.values import LATER, NOW, delivery, populate


@pytest.fixture
def file_store(migrated_file: Path, tmp_path: Path) -> SqlStore:
    (tmp_path / "mentor.db").write_bytes(migrated_file.read_bytes())
    return SqlStore(f"sqlite:///{tmp_path}/mentor.db", Sealer([KEY]))


def pragmas(unit: SqlUnit, *names: str) -> dict[str, object]:
    return {name: unit.session._connection.scalar(text(f"PRAGMA {name}")) for name in names}


def test_sqlite_is_told_to_be_careful(file_store: SqlStore) -> None:
    writer = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "wal_autocheckpoint": 0,
        "query_only": 0,
        "busy_timeout": 1500,
    }
    with file_store.unit(wait=1.5) as unit:
        told = pragmas(unit, *writer)
        assert 1400 < int(str(told["busy_timeout"])) <= 1500
        assert told | {"busy_timeout": 1500} == writer
    reader = {"query_only": 1, "trusted_schema": 0}
    with file_store.read() as unit:
        assert pragmas(unit, *reader) == reader
    file_store.close()


def test_the_log_grows_until_a_checkpoint_empties_it(file_store: SqlStore, tmp_path: Path) -> None:
    log = tmp_path / "mentor.db-wal"
    populate(file_store)
    assert log.stat().st_size > 0
    assert file_store.checkpoint()
    assert log.stat().st_size == 0
    file_store.close()


@pytest.mark.slow
def test_a_checkpoint_that_a_reader_holds_up_says_so(file_store: SqlStore) -> None:
    populate(file_store, before="topics")
    reading = file_store._engines.reading()
    with reading as connection:
        connection.execute(text("SELECT count(*) FROM person"))
        with file_store.unit() as unit:
            unit.topics.add(Topic("topic", "ana", Role.MENTEE, "x"))
        assert not file_store.checkpoint()
    assert file_store.checkpoint()
    file_store.close()


def test_what_is_deleted_is_overwritten(file_store: SqlStore, tmp_path: Path) -> None:
    file, words = tmp_path / "mentor.db", "an-own-topic-typed-once"
    populate(file_store, before="topics")
    with file_store.unit() as unit:
        unit.topics.add(Topic("topic", "ana", Role.MENTEE, words))
    file_store.checkpoint()
    assert words.encode() in file.read_bytes()
    with file_store.unit() as unit:
        unit.topics.remove("topic")
    file_store.checkpoint()
    assert words.encode() not in file.read_bytes()
    file_store.close()


def test_postgresql_gets_its_limits_in_every_transaction(
    emptied_postgresql: Callable[[], str],
) -> None:
    store = SqlStore(emptied_postgresql(), Sealer([KEY]))

    def shown(unit: SqlUnit, *names: str) -> list[object]:
        return [unit.session._connection.scalar(text(f"SHOW {name}")) for name in names]

    limits = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    modes = ("transaction_isolation", "transaction_read_only")
    for wait, lock in ((1.5, "1500ms"), (10.0, "10s")):
        with store.unit(wait) as unit:
            assert shown(unit, *limits) == [lock, "10s", "30s"]
            assert shown(unit, *modes) == ["read committed", "off"]
    with store.read() as unit:
        assert shown(unit, *limits) == ["10s", "10s", "30s"]
        assert shown(unit, *modes) == ["repeatable read", "on"]
        prepared = "SELECT count(*) FROM pg_prepared_statements"
        for _ in range(10):
            unit.people.find()
        assert unit.session._connection.scalar(text(prepared)) == 0
    store.close()


HISTORY = 400
CLAIMED = "ix_delivery_due"
ASKED: dict[str, tuple[str, Callable[[SqlUnit], Any]]] = {
    "claim": (CLAIMED, lambda unit: unit.deliveries.claim(NOW, LATER, 5)),
    "cancel": ("ix_delivery_", lambda unit: unit.deliveries.cancel("gone", person_id="p-ana")),
    "in_doubt": ("ix_delivery_held", lambda unit: unit.deliveries.in_doubt()),
    "lapsed": ("ix_delivery_held", lambda unit: unit.deliveries.lapsed()),
    "to_edit": ("ix_delivery_lagging", lambda unit: unit.deliveries.to_edit(NOW, 5)),
    "sent_to": ("ix_delivery_person_id_sent_at", lambda unit: unit.deliveries.sent_to("p", NOW)),
    "next_due": (CLAIMED, lambda unit: unit.deliveries.next_due()),
    "due mentorships": ("ix_mentorship_wake", lambda unit: unit.mentorships.due(NOW, 5)),
    "next mentorship": ("ix_mentorship_wake", lambda unit: unit.mentorships.next_wake()),
    "due requests": ("ix_request_wake", lambda unit: unit.requests.due(NOW, 5)),
}


class Explaining:
    """Runs each statement only to hear how the database would go about it."""

    def __init__(self, connection: Connection) -> None:
        self.plain, self.plans = connection, ""
        self.dialect = connection.dialect

    @property
    def connection(self) -> Any:
        """What holds the driver's connection, which is asked straight."""
        return SimpleNamespace(dbapi_connection=SimpleNamespace(execute=self.straight))

    def straight(self, words: str, values: Any) -> Any:
        driver = driver_of(self.plain)
        plan = driver.execute(f"EXPLAIN QUERY PLAN {words}", values)
        self.plans += "\n".join(str(row) for row in plan)
        return driver.execute(words, values)

    def execute(self, statement: Any, facts: Any = None) -> Any:
        if facts and isinstance(statement, Select):
            statement, facts = statement.params(facts), None
        compiled = statement.compile(
            dialect=self.dialect, compile_kwargs={"render_postcompile": True}
        )
        ask = "EXPLAIN QUERY PLAN " if self.dialect.name == "sqlite" else "EXPLAIN "
        types = {key: bind.type.dialect_impl(self.dialect) for key, bind in compiled.binds.items()}
        values = {
            key: process(value)
            if (process := types[key].bind_processor(self.dialect)) and key in types
            else value
            for key, value in {**compiled.params, **(facts or {})}.items()
        }
        given = (
            tuple(values[key] for key in compiled.positiontup) if compiled.positional else values
        )
        plan = self.plain.exec_driver_sql(ask + str(compiled), given)
        self.plans += "\n".join(str(row) for row in plan)
        return self.plain.execute(statement, facts or {})


@pytest.fixture
def busy_years(world: SqlStore) -> SqlStore:
    with world.unit() as unit:
        for number in range(HISTORY):
            sent_at = NOW - timedelta(days=number)
            unit.deliveries.add(
                delivery(number, state=State.SENT, sent_at=sent_at, wanted=1, shown=1)
            )
        if unit.session._connection.dialect.name == "postgresql":
            unit.session._connection.execute(text("ANALYZE"))
    return world


def test_history_is_not_walked(busy_years: SqlStore) -> None:
    with busy_years.unit() as unit:
        plain = unit.session._connection
        if plain.dialect.name == "postgresql":
            # Tables this small are read whole otherwise; what counts is that the index can serve.
            plain.execute(text("SET LOCAL enable_seqscan = off"))
        for ask, (index, work) in ASKED.items():
            explaining = Explaining(plain)
            unit.session._connection = explaining  # type: ignore[assignment]
            work(unit)
            assert index in explaining.plans, (ask, explaining.plans)
            assert "SCAN delivery'" not in explaining.plans, (ask, explaining.plans)


def test_a_walk_through_history_would_be_noticed(busy_years: SqlStore) -> None:
    with busy_years.unit() as unit:
        explaining = Explaining(unit.session._connection)
        unit.session._connection = explaining  # type: ignore[assignment]
        unit.deliveries.find(kind="receipt")
    assert CLAIMED not in explaining.plans
