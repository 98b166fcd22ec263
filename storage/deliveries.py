"""The outbox: the claim, the doubts, the edits."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Update, delete, func, literal_column, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.deliveries import REPAIR_AFTER, Delivery, State
from bot.domain.people import ERASED
from storage.repositories import Session, SqlRows
from storage.shapes import Shape
from storage.statements import Conditions, facts_of, given, holds, values_of
from storage.tables import DeliveryRow, table_of
from storage.tables.deliveries import DUE, HELD, LAGGING

_T = table_of(DeliveryRow)

_NOBODYS = f"%{ERASED}%"
"""What the key of a row is like whose reader was erased: it has no place any more."""


def _is(state: State) -> ColumnElement[bool]:
    """The state as a literal: with a bound parameter PostgreSQL's generic plan cannot use the
    partial indexes (docs/delivery.md)."""
    return _T.c.state == literal_column(f"'{state.value}'")


@lru_cache
def _cancelling(conditions: Conditions) -> Update:
    changes = {"state": State.SKIPPED, "reason": given(_T.c.reason)}
    return update(_T).where(DUE, *holds(_T, conditions)).values(changes)


@lru_cache
def _wanting(conditions: Conditions) -> ReturningUpdate[Any]:
    return (
        update(_T)
        .where(_is(State.SENT), _T.c.key.not_like(_NOBODYS), *holds(_T, conditions))
        .values(wanted=_T.c.wanted + 1, edit_at=given(_T.c.edit_at))
        .returning(*_T.c)
    )


class SqlDeliveries(SqlRows[Delivery]):
    """The outbox (bot.ports.Deliveries)."""

    def __init__(self, session: Session, shape: Shape[Delivery]) -> None:
        super().__init__(session, shape)
        self._raised: dict[str, None] = {}

    @property
    def raised(self) -> tuple[str, ...]:
        """The ids of the rows whose `wanted` this unit raised, in that order."""
        return tuple(self._raised)

    def queue(self, delivery: Delivery) -> bool:
        """Add unless its key exists; whether it was new."""
        row = self._shape.row(delivery, self._session.sealer)
        new = self._session.add_new(_T, row)
        if new:
            self._remember(delivery, row)
        return new

    def claim(self, moment: datetime, lease_until: datetime, limit: int) -> tuple[Delivery, ...]:
        """Lease due pending rows (and raise their fence), the most urgent first.

        Rows another claimer holds at this instant are passed over, not waited for.
        """
        picked = (
            select(_T.c.id)
            .where(DUE, _T.c.next_at <= moment)
            .order_by(_T.c.next_at, _T.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("picked")
        )
        statement = (
            update(_T)
            .where(_T.c.id.in_(select(picked.c.id)))
            .values(state=State.LEASED, fence=_T.c.fence + 1, lease_until=lease_until)
            .returning(*_T.c)
        )
        rows = self._session.write(statement).mappings().all()
        return self._load(sorted(rows, key=lambda row: (row["next_at"], row["id"])))

    def in_doubt(self) -> tuple[Delivery, ...]:
        """Rows that are `sending`, oldest mark first."""
        wanted = select(_T).where(HELD, _is(State.SENDING)).order_by(_T.c.sending_at, _T.c.id)
        return self._load(self._session.read(wanted))

    def lapsed(self) -> tuple[Delivery, ...]:
        """Rows that are `leased`, whoever holds them."""
        wanted = select(_T).where(HELD, _is(State.LEASED)).order_by(_T.c.lease_until, _T.c.id)
        return self._load(self._session.read(wanted))

    def to_edit(self, moment: datetime, limit: int) -> tuple[Delivery, ...]:
        """Sent rows whose `shown` lags `wanted` and whose `edit_at` has come, earliest first."""
        wanted = (
            select(_T)
            .where(LAGGING, _T.c.edit_at <= moment)
            .order_by(_T.c.edit_at, _T.c.id)
            .limit(limit)
        )
        return self._load(self._session.read(wanted))

    def sent_to(self, person_id: str, since: datetime) -> tuple[Delivery, ...]:
        """Rows sent to this person since then, oldest first."""
        wanted = (
            select(_T)
            .where(_T.c.person_id == person_id, _T.c.sent_at >= since, _is(State.SENT))
            .order_by(_T.c.sent_at, _T.c.id)
        )
        return self._load(self._session.read(wanted))

    def cancel(self, reason: str, **equal: object) -> int:
        """Skip every pending row with these columns; how many."""
        statement = _cancelling(self._plain_conditions(equal))
        return self._session.write(
            statement, facts_of(equal) | values_of({"reason": reason})
        ).rowcount

    def want(self, moment: datetime, **equal: object) -> tuple[Delivery, ...]:
        """Raise `wanted` of the sent rows with these columns ; the rows, in the order they
        were added. Whoever caused it shows it at once; the sender does 20 s after `moment`.
        What has no place any more (its reader was erased) is passed over."""
        facts = facts_of(equal) | values_of({"edit_at": moment + REPAIR_AFTER})
        statement = _wanting(self._plain_conditions(equal))
        found = self._session.write(statement, facts).mappings().all()
        rows = sorted(found, key=lambda row: row["added"])
        self._raised |= {row["id"]: None for row in rows}
        return self._load(rows)

    def forget(
        self, states: Sequence[State], before: datetime, spared: Sequence[str], limit: int
    ) -> int:
        """Delete rows in these states that were due before this, but not those of the `spared`
        people; how many, at most `limit`."""
        theirs = _T.c.person_id.is_(None) | _T.c.person_id.not_in(spared)
        old = select(_T.c.id).where(_T.c.state.in_(states), _T.c.due_at < before, theirs)
        statement = delete(_T).where(_T.c.id.in_(old.limit(limit)))
        return self._session.write(statement).rowcount

    def next_due(self) -> datetime | None:
        """The earliest `next_at` of a pending row or `edit_at` of a lagging one."""
        firsts = (
            select(func.min(_T.c.next_at).label("first")).where(DUE),
            select(func.min(_T.c.edit_at).label("first")).where(LAGGING),
        )
        found = (self._session.read(first)[0]["first"] for first in firsts)
        return min((first for first in found if first is not None), default=None)
