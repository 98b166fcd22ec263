"""SQLite's rows, asked for straight at its driver.

SQLite answers from inside this process, so SQLAlchemy's way to a row costs several times the row.
What it knows of a query is taken from it once: the text, and how values go in and come out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Select
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Straight:
    """A query in SQLite's words. `given` names its parameters in order, `fixed` holds those that
    are always the same, `columns` names what comes back; each with its conversion, if it needs
    one."""

    text: str
    given: tuple[tuple[str, Convert | None], ...]
    fixed: Mapping[str, object]
    columns: tuple[tuple[str, Convert | None], ...]

    def rows(self, driver: Any, facts: Mapping[str, object]) -> list[dict[str, Any]]:
        """What SQLite's own connection answers; raises the driver's errors."""
        known = {**self.fixed, **facts}
        values = [into(known[name]) if into else known[name] for name, into in self.given]
        return [
            {
                name: out(value) if out else value
                for (name, out), value in zip(self.columns, row, strict=True)
            }
            for row in driver.execute(self.text, values)
        ]


@lru_cache(maxsize=1024)
def straight(query: Select[Any], dialect: Dialect) -> Straight | None:
    """The query, translated once; None where its text depends on how many values it is given, and
    where the database is not SQLite."""
    if dialect.name != "sqlite":
        return None
    compiled = query.compile(dialect=dialect)
    binds: Mapping[str, BindParameter[Any]] = compiled.binds
    if any(bind.expanding for bind in binds.values()):
        return None
    names: list[str] = compiled.positiontup or []
    given = tuple((name, _of(binds[name].type, dialect).bind_processor(dialect)) for name in names)
    columns = tuple(
        (column.name, _of(column.type, dialect).result_processor(dialect, None))
        for column in query.selected_columns
    )
    return Straight(compiled.string, given, compiled.params, columns)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, with the transaction that is open on it."""
    return connection.connection.dbapi_connection


def _of(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
