"""The data map: every column, whether it is sealed, and what erasure does to it."""

from dataclasses import dataclass

from sqlalchemy import MetaData

from storage.tables import Erase, Sealed, metadata


@dataclass(frozen=True)
class Column:
    """A column of a table, as far as people's rights are concerned."""

    table: str
    name: str
    sealed: bool
    erase: Erase


def columns(tables: MetaData = metadata) -> tuple[Column, ...]:
    """All columns, by table in alphabetical order; raises LookupError for one that does not
    declare what erasure does to it."""
    found = []
    for _, table in sorted(tables.tables.items()):
        for column in table.c:
            if "erase" not in column.info:
                raise LookupError(f"{column} does not declare what erasure does to it")
            sealed = isinstance(column.type, Sealed)
            found.append(Column(table.name, column.name, sealed, Erase(column.info["erase"])))
    return tuple(found)
