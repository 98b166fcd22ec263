"""The reporting line of a company's file, and what it touches."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from bot.domain.reporting import FindingState
from storage.tables.declaring import Erase, Row, choice, link, plain


class ReportRow(Row, table=True):
    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)
    workspace_id: str = link("workspace.id", Erase.KEEP)
    slack_id: str = plain(Erase.MASK)
    manager_slack_id: str = plain(Erase.MASK)


class FindingRow(Row, table=True):
    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("mentorship_id"),)
    mentorship_id: str = link("mentorship.id", Erase.KEEP)
    found_at: datetime = plain(Erase.KEEP)
    state: FindingState = choice(FindingState, Erase.KEEP)
    by: str | None = plain(Erase.MASK)
