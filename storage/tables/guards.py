"""Who waits for a word with a coordinator before the next match."""

from datetime import datetime

from sqlalchemy import Index, text

from bot.domain.participants import Role
from storage.tables.declaring import Erase, Row, choice, link, plain

STANDS = text("over_at IS NULL")


class GuardRow(Row, table=True):
    __tablename__ = "guard"
    __table_args__ = (
        # Two endings at the same moment bring about one.
        Index(
            "uq_guard_standing",
            "participant_id",
            "role",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    role: Role = choice(Role, Erase.DELETE)
    since: datetime = plain(Erase.DELETE)
    over_at: datetime | None = plain(Erase.DELETE)
