"""How two people work together: versions, and who said that one looks right."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from storage.tables.declaring import Erase, Row, link, plain, sealed


class AgreementRow(Row, table=True):
    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("mentorship_id", "version"),)
    mentorship_id: str = link("mentorship.id", Erase.KEEP)
    version: int = plain(Erase.KEEP)
    terms: str = sealed(Erase.BLANK, "")
    at: datetime = plain(Erase.KEEP)
    by: str | None = link("participant.id", Erase.BLANK, index=True)


class ConfirmationRow(Row, table=True):
    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("agreement_id", "participant_id"),)
    agreement_id: str = link("agreement.id", Erase.DELETE)
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    at: datetime = plain(Erase.DELETE)
