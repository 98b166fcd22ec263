"""Where everything is kept: units of work over SQLite or PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.ports import in_unit
from storage import keys, schema
from storage.engines import engines_for
from storage.errors import Nested
from storage.repositories import Session
from storage.sealing import Sealer
from storage.sqlite import MemoryEngines
from storage.unit import SqlUnit


class SqlStore:
    """A store (bot.ports.Store); safe to share between threads.

    `url` is `sqlite:///path`, `postgresql://...`, or `sqlite://` for one in memory, which comes
    with its tables; the others are brought up to date by `storage.schema.upgrade`. Raises
    CannotOpen for an address that is none.
    """

    def __init__(self, url: str, sealer: Sealer) -> None:
        self._engines = engines_for(url)
        self._sealer = sealer
        if isinstance(self._engines, MemoryEngines):
            schema.upgrade_with(self._engines)

    @property
    def place(self) -> str:
        """Where the database is, without credentials."""
        return self._engines.place

    @contextmanager
    def unit(self, wait: float = 10.0) -> Iterator[SqlUnit]:
        """A writing unit: kept when the block ends, undone when it raises.

        Waits at most `wait` seconds for a lock, then raises Busy. Also raises Nested, InUse
        and other kinds of StorageError.
        """
        with _alone(), self._engines.writing(wait) as connection:
            session = Session(connection, self._sealer, self.place, writable=True)
            yield SqlUnit(session)
            session.finish()

    @contextmanager
    def read(self) -> Iterator[SqlUnit]:
        """A reading unit, which sees one state of the database; a write in it raises ReadOnly.

        Also raises Nested, Busy and other kinds of StorageError.
        """
        with _alone(), self._engines.reading() as connection:
            yield SqlUnit(Session(connection, self._sealer, self.place, writable=False))

    def rotate(self, watch: Callable[[int, int], object] = lambda _done, _of: None) -> int:
        """Seal every private value anew that is not sealed with the newest key; how many.

        Goes in small units, so it may be broken off and begun again; `watch` is told after each
        how many rows are done, of how many. Raises WrongKey, Swapped, Busy and other kinds of
        StorageError.
        """
        with self.read() as unit:
            rows = keys.count(unit.session)
        done = resealed = 0
        for table in keys.SEALED:
            after: int | None = 0
            while after is not None:
                with self.unit() as unit:
                    step = keys.rotate_some(unit.session, table, after)
                after, done, resealed = step.after, done + step.rows, resealed + step.resealed
                watch(done, rows)
        return resealed

    def check_keys(self) -> None:
        """Open the newest private values of each kind; raises WrongKey where that fails."""
        with self.read() as unit:
            for table in keys.SEALED:
                keys.open_newest(unit.session, table)

    def acquire(self) -> None:
        """Be the only process that writes (SQLite); the first writing unit does it too.

        Held until `close`. Raises InUse with the name of the file and the way out.
        """
        self._engines.acquire()

    def tidy(self, before: datetime) -> int:
        """Forget inbound keys older than this and empty SQLite's write-ahead log; how many keys
        there were. Raises Busy and kinds of StorageError."""
        with self.unit() as unit:
            forgotten = unit.forget_inbound(before)
        self.checkpoint()
        return forgotten

    def checkpoint(self) -> bool:
        """Housekeeping: empty SQLite's write-ahead log into the file; whether all of it went."""
        return self._engines.checkpoint()

    def close(self) -> None:
        """Close all connections; the store is done with."""
        self._engines.close()


@contextmanager
def _alone() -> Iterator[None]:
    """Mark that a unit is open; raises Nested inside another one."""
    if in_unit.get():
        raise Nested("A unit of work is already open here; hand it on instead of opening another.")
    mark = in_unit.set(True)
    try:
        yield
    finally:
        in_unit.reset(mark)
