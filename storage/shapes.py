"""How a frozen value lies in a row: by field names, nested values spread out or as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, Table

from bot.domain.access import Private
from storage.errors import Unqueryable
from storage.sealing import Place, Sealer
from storage.tables import Row, Sealed, table_of
from storage.tables.concerning import author_column, item_of

V = TypeVar("V")


@dataclass(frozen=True)
class _Part:
    """One column: what becomes of a field's value on its way in and out."""

    into: Callable[[Any], object]
    out: Callable[[Any], object]


class Shape(Generic[V]):
    """Value class and table, held against each other once; raises TypeError where a field has
    no column."""

    def __init__(self, value: type[V], row: type[Row]) -> None:
        self.table = table_of(row)
        self._tree = _Tree(value, self.table)
        self.sealed = tuple(c.name for c in self.table.c if isinstance(c.type, Sealed))
        self._plain = {
            name
            for name in self._tree.top
            if not isinstance(self.table.c[name].type, Sealed | JSON)
        }

    def row(self, value: V, sealer: Sealer) -> dict[str, object]:
        """The columns of this value, sealed where they are to be."""
        return self.keep(self._tree.columns(value), sealer)

    def bare(self, value: V) -> dict[str, object]:
        """The columns of this value before sealing, to compare them."""
        return self._tree.columns(value)

    def keep(self, columns: Mapping[str, object], sealer: Sealer) -> dict[str, object]:
        """Bare columns (with the id among them) as they may lie in the row."""
        kept = dict(columns)
        for name in self.sealed:
            words = kept.get(name)
            if words is not None:
                kept[name] = sealer.seal(self._place(name, columns["id"]), str(words))
        return kept

    def value(self, row: Mapping[Any, Any], sealer: Sealer) -> V:
        """The value in this row; raises WrongKey or Swapped."""
        opened = dict(row)
        private = {}
        for name in self.sealed:
            token = opened[name]
            if token is not None:
                opened[name] = sealer.open(self._place(name, opened["id"]), token)
                private[name] = opened[name]
        for name, words in private.items():
            author = str(opened[author_column(self.table.name)])
            opened[name] = Private(words, item_of(self.table.name, name, opened), author)
        value: V = self._tree.value(opened)
        return value

    def plain(self, name: str) -> str:
        """The name, if it is that of a column conditions may use; else raises Unqueryable."""
        if name in self.sealed:
            raise Unqueryable(f"{self.table.name}.{name} is sealed: nothing asks for it in SQL.")
        if name not in self._plain:
            raise Unqueryable(f"{self.table.name} has no plain column {name!r}.")
        return name

    def changes(self, to: Mapping[str, object]) -> dict[str, object]:
        """Fields to set, as columns; raises Unqueryable for a sealed or unknown field."""
        for name in to:
            if name in self.sealed or name not in self._tree.names:
                self.plain(name)
        return self._tree.some(to)

    def _place(self, column: str, row_id: object) -> Place:
        return Place(self.table.name, column, str(row_id))


class _Tree:
    """The fields of a value class: those with a column, and those spread over several."""

    def __init__(self, value: type, table: Table) -> None:
        hints = get_type_hints(value)
        self._value = value
        self.names = tuple(field.name for field in fields(value))
        self._parts: dict[str, _Part | _Tree] = {
            name: _part(hints[name]) if name in table.c else _spread(value, name, hints, table)
            for name in self.names
        }
        self.top = [name for name, part in self._parts.items() if isinstance(part, _Part)]

    def columns(self, value: Any) -> dict[str, object]:
        return self.some({name: getattr(value, name) for name in self.names})

    def some(self, given: Mapping[str, object]) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in given.items():
            part = self._parts[name]
            found |= part.columns(value) if isinstance(part, _Tree) else {name: part.into(value)}
        return found

    def value(self, row: Mapping[str, Any]) -> Any:
        return self._value(
            **{
                name: part.value(row) if isinstance(part, _Tree) else part.out(row[name])
                for name, part in self._parts.items()
            }
        )


def _spread(value: type, name: str, hints: Mapping[str, Any], table: Table) -> _Tree:
    if not is_dataclass(hints[name]):
        raise TypeError(f"{table.name} has no column for {value.__name__}.{name}")
    return _Tree(hints[name], table)


def _part(hint: Any) -> _Part:
    """A column of this type; None always stays None."""
    kind = _without_none(hint)
    if isinstance(kind, type) and is_dataclass(kind):
        return _Part(_unless_none(asdict), _unless_none(lambda found: kind(**found)))
    if get_origin(kind) is tuple:
        return _Part(_unless_none(list), _unless_none(tuple))
    if get_origin(kind) is Mapping:
        return _Part(_unless_none(dict), _same)
    return _Part(_same, _same)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    (kind,) = (one for one in get_args(hint) if one is not NoneType)
    return kind


def _unless_none(change: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda value: None if value is None else change(value)


def _same(value: object) -> object:
    return value
