"""Every row of the database as it lies there, and which columns of which tables changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, text

from storage.store import SqlStore
from storage.tables import metadata

BOOKKEEPING = ("inbound", "alembic_version")
"""What was heard already, and the version of the schema: no rows of the program's own."""

Dump = Mapping[tuple[str, str], Mapping[str, Any]]


def dump(store: SqlStore) -> Dump:
    """Every row by table and id, sealed values as they are stored."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    with store.read() as unit:
        for table in metadata.sorted_tables:
            if table.name not in BOOKKEEPING:
                for row in unit.session.read(select(table)):
                    found[table.name, str(row["id"])] = dict(row)
    return found


def changed(before: Dump, after: Dump) -> set[str]:
    """`table.column` of what changed, `table` alone where rows came or went."""
    found = {table for table, _ in before.keys() ^ after.keys()}
    for key in before.keys() & after.keys():
        old, new = before[key], after[key]
        found |= {f"{key[0]}.{name}" for name in old if old[name] != new[name]}
    return found


def told(store: SqlStore) -> str:
    """Every value of every row, as the database itself tells it."""
    with store.read() as unit:
        rows = [
            str(tuple(row.values()))
            for table in metadata.sorted_tables
            for row in unit.session.read(text(f'SELECT * FROM "{table}"'))  # noqa: S608
        ]
    return "\n".join(sorted(rows))
