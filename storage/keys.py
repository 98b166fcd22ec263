"""Data keys at work on the tables: sealing anew, and a look whether they open what is there."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, select, update

from storage.repositories import Session
from storage.sealing import Place
from storage.tables import Sealed, metadata

_BATCH = 500


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.c if isinstance(column.type, Sealed)]


SEALED = tuple(table for table in metadata.sorted_tables if _columns(table))
"""The tables with sealed columns."""


@dataclass(frozen=True)
class Step:
    """A batch of rows that was gone through: how many, how many of their values were sealed
    anew, and after which row to go on (None: at the end)."""

    rows: int
    resealed: int
    after: int | None


def count(session: Session) -> int:
    """How many rows have sealed columns."""
    found = [session.read(select(func.count().label("n")).select_from(one)) for one in SEALED]
    return sum(int(rows[0]["n"]) for rows in found)


def rotate_some(session: Session, table: Table, after: int) -> Step:
    """Seal the next rows added after `after` with the newest key; whoever writes one of them
    meanwhile waits. Raises WrongKey, Swapped."""
    statement = (
        select(table)
        .where(table.c.added > after)
        .order_by(table.c.added)
        .limit(_BATCH)
        .with_for_update()
    )
    rows = session.read(statement)
    resealed = sum(_rotate_row(session, table, row) for row in rows)
    return Step(len(rows), resealed, rows[-1]["added"] if rows else None)


def open_newest(session: Session, table: Table) -> None:
    """Open the sealed values of the row added last; raises WrongKey, Swapped."""
    for row in session.read(select(table).order_by(table.c.added.desc()).limit(1)):
        for column in _columns(table):
            if row[column] is not None:
                session.sealer.open(Place(table.name, column, row["id"]), row[column])


def _rotate_row(session: Session, table: Table, row: dict[str, Any]) -> int:
    anew = {
        column: token
        for column in _columns(table)
        if row[column] is not None
        and (token := session.sealer.rotate(Place(table.name, column, row["id"]), row[column]))
    }
    if anew:
        session.write(update(table).where(table.c.added == row["added"]).values(**anew))
    return len(anew)
