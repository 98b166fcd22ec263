"""Rows as frozen values: one mapper for all tables."""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Executable,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.ports import Busy
from storage.errors import ReadOnly, Stale, StorageError
from storage.faults import translated
from storage.sealing import Sealer
from storage.shapes import Shape

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

    def write(self, statement: Executable) -> CursorResult[Any]:
        """Execute a change; raises StorageError or Busy."""
        if not self._writable:
            raise ReadOnly("A reading unit tried to write; open it with `unit()`.")
        return self._execute(statement)

    def finish(self) -> None:
        """Raise what failed earlier, if anything did."""
        if self._failure is not None:
            raise self._failure

    def _execute(
        self, statement: Executable, facts: Mapping[str, object] | None = None
    ) -> CursorResult[Any]:
        self.finish()
        try:
            with translated(self._place):
                return self._connection.execute(statement, facts or {})
        except (StorageError, Busy) as failure:
            self._failure = failure
            raise

    def add_new(self, table: Table, row: Mapping[str, object]) -> bool:
        """Insert the row unless an equal key is there; whether it was new.

        No conflict target is named: every unique key counts, so a row that another transaction
        adds at this instant is never taken for an error.
        """
        into = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        statement = into.insert(table).values(**row).on_conflict_do_nothing()
        return self.write(statement.returning(table.c.id)).first() is not None


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
        self._session.write(insert(self._table).values(row))
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
        holds = (self._holds(name, value) for name, value in expect.items())
        statement = update(self._table).where(self._table.c.id == row_id, *holds).values(**to)
        return self._session.write(statement).rowcount == 1

    def _oldest_first(self, equal: Mapping[str, object], most: int | None = None) -> tuple[V, ...]:
        if self._session.writable:
            return self._load(self._asked(equal, most))
        question = (*equal.items(), most)
        if question not in self._told:
            self._told[question] = self._load(self._asked(equal, most))
        return self._told[question]

    def _asked(self, equal: Mapping[str, object], most: int | None) -> list[dict[str, Any]]:
        conditions = tuple((self._shape.plain(name), _how(equal[name])) for name in equal)
        facts = {name: _given(value) for name, value in equal.items() if value is not None}
        return self._session.read(_question(self._table, conditions, most), facts)

    def _where(self, equal: Mapping[str, object]) -> list[ColumnElement[bool]]:
        return [self._holds(self._shape.plain(name), value) for name, value in equal.items()]

    def _holds(self, name: str, value: object) -> ColumnElement[bool]:
        column = self._table.c[name]
        if isinstance(value, tuple):
            among = column.in_([one for one in value if one is not None])
            return or_(among, column.is_(None)) if None in value else among
        return column.is_(None) if value is None else column == value

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


class _How(Enum):
    """How a column is compared: with nothing, one value, or one of several."""

    NULL = "null"
    EQUAL = "equal"
    AMONG = "among"
    AMONG_OR_NULL = "among or null"


def _how(value: object) -> _How:
    if value is None:
        return _How.NULL
    if isinstance(value, tuple):
        return _How.AMONG_OR_NULL if None in value else _How.AMONG
    return _How.EQUAL


def _given(value: object) -> object:
    return [one for one in value if one is not None] if isinstance(value, tuple) else value


@lru_cache(maxsize=1024)
def _question(
    table: Table, conditions: tuple[tuple[str, _How], ...], most: int | None
) -> Select[Any]:
    """A query by equal columns, oldest first; built once, since building costs more than asking."""
    holds = [_condition(table.c[name], how) for name, how in conditions]
    return select(table).where(*holds).order_by(table.c.added).limit(most)


def _condition(column: ColumnElement[Any], how: _How) -> ColumnElement[bool]:
    if how is _How.NULL:
        return column.is_(None)
    if how is _How.EQUAL:
        return column == bindparam(column.key, type_=column.type)
    among = column.in_(bindparam(column.key, expanding=True, type_=column.type))
    return or_(among, column.is_(None)) if how is _How.AMONG_OR_NULL else among
