"""A database that was filled under an older schema comes up to date with everything in it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from alembic import command
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    Integer,
    MetaData,
    Time,
    create_engine,
    insert,
    select,
)

from storage import schema
from storage.engines import engines_for
from storage.sealing import Place, Sealer
from storage.store import SqlStore
from storage.tables import InboundRow, Sealed, metadata, table_of
from tests.plugins.stores import KEY
from tests.storage.values import KINDS

Rows = dict[str, dict[str, Any]]

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SEALER = Sealer([KEY])
FIRST, *LATER = schema._known()[:-1]
PLAIN: Mapping[type, object] = {
    JSON: [],
    Boolean: True,
    DateTime: AT,
    Date: date(2026, 11, 24),
    Time: time(9, 30),
    Integer: 1,
}


def declared(column: Column[Any]) -> Column[Any] | None:
    """The same column as it is declared today, if it is."""
    table = metadata.tables.get(column.table.name)
    return None if table is None else table.c.get(column.name)


def some(column: Column[Any], rows: Rows) -> object:
    """A value that fits: a link to the row of its table, a choice, private words, or any."""
    name, now = f"{column.table.name}-1", declared(column)
    for key in column.foreign_keys:
        other = key.column.table.name
        return rows[other]["id"] if other in rows else None
    if column.name == "id":
        return name
    if now is not None and isinstance(now.type, Sealed):
        place = Place(column.table.name, column.name, name)
        return str(SEALER.seal(place, f"words of {now}"))
    if now is not None and isinstance(now.type, Enum):
        return now.type.enums[0]
    if isinstance(column.type, JSON) and column.nullable:
        return None
    fitting = (value for kind, value in PLAIN.items() if isinstance(column.type, kind))
    return next(fitting, f"{column.table.name}.{column.name}")


def fill(connection: Connection) -> Rows:
    """Put a row in every table there is, linked to one another; the rows."""
    here, rows = MetaData(), Rows()
    here.reflect(connection)
    for table in here.sorted_tables:
        if table.name != "alembic_version":
            rows[table.name] = {one.name: some(one, rows) for one in table.c if one.name != "added"}
            connection.execute(insert(table), rows[table.name])
    return rows


def filled_at(url: str, revision: str) -> Rows:
    """Bring the database to this revision and fill it; what went in."""
    engines = engines_for(url)
    with engines.migrating() as connection:
        command.upgrade(schema._config(connection), revision)
        rows = fill(connection)
    engines.close()
    return rows


def found_in(url: str) -> Rows:
    """The only row of each table, as it lies there."""
    engine, here = create_engine(url), MetaData()
    with engine.connect() as connection:
        here.reflect(connection)
        found = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in here.sorted_tables
        }
    engine.dispose()
    assert all(len(rows) <= 1 for rows in found.values())
    return {name: rows[0] for name, rows in found.items() if rows}


def alike(value: object) -> object:
    """The value without what only one of the two databases tells of a time."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def everything_is_there(url: str, before: Rows) -> None:
    assert schema.upgrade(url) != ()
    after = found_in(url)
    for name, row in before.items():
        for column, value in row.items():
            if column in after[name]:
                assert alike(after[name][column]) == value, f"{name}.{column}"
            else:
                assert f"{name}.{column}" in MOVED
    opened(url, before)


MOVED = {"request.silent", "request.pass_at"}
"""Columns that are no more: `request.unheard` says it sealed."""


def opened(url: str, before: Rows) -> None:
    """Every row is a value of the domain again, and every private word opens."""
    store = SqlStore(url, SEALER)
    with store.read() as unit:
        for name in KINDS:
            rows = getattr(unit, name)
            values = rows.find()
            assert len(values) == (rows._table.name in before)
            for value in values:
                for column in rows._table.c:
                    if isinstance(column.type, Sealed) and column.name in before[rows._table.name]:
                        assert getattr(value, column.name) == f"words of {column}"
    store.close()


@pytest.mark.slow
def test_nothing_is_lost_on_the_way_from_the_first_schema(fresh_url: str) -> None:
    before = filled_at(fresh_url, FIRST)
    assert len(before) > 20
    everything_is_there(fresh_url, before)


@pytest.mark.slow
@pytest.mark.parametrize("revision", LATER)
def test_nothing_is_lost_on_the_way_from_a_later_one(fresh_url: str, revision: str) -> None:
    everything_is_there(fresh_url, filled_at(fresh_url, revision))


@pytest.mark.slow
def test_a_row_that_goes_missing_is_found(fresh_url: str) -> None:
    before = filled_at(fresh_url, FIRST)
    engines = engines_for(fresh_url)
    with engines.migrating() as connection:
        connection.execute(table_of(InboundRow).delete())
    engines.close()
    with pytest.raises(KeyError, match="inbound"):
        everything_is_there(fresh_url, before)
