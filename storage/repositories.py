"""Rows as frozen values: one mapper for all tables."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, CursorResult, Executable, Select, Table, delete, insert

from bot.ports import Busy
from storage.errors import ReadOnly, Stale, StorageError
from storage.faults import translated
from storage.sealing import Sealer
from storage.shapes import Shape
from storage.statements import (
    Conditions,
    addition,
    change,
    conditions_of,
    facts_of,
    question,
    values_of,
)
from storage.straight import driver_of, straight

V = TypeVar("V")


class Session:
    """An open transaction: what it runs on, what seals, where it is, whether it may write.

    A statement that failed cannot be passed over: `finish` raises it again, since PostgreSQL
    would undo the rest without a word.
    """

    def __init__(
        self, connection: Connection, sealer: Sealer, place: str, *, writable: bool
    ) -> None:
        self.sealer = sealer
        self._connection = connection
        self._place = place
        self._writable = writable
        self._failure: Exception | None = None

    @property
    def writable(self) -> bool:
        """Whether this unit may write."""
        return self._writable

    def read(
        self, statement: Executable, facts: Mapping[str, object] | None = None
    ) -> list[dict[str, Any]]:
        """The rows of a query with its parameters; raises StorageError or Busy."""
        return [{**row} for row in self._execute(statement, facts).mappings()]

    def ask(self, query: Select[Any], facts: Mapping[str, object]) -> list[dict[str, Any]]:
        """The rows of a query that was built once (storage.statements), as quickly as this
        database can say; raises StorageError or Busy."""
        asked = straight(query, self._connection.dialect)
        if asked is None:
            return self.read(query, facts)
        with self._failing():
            return asked.rows(driver_of(self._connection), facts)

    def write(
        self, statement: Executable, facts: Mapping[str, object] | None = None
    ) -> CursorResult[Any]:
        """Execute a change with its parameters; raises StorageError or Busy."""
        if not self._writable:
            raise ReadOnly("A reading unit tried to write; open it with `unit()`.")
        return self._execute(statement, facts)

    def finish(self) -> None:
        """Raise what failed earlier, if anything did."""
        if self._failure is not None:
            raise self._failure

    def _execute(
        self, statement: Executable, facts: Mapping[str, object] | None = None
    ) -> CursorResult[Any]:
        with self._failing():
            return self._connection.execute(statement, facts or {})

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Raise the drivers' errors as ours, and remember them."""
        self.finish()
        try:
            with translated(self._place):
                yield
        except (StorageError, Busy) as failure:
            self._failure = failure
            raise

    def add_new(self, table: Table, row: Mapping[str, object]) -> bool:
        """Insert the row unless an equal key is there; whether it was new."""
        statement = addition(table, self._connection.dialect.name)
        return self.write(statement, row).first() is not None


class SqlRows(Generic[V]):
    """The rows of one table (bot.ports.Rows).

    What a writing unit loaded is remembered: `save` writes the columns that differ from it, where
    they still hold it, and raises Stale where they do not. A reading unit sees one state, so it
    asks no question twice.
    """

    def __init__(self, session: Session, shape: Shape[V]) -> None:
        self._session = session
        self._shape = shape
        self._table = shape.table
        self._known: dict[str, tuple[V, dict[str, object]]] = {}
        self._told: dict[object, tuple[V, ...]] = {}

    def get(self, row_id: str) -> V:
        """The value with this id; raises LookupError."""
        found = self.one(id=row_id)
        if found is None:
            raise self._missing(row_id)
        return found

    def find(self, **equal: object) -> tuple[V, ...]:
        """All values whose columns equal these (a tuple means "one of", None means null), in the
        order they were added; raises Unqueryable."""
        return self._oldest_first(equal)

    def one(self, **equal: object) -> V | None:
        """The first of `find`, or None."""
        found = self._oldest_first(equal, most=1)
        return found[0] if found else None

    def add(self, value: V) -> None:
        """Keep a new value; raises Conflict."""
        row = self._shape.row(value, self._session.sealer)
        self._session.write(insert(self._table), row)
        self._remember(value, row)

    def save(self, value: V) -> None:
        """Replace the value with the same id; raises LookupError, Stale, Conflict."""
        bare = self._shape.bare(value)
        row_id = str(bare["id"])
        known = self._known.get(row_id)
        loaded, stored = ({}, {}) if known is None else (self._shape.bare(known[0]), known[1])
        changed = {
            name: column
            for name, column in bare.items()
            if name not in loaded or loaded[name] != column
        }
        if not changed:
            return
        row = self._shape.keep(changed | {"id": row_id}, self._session.sealer)
        expect = {name: stored[name] for name in changed if name in stored}
        if not self._update(row_id, expect, row):
            if expect and self.one(id=row_id) is not None:
                raise Stale(f"Row {row_id} of {self._table.name} changed meanwhile.")
            raise self._missing(row_id)
        self._known[row_id] = (value, stored | row)

    def remove(self, row_id: str) -> None:
        """Delete the row; nothing happens where there is none. Raises Conflict."""
        self._known.pop(row_id, None)
        self._session.write(delete(self._table).where(self._table.c.id == row_id))

    def change(self, row_id: str, expect: Mapping[str, object], to: Mapping[str, object]) -> bool:
        """Compare-and-set; whether it did. Raises Unqueryable, Conflict."""
        columns = self._shape.changes(to)
        done = self._update(
            row_id, {self._shape.plain(name): expect[name] for name in expect}, columns
        )
        if done and row_id in self._known:
            self._known[row_id][1].update(columns)
        return done

    def _update(self, row_id: str, expect: Mapping[str, object], to: Mapping[str, object]) -> bool:
        """Set these columns of a row, where those still hold; whether it did."""
        held = {"id": row_id, **expect}
        statement = change(self._table, conditions_of(held), tuple(to))
        return self._session.write(statement, facts_of(held) | values_of(to)).rowcount == 1

    def _oldest_first(self, equal: Mapping[str, object], most: int | None = None) -> tuple[V, ...]:
        if self._session.writable:
            return self._load(self._asked(equal, most))
        asked = (*equal.items(), most)
        if asked not in self._told:
            self._told[asked] = self._load(self._asked(equal, most))
        return self._told[asked]

    def _asked(self, equal: Mapping[str, object], most: int | None) -> list[dict[str, Any]]:
        conditions = self._plain_conditions(equal)
        return self._session.ask(question(self._table, conditions, most), facts_of(equal))

    def _plain_conditions(self, equal: Mapping[str, object]) -> Conditions:
        """How these columns are compared; raises Unqueryable."""
        for name in equal:
            self._shape.plain(name)
        return conditions_of(equal)

    def _load(self, rows: Iterable[Mapping[Any, Any]]) -> tuple[V, ...]:
        return tuple(self._loaded(row) for row in rows)

    def _loaded(self, row: Mapping[Any, Any]) -> V:
        value = self._shape.value(row, self._session.sealer)
        if self._session.writable:
            self._remember(value, dict(row))
        else:
            self._told[("id", row["id"]), 1] = (value,)
        return value

    def _remember(self, value: V, row: dict[str, object]) -> None:
        self._known[str(row["id"])] = (value, row)

    def _missing(self, row_id: str) -> LookupError:
        return LookupError(f"{self._table.name} has no row {row_id}")
