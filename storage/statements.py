"""Statements that are built once: building one costs more than asking it."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Update,
    bindparam,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert


class _How(Enum):
    """How a column is compared: with nothing, one value, or one of several."""

    NULL = "null"
    EQUAL = "equal"
    AMONG = "among"
    AMONG_OR_NULL = "among or null"


Conditions = tuple[tuple[str, _How, int], ...]
"""Columns, how each is compared, and with how many of a few values (0: with any number of them):
what a statement is built from, once."""

_FEW = 8
"""Values up to which a statement is built for each number of them."""

_IS, _TO = "is_", "to_"
"""Before the name of a column, the names of the parameters that it is compared with and set to."""


def conditions_of(equal: Mapping[str, object]) -> Conditions:
    return tuple((name, _how(value), len(_few(value))) for name, value in equal.items())


def facts_of(equal: Mapping[str, object]) -> dict[str, object]:
    """The parameters of these conditions."""
    facts: dict[str, object] = {}
    for name, value in equal.items():
        if few := _few(value):
            facts |= {_one_of(name, place): one for place, one in enumerate(few)}
        elif value is not None:
            facts[f"{_IS}{name}"] = _given(value)
    return facts


def _few(value: object) -> Sequence[object]:
    """The values of a short list; empty for anything else."""
    among = _given(value) if isinstance(value, tuple) else []
    return among if len(among) <= _FEW else []


def _one_of(name: str, place: int) -> str:
    return f"{_IS}{name}_{place}"


def _how(value: object) -> _How:
    if value is None:
        return _How.NULL
    if isinstance(value, tuple):
        return _How.AMONG_OR_NULL if None in value else _How.AMONG
    return _How.EQUAL


def _given(value: object) -> Any:
    return [one for one in value if one is not None] if isinstance(value, tuple) else value


def values_of(to: Mapping[str, object]) -> dict[str, object]:
    """The parameters of what these columns are set to."""
    return {f"{_TO}{name}": value for name, value in to.items()}


@lru_cache(maxsize=1024)
def question(table: Table, conditions: Conditions, most: int | None) -> Select[Any]:
    """A query by equal columns, oldest first; built once, since building costs more than asking."""
    return select(table).where(*holds(table, conditions)).order_by(table.c.added).limit(most)


@lru_cache(maxsize=1024)
def change(table: Table, conditions: Conditions, columns: tuple[str, ...]) -> Update:
    """A change of these columns, built once."""
    to = {name: given(table.c[name]) for name in columns}
    return update(table).where(*holds(table, conditions)).values(to)


@lru_cache(maxsize=1024)
def addition(table: Table, dialect: str) -> ReturningInsert[Any]:
    """A row, unless an equal key is there, built once; gives its id where it was new.

    No conflict target is named: every unique key counts, so a row that another transaction adds
    at this instant is never taken for an error.
    """
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().returning(table.c.id)
    return postgresql.insert(table).on_conflict_do_nothing().returning(table.c.id)


def given(column: ColumnElement[Any]) -> BindParameter[Any]:
    """The parameter that this column is set to."""
    return bindparam(f"{_TO}{column.key}", type_=column.type)


def holds(table: Table, conditions: Conditions) -> list[ColumnElement[bool]]:
    """The conditions of a statement; their parameters are `facts_of` them."""
    return [_condition(table.c[name], how, count) for name, how, count in conditions]


def _condition(column: ColumnElement[Any], how: _How, count: int) -> ColumnElement[bool]:
    if how is _How.NULL:
        return column.is_(None)
    name = f"{_IS}{column.key}"
    if how is _How.EQUAL:
        return column == bindparam(name, type_=column.type)
    among = column.in_(_values(column, count))
    return or_(among, column.is_(None)) if how is _How.AMONG_OR_NULL else among


def _values(column: ColumnElement[Any], count: int) -> Any:
    """The parameters for so many values, or one that takes any number of them."""
    if not count:
        return bindparam(f"{_IS}{column.key}", expanding=True, type_=column.type)
    names = [_one_of(str(column.key), place) for place in range(count)]
    return [bindparam(name, type_=column.type) for name in names]
