"""The outbox, and what has come in already."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text

from bot.domain.deliveries import State
from storage.tables.declaring import Erase, Row, choice, link, plain, structure

DUE = text("state = 'pending'")
HELD = text("state IN ('leased', 'sending')")
LAGGING = text("state = 'sent' AND shown < wanted")


class DeliveryRow(Row, table=True):
    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_delivery_due", "next_at", "id", sqlite_where=DUE, postgresql_where=DUE),
        Index("ix_delivery_held", "lease_until", sqlite_where=HELD, postgresql_where=HELD),
        Index(
            "ix_delivery_lagging", "edit_at", "id", sqlite_where=LAGGING, postgresql_where=LAGGING
        ),
        Index(None, "person_id", "sent_at"),
        Index(None, "subject_id"),
    )
    key: str = plain(Erase.MASK)
    workspace_id: str = link("workspace.id", Erase.KEEP, index=True)
    kind: str = plain(Erase.KEEP)
    template: str = plain(Erase.KEEP)
    subject_type: str = plain(Erase.KEEP)
    subject_id: str = plain(Erase.MASK)
    due_at: datetime = plain(Erase.KEEP)
    next_at: datetime = plain(Erase.KEEP)
    expires_at: datetime = plain(Erase.KEEP)
    person_id: str | None = link("person.id", Erase.KEEP)
    mentorship_id: str | None = link("mentorship.id", Erase.KEEP, index=True)
    program_id: str | None = link("program.id", Erase.KEEP, index=True)
    params: dict[str, object] = structure(Erase.BLANK, {})
    state: State = choice(State, Erase.KEEP)
    reason: str | None = plain(Erase.KEEP)
    fence: int = plain(Erase.KEEP)
    lease_until: datetime | None = plain(Erase.KEEP)
    attempts: int = plain(Erase.KEEP)
    sending_at: datetime | None = plain(Erase.KEEP)
    sent_at: datetime | None = plain(Erase.KEEP)
    channel: str | None = plain(Erase.BLANK)
    ts: str | None = plain(Erase.BLANK)
    wanted: int = plain(Erase.KEEP)
    shown: int = plain(Erase.KEEP)
    edit_at: datetime | None = plain(Erase.KEEP)
    answered_at: datetime | None = plain(Erase.KEEP)


class InboundRow(Row, table=True):
    """An event or form that was dealt with; its id is the key Slack gave it."""

    __tablename__ = "inbound"
    __table_args__ = (Index(None, "at"),)
    id: str = plain(Erase.MASK, unique=True)
    at: datetime = plain(Erase.KEEP)
