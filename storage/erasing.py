"""A person's rows: found by the declared links, read as a dossier, erased as declared."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, cast, delete, or_, select, update

from bot.domain.access import Reader, Sight, shows, sight
from bot.domain.custody import Kept
from bot.ports import Dossier, Record
from storage.repositories import Session
from storage.sealing import Place
from storage.tables import Erase, Sealed, metadata
from storage.tables.concerning import HOLDINGS, Holding, item_of

Ids = dict[str, tuple[str, ...]]
"""Row ids by table."""

_MEMBER = "member"
_OPEN_MEANS = ("ended_at", "done_at")
"""Where one of these is null, a row is still in use."""


def erase(session: Session, person_id: str, alias: str) -> Mapping[str, int]:
    """Erase this person as the columns declare it (bot.ports.Unit)."""
    person = _only(session, metadata.tables["person"], person_id)
    hers = _rows_of(session, person_id)
    touched: dict[str, int] = {}
    for table in reversed(metadata.sorted_tables):
        count = _erase_rows(session, table, hers)
        count += _mask(session, table, (str(person["slack_id"]), person_id), alias)
        if count:
            touched[table.name] = count
    return touched


def dossier(session: Session, person_id: str) -> Dossier:
    """Everything that is kept about this person (bot.ports.Unit)."""
    hers = _rows_of(session, person_id)
    found = []
    for table in metadata.sorted_tables:
        rows = _load(session, table, hers.get(table.name, ()))
        if rows:
            holding = HOLDINGS[table.name]
            read = [_readable(session, table, row, hers) for row in rows]
            found.append(Record(table.name, holding.item, holding.kept, read))
    return found


def delete_own_content(
    session: Session, participant_id: str, mentorship_id: str | None, *, spare_open: bool = False
) -> int:
    """Delete what a participant wrote, once its time is over (bot.ports.Unit)."""
    gone: Ids = {}
    for table in metadata.sorted_tables:
        holding = HOLDINGS[table.name]
        if holding.kept is Kept.FOLLOW_UP and holding.shared is None:
            gone[table.name] = _expired(session, table, (participant_id, mentorship_id), gone)
            if spare_open:
                gone[table.name] = _without_open(session, table, gone[table.name])
    return _delete(session, gone)


def delete_shared_content(session: Session, mentorship_id: str) -> int:
    """Delete what was written together (bot.ports.Unit)."""
    gone: Ids = {}
    for table in metadata.sorted_tables:
        holding = HOLDINGS[table.name]
        if holding.kept is Kept.FOLLOW_UP and holding.shared is not None:
            gone[table.name] = _ids(session, table, table.c[holding.shared] == mentorship_id)
        else:
            below = [key for key in table.foreign_keys if gone.get(key.column.table.name)]
            holds = [key.parent.in_(gone[key.column.table.name]) for key in below]
            gone[table.name] = _ids(session, table, or_(*holds)) if holds else ()
    return _delete(session, gone)


def _delete(session: Session, gone: Ids) -> int:
    for table in reversed(metadata.sorted_tables):
        if gone.get(table.name):
            session.write(delete(table).where(table.c.id.in_(gone[table.name])))
    return sum(map(len, gone.values()))


# --- which rows -----------------------------------------------------------------------------------


def _rows_of(session: Session, person_id: str) -> Ids:
    """The ids of all rows about this person: their own, then those of their mentorships."""
    found: Ids = {"person": (person_id,)}
    for table in metadata.sorted_tables:
        holding = HOLDINGS[table.name]
        if table.name != "person" and holding.hers:
            found[table.name] = _linked(session, table, holding.hers, found)
    ships = _values(session, metadata.tables[_MEMBER], "mentorship_id", found[_MEMBER])
    for table in metadata.sorted_tables:
        shared = HOLDINGS[table.name].shared
        if shared is not None:
            found[table.name] = _ids(session, table, table.c[shared].in_(ships))
    return found


def _linked(session: Session, table: Table, links: Iterable[str], found: Ids) -> tuple[str, ...]:
    holds = []
    for name in links:
        (key,) = table.c[name].foreign_keys
        holds.append(table.c[name].in_(found.get(key.column.table.name, ())))
    return _ids(session, table, or_(*holds))


def _expired(
    session: Session, table: Table, of: tuple[str, str | None], gone: Ids
) -> tuple[str, ...]:
    """The rows of a participant about one mentorship, or below such rows of another table."""
    participant_id, mentorship_id = of
    if "mentorship_id" not in table.c:
        return _linked(session, table, HOLDINGS[table.name].hers, gone)
    holds = (table.c.participant_id == participant_id, table.c.mentorship_id == mentorship_id)
    return _ids(session, table, *holds)


def _without_open(session: Session, table: Table, ids: Sequence[str]) -> tuple[str, ...]:
    names = [name for name in _OPEN_MEANS if name in table.c]
    over = [table.c[name].is_not(None) for name in names]
    return _ids(session, table, table.c.id.in_(ids), *over)


def _ids(session: Session, table: Table, *holds: ColumnElement[bool]) -> tuple[str, ...]:
    rows = session.read(select(table.c.id).where(*holds).order_by(table.c.added))
    return tuple(str(row["id"]) for row in rows)


def _values(session: Session, table: Table, name: str, ids: Sequence[str]) -> tuple[str, ...]:
    rows = session.read(select(table.c[name]).where(table.c.id.in_(ids)))
    return tuple(str(row[name]) for row in rows)


def _only(session: Session, table: Table, row_id: str) -> Mapping[str, Any]:
    rows = _load(session, table, (row_id,))
    if not rows:
        raise LookupError(f"{table.name} has no row {row_id}")
    return rows[0]


def _load(session: Session, table: Table, ids: Sequence[str]) -> list[dict[str, Any]]:
    if not ids:
        return []
    return session.read(select(table).where(table.c.id.in_(ids)).order_by(table.c.added))


# --- reading --------------------------------------------------------------------------------------


def _readable(
    session: Session, table: Table, row: Mapping[str, Any], hers: Ids
) -> Mapping[str, object]:
    """A row as its person may read it: private words opened, those of others left out, unless
    both read them anyway."""
    holding = HOLDINGS[table.name]
    mine = (
        holding.author is None
        or (shows(holding.item, Reader.PARTNER) and holding.kept is Kept.FOLLOW_UP)
        or _author(session, table, row, holding) in _selves(hers)
    )
    seen: dict[str, object] = {}
    for column in table.c:
        hidden = sight(item_of(table.name, column.name), Reader.AUTHOR) is Sight.NO
        if column.name == "added" or hidden or (not mine and _is_words(column)):
            continue
        value = row[column.name]
        if value is not None and isinstance(column.type, Sealed):
            value = session.sealer.open(Place(table.name, column.name, row["id"]), value)
        seen[column.name] = value
    return seen


def _selves(hers: Ids) -> tuple[str, ...]:
    return (*hers["person"], *hers.get("participant", ()))


def _is_words(column: Column[Any]) -> bool:
    return column.info["erase"] is Erase.BLANK


def _author(session: Session, table: Table, row: Mapping[str, Any], holding: Holding) -> object:
    column = table.c[str(holding.author)]
    value = row[column.name]
    if value is None or not isinstance(column.type, Sealed):
        return value
    return session.sealer.open(Place(table.name, column.name, row["id"]), value)


# --- erasing --------------------------------------------------------------------------------------


def _erase_rows(session: Session, table: Table, hers: Ids) -> int:
    """Delete or empty this person's rows of a table; how many."""
    ids = hers.get(table.name, ())
    if not ids:
        return 0
    fates = {column.info["erase"] for column in table.c}
    if Erase.DELETE in fates:
        return session.write(delete(table).where(table.c.id.in_(ids))).rowcount
    blanks = [column for column in table.c if _is_words(column)]
    return _empty(session, table, blanks, hers) if blanks else 0


