"""SQLite: one writer connection under one lock, readers beside it (docs/delivery.md)."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Pool,
    QueuePool,
    StaticPool,
    create_engine,
    event,
)

from storage.errors import CannotOpen, NotUpgraded, StorageError
from storage.faults import translated
from storage.lockfile import LockFile
from storage.straight import driver_of
from storage.turn import Turn

_COMMON = {"trusted_schema": "OFF", "foreign_keys": "ON"}
_WRITER = _COMMON | {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "secure_delete": "ON",
    # Checkpoints happen under the writer's lock only: before SQLite 3.51.3 one that runs beside
    # a write can, very rarely, damage the file (docs/delivery.md).
    "wal_autocheckpoint": "0",
}
_READER = _COMMON | {"query_only": "ON"}
_READERS = 4
"""Connections that read at the same time. More would only take turns at the interpreter, and each
keeps pages of its own; who comes later waits for a free one."""

_STATEMENTS = 512
"""Prepared statements that a connection keeps: more than there are different ones."""

_PATIENCE = 10.0
"""Seconds that readers and migrations wait."""

_BUSY_MS = "busy_ms"


class MemoryEngines:
    """A database in memory, shared by all threads through one connection; for tests."""

    place = "memory"
    exists = True

    def __init__(self) -> None:
        self._turn = Turn()
        self._engine = _engine(None, {**_COMMON, "secure_delete": "ON"}, StaticPool)

    @contextmanager
    def writing(self, wait: float) -> Iterator[Connection]:
        """A writing transaction; raises Busy after `wait` seconds."""
        with self._turn.taken(wait), _transaction(self._engine, 0.0, self.place) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A reading transaction."""
        with self.writing(_PATIENCE) as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction to change the schema in."""
        with (
            self._turn.taken(_PATIENCE),
            _migration(self._engine, 0.0, self.place) as connection,
        ):
            yield connection

    def acquire(self) -> None:
        """Nobody else can write here."""

    def checkpoint(self) -> bool:
        """There is no log in memory."""
        return True

    def close(self) -> None:
        """Forget everything."""
        self._engine.dispose()


class FileEngines:
    """A database file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = Turn()
        self._file = LockFile(path)
        self._writer = _engine(path, _WRITER, QueuePool, pool_size=1, max_overflow=0)
        self._readers = _engine(
            path,
            _READER,
            QueuePool,
            pool_size=_READERS,
            max_overflow=0,
            pool_timeout=_PATIENCE,
            pool_use_lifo=True,
        )
        self._found = False

    @property
    def place(self) -> str:
        """The path."""
        return str(self._path)

    @property
    def exists(self) -> bool:
        """Whether the file is there and not empty."""
        return self._path.is_file() and self._path.stat().st_size > 0

    @contextmanager
    def writing(self, wait: float) -> Iterator[Connection]:
        """A writing transaction; raises Busy after `wait` seconds, InUse, StorageError."""
        with self._turn.taken(wait) as left:
            self._must_be_found()
            self._file.acquire()
            with _transaction(self._writer, left, self.place) as connection:
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A reading transaction that sees one state of the database."""
        self._must_be_found()
        with translated(self.place), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction to change the schema in; makes the file, for its owner only."""
        with self._turn.taken(_PATIENCE) as left:
            self._must_be_possible()
            self._file.acquire()
            self._path.touch(0o600)
            with _migration(self._writer, left, self.place) as connection:
                yield connection

    def acquire(self) -> None:
        """Be the writing process; raises InUse, CannotOpen, Busy."""
        with self._turn.taken(_PATIENCE):
            self._must_be_possible()
            self._file.acquire()

    def checkpoint(self) -> bool:
        """Empty the write-ahead log into the file; False where a reader held some of it back."""
        with self._turn.taken(_PATIENCE), translated(self.place):
            self._must_exist()
            self._file.acquire()
            connection = self._writer.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("PRAGMA busy_timeout = 1000")
                blocked, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
        return not blocked

    def close(self) -> None:
        """Close every connection, the writer last, and let go of the lock file."""
        with self._turn.taken(_PATIENCE):
            self._readers.dispose()
            self._writer.dispose()
            self._file.release()

    def _must_be_found(self) -> None:
        """Look for the file before the first unit only: later ones would pay seven calls of the
        system each, to see a file that is open."""
        if not self._found:
            self._must_exist()
            self._found = True

    def _must_exist(self) -> None:
        self._must_be_possible()
        if not self.exists:
            raise NotUpgraded(f"There is no database at {self.place} yet; `make run` makes it.")

    def _must_be_possible(self) -> None:
        folder = self._path.parent
        if not folder.is_dir():
            raise CannotOpen(
                f"There is no directory {folder} for the database. Make it, or name another "
                "place in DATABASE_URL."
            )
        if self._path.is_dir():
            raise CannotOpen(f"{self.place} is a directory; DATABASE_URL must name a file in it.")
        places = [folder, *([self._path] if self._path.exists() else [])]
        for place in places:
            if not os.access(place, os.R_OK | os.W_OK):
                raise CannotOpen(f"This user may not read and write {place}. Change its owner.")


def _engine(
    path: Path | None, pragmas: Mapping[str, str], pool: type[Pool], **sizes: float
) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path) if path else None),
        connect_args={
            "check_same_thread": False,
            "timeout": _PATIENCE,
            "cached_statements": _STATEMENTS,
        },
        poolclass=pool,
        hide_parameters=True,
        **sizes,
    )

    def connected(connection: Any, _record: object) -> None:
        # The driver's own transactions begin too late for a read that a write follows.
        connection.isolation_level = None
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", _begun_reading if pragmas is _READER else _begun_writing)
    return engine


def _begun_reading(connection: Connection) -> None:
    # Straight at the driver: this touches nothing yet, so there is no error to translate.
    driver_of(connection).execute("BEGIN")


def _begun_writing(connection: Connection) -> None:
    wait = connection.get_execution_options().get(_BUSY_MS, 0)
    driver_of(connection).execute(f"PRAGMA busy_timeout = {wait}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _transaction(engine: Engine, wait: float, place: str) -> Iterator[Connection]:
    with translated(place), _patient(engine, wait) as connection, connection.begin():
        yield connection


@contextmanager
def _migration(engine: Engine, wait: float, place: str) -> Iterator[Connection]:
    """A table that is copied and dropped must not take the rows that point to it along, so
    foreign keys are looked at once, at the end."""
    with translated(place), _patient(engine, wait) as connection:
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StorageError(
                        f"The upgrade of {place} would leave rows that point nowhere; nothing "
                        "was changed. Please report it."
                    )
        finally:
            _foreign_keys(connection, "ON")


def _patient(engine: Engine, wait: float) -> Connection:
    """A connection that waits this many seconds when it begins."""
    return engine.connect().execution_options(**{_BUSY_MS: int(wait * 1000)})


def _foreign_keys(connection: Connection, switch: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys = {switch}")
    cursor.close()
