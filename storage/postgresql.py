"""PostgreSQL: short transactions with limits of their own, safe behind a pooling proxy."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, create_engine, text

from storage.faults import translated

_STATEMENT_MS = 10_000
_IDLE_MS = 30_000
_MIGRATION_MS = 600_000
_MIGRATION_LOCK = 7_310_441
"""The key of the advisory lock that lets one process at a time change the schema."""

# A proxy that pools transactions hands out another server connection each time, so the limits
# are set in every transaction rather than once per connection.
_LIMITS = text(
    "SELECT set_config('lock_timeout', :lock, true), "
    "set_config('statement_timeout', :statement, true), "
    "set_config('idle_in_transaction_session_timeout', :idle, true)"
)


class PostgresEngines:
    """A PostgreSQL database; any number of processes may write."""

    exists = True

    def __init__(self, address: URL) -> None:
        host = address.query.get("host") or address.host or "localhost"
        self.place = f"{host}:{address.port or 5432}/{address.database}"
        self._engine = create_engine(
            address,
            connect_args={"prepare_threshold": None, "connect_timeout": 10},
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=24,
            pool_timeout=10,
            hide_parameters=True,
            isolation_level="READ COMMITTED",
        )
        self._snapshot = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @contextmanager
    def writing(self, wait: float) -> Iterator[Connection]:
        """A writing transaction; waits at most `wait` seconds for each lock, then raises Busy."""
        with translated(self.place), self._engine.begin() as connection:
            _limit(connection, int(wait * 1000), _STATEMENT_MS)
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A reading transaction that sees one state of the database."""
        with translated(self.place), self._snapshot.begin() as connection:
            _limit(connection, _STATEMENT_MS, _STATEMENT_MS)
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction that is alone in changing the schema."""
        with translated(self.place), self._engine.begin() as connection:
            _limit(connection, _MIGRATION_MS, _MIGRATION_MS)
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
            yield connection

    def acquire(self) -> None:
        """Several processes may write."""

    def checkpoint(self) -> bool:
        """PostgreSQL does so by itself."""
        return True

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _limit(connection: Connection, lock: int, statement: int) -> None:
    limits = {"lock": str(max(lock, 1)), "statement": str(statement), "idle": str(_IDLE_MS)}
    connection.execute(_LIMITS, limits)