def _empty(session: Session, table: Table, blanks: Sequence[Column[Any]], hers: Ids) -> int:
    holding, selves = HOLDINGS[table.name], _selves(hers)
    count = 0
    for row in _load(session, table, hers[table.name]):
        if holding.author is None or _author(session, table, row, holding) in selves:
            emptied = {column.name: _blank(session, column, row["id"]) for column in blanks}
            session.write(update(table).where(table.c.id == row["id"]).values(**emptied))
            count += 1
    return count


def _blank(session: Session, column: Column[Any], row_id: str) -> object:
    """What an emptied column holds."""
    if column.nullable:
        return None
    value = column.info["blank"]
    if isinstance(column.type, Sealed):
        return session.sealer.seal(Place(column.table.name, column.name, row_id), value)
    return value


def _mask(session: Session, table: Table, identities: Sequence[str], alias: str) -> int:
    """Put the alias in the place of these identities, in every row that names one."""
    masked = [column for column in table.c if column.info["erase"] is Erase.MASK]
    if not masked:
        return 0
    named = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in identities))
    count = 0
    for row in session.read(select(table).where(_names(masked, identities))):
        changed = {one.name: _masked(row[one.name], named, alias) for one in masked}
        if any(changed[one.name] != row[one.name] for one in masked):
            session.write(update(table).where(table.c.added == row["added"]).values(**changed))
            count += 1
    return count


def _names(masked: Sequence[Column[Any]], identities: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column may name one of them; what it says exactly is looked at row by row."""
    return or_(
        *(
            cast(column, Text).contains(identity, autoescape=True)
            for column in masked
            for identity in identities
        )
    )


def _masked(value: Any, named: re.Pattern[str], alias: str) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return named.sub(alias, value)
    return json.loads(named.sub(alias, json.dumps(value)))
