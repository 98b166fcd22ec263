"""Invitations; what somebody answered is hers alone."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text

from bot.domain.participants import Role
from storage.tables.declaring import Erase, Row, choice, link, plain, sealed

WAKING = text("wake_at IS NOT NULL")


class InvitationRow(Row, table=True):
    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("program_id", "person_id"),
        Index("ix_invitation_wake", "wake_at", sqlite_where=WAKING, postgresql_where=WAKING),
    )
    program_id: str = link("program.id", Erase.KEEP)
    person_id: str = link("person.id", Erase.KEEP, index=True)
    role: Role = choice(Role, Erase.KEEP)
    invited_by: str = plain(Erase.MASK)
    invited_at: datetime = plain(Erase.KEEP)
    answer: str | None = sealed(Erase.BLANK)
    wake_at: datetime | None = plain(Erase.KEEP)
