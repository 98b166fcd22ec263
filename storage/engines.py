"""Connections to the database that an address names."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import CannotOpen
from storage.postgresql import PostgresEngines
from storage.sqlite import FileEngines, MemoryEngines


class Engines(Protocol):
    """What each kind of database does its own way."""

    @property
    def place(self) -> str:
        """Where the database is, without credentials."""

    @property
    def exists(self) -> bool:
        """Whether there is anything to read; False only for a file nobody has made yet."""

    def writing(self, wait: float) -> AbstractContextManager[Connection]:
        """A writing transaction; raises Busy after `wait` seconds, and StorageError."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A reading transaction that sees one state of the database; raises StorageError."""

    def migrating(self) -> AbstractContextManager[Connection]:
        """A transaction that is alone in changing the schema; raises Busy, StorageError."""

    def acquire(self) -> None:
        """Be the writing process, where there can be only one; raises InUse."""

    def checkpoint(self) -> bool:
        """Move what SQLite keeps in its write-ahead log into the file; whether all of it."""

    def close(self) -> None:
        """Close every connection and let go of the lock."""


def engines_for(url: str) -> Engines:
    """The engines for `sqlite:///path`, `sqlite://` (in memory) or `postgresql://...`.

    Nothing is connected yet. Raises CannotOpen for any other address.
    """
    address = _parsed(url)
    kind = address.get_backend_name()
    if kind == "sqlite":
        return _sqlite(address)
    if kind in ("postgresql", "postgres"):
        return PostgresEngines(address.set(drivername="postgresql+psycopg"))
    raise CannotOpen(f"The database address names {kind!r}; use sqlite or postgresql.")


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise CannotOpen(
            "The database address is not one. Examples: sqlite:////var/lib/mentor/mentor.db, "
            "postgresql://user:password@host:5432/database"
        ) from None


def _sqlite(address: URL) -> "FileEngines | MemoryEngines":
    if address.database in (None, "", ":memory:"):
        return MemoryEngines()
    return FileEngines(Path(str(address.database)).absolute())
