"""Mentorships that stand still, for practical counts."""

from datetime import datetime

from bot.domain.silence import Standing
from storage.tables.declaring import Erase, Row, choice, link, plain


class StandstillRow(Row, table=True):
    __tablename__ = "standstill"
    mentorship_id: str = link("mentorship.id", Erase.KEEP, index=True)
    kind: Standing = choice(Standing, Erase.KEEP)
    since: datetime = plain(Erase.KEEP)
    over_at: datetime | None = plain(Erase.KEEP)
