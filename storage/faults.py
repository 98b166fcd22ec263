"""The drivers' errors, said as ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.ports import Busy
from storage.errors import (
    CannotOpen,
    Conflict,
    Damaged,
    Full,
    NotUpgraded,
    ReadOnly,
    StorageError,
    Taken,
)

_BUSY = "The database at {place} is busy; nothing was changed."
_UNIQUE = {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505"}
_NOT_UPGRADED = "The database at {place} lacks a table or column. Upgrade it: `make run` does."
_KINDS: tuple[tuple[type[Exception], str, frozenset[str]], ...] = (
    (
        Busy,
        _BUSY,
        frozenset({"SQLITE_BUSY", "SQLITE_LOCKED", "40001", "40P01", "55P03", "57014"}),
    ),
    (
        Damaged,
        "{place} is not a readable database. Restore a backup, or move it away to start anew.",
        frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"}),
    ),
    (
        CannotOpen,
        "The database at {place} cannot be opened. Check that this user may write there.",
        frozenset({"SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR"}),
    ),
    (
        Full,
        "There is no room left for the database at {place}. Free some space and try again.",
        frozenset({"SQLITE_FULL", "53100"}),
    ),
    (
        ReadOnly,
        "The database at {place} is open for reading only.",
        frozenset({"SQLITE_READONLY", "25006"}),
    ),
    (
        NotUpgraded,
        _NOT_UPGRADED,
        frozenset({"42P01", "42703"}),
    ),
)


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise the drivers' errors as StorageError or Busy; the messages of drivers, which may
    quote values, go no further."""
    try:
        yield
    except PoolTimeout:
        raise Busy(_BUSY.format(place=place)) from None
    except IntegrityError as error:
        kind = Taken if _code_of_rule(error) in _UNIQUE else Conflict
        raise kind(f"A rule of the database at {place} says no: {_rule(error)}.") from None
    except DBAPIError as error:
        raise _fault(error, place) from None
    except sqlite3.Error as error:
        raise _fault(DBAPIError(None, None, error), place) from None


def _fault(error: DBAPIError, place: str) -> Exception:
    code = _code(error)
    for kind, sentence, codes in _KINDS:
        if code in codes:
            return kind(sentence.format(place=place))
    if str(error.orig).startswith(("no such table", "no such column")):
        return NotUpgraded(_NOT_UPGRADED.format(place=place))
    if isinstance(error, OperationalError | InterfaceError) and _is_away(code):
        return CannotOpen(
            f"The database at {place} cannot be reached. Check that it runs, that the address "
            "is right, and that user and password are."
        )
    return StorageError(f"The database at {place} refused a statement ({code}).")


def _code_of_rule(error: IntegrityError) -> str | None:
    """SQLite's whole error name or PostgreSQL's SQLSTATE."""
    name = getattr(error.orig, "sqlite_errorname", None)
    return name if isinstance(name, str) else _code(error)


def _is_away(code: str | None) -> bool:
    """No code at all: the driver never got through; the classes: lost, shut down, let nobody in."""
    return code is None or code[:2] in {"08", "28", "3D", "53", "57"}


def _code(error: DBAPIError) -> str | None:
    """SQLite's primary error name or PostgreSQL's SQLSTATE."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if isinstance(name, str):
        return "_".join(name.split("_")[:2])
    state = getattr(error.orig, "sqlstate", None)
    return state if isinstance(state, str) else None


def _rule(error: IntegrityError) -> str:
    """The name of the constraint, or on SQLite the columns; never a value."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is None:
        return str(error.orig)
    return str(diagnosis.constraint_name or diagnosis.column_name or "not null")
