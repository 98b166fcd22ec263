"""Rows that sleep until `wake_at`."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select

from storage.repositories import SqlRows

V = TypeVar("V")


class SleepingRows(SqlRows[V]):
    """The rows of a table with a `wake_at` (bot.ports.Sleeping)."""

    def due(self, moment: datetime, limit: int) -> tuple[V, ...]:
        """Those whose `wake_at` has come, earliest first."""
        wake_at = self._table.c.wake_at
        statement = (
            select(self._table)
            .where(wake_at <= moment)
            .order_by(wake_at, self._table.c.added)
            .limit(limit)
        )
        return self._load(self._session.read(statement))

    def next_wake(self) -> datetime | None:
        """The earliest `wake_at`, or None where everything sleeps for good."""
        wake_at = self._table.c.wake_at
        statement = select(func.min(wake_at).label("first")).where(wake_at.is_not(None))
        first: datetime | None = self._session.read(statement)[0]["first"]
        return first
