"""The data map: every column, what it is to people, how long it stays, what erasure does to it."""

from dataclasses import dataclass

from sqlalchemy import MetaData

from bot.domain.access import Item
from bot.domain.custody import Kept
from storage.tables import Erase, Sealed, metadata
from storage.tables.concerning import item_of, kept_of


@dataclass(frozen=True)
class Column:
    """A column of a table, as far as people's rights are concerned."""

    table: str
    name: str
    sealed: bool
    erase: Erase

    @property
    def item(self) -> Item:
        """What it is to people; bot.domain.access says who sees that."""
        return item_of(self.table, self.name)

    @property
    def kept(self) -> Kept:
        """How long it stays."""
        return kept_of(self.table, self.name)


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
