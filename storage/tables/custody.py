"""Legal holds, and the wish to keep one's own words longer."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from bot.domain.custody import HoldReason
from storage.tables.declaring import Erase, Row, choice, link, plain


class HoldRow(Row, table=True):
    __tablename__ = "hold"
    __table_args__ = (UniqueConstraint("person_id"),)
    person_id: str = link("person.id", Erase.DELETE)
    reason: HoldReason = choice(HoldReason, Erase.DELETE)
    at: datetime = plain(Erase.DELETE)


class KeepingRow(Row, table=True):
    __tablename__ = "keeping"
    __table_args__ = (UniqueConstraint("participant_id"),)
    participant_id: str = link("participant.id", Erase.DELETE)
    at: datetime = plain(Erase.DELETE)
