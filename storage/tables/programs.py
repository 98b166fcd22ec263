"""Programs and the record of privileged actions."""

from datetime import date, datetime

from sqlalchemy import Index

from bot.domain.programs import ProgramState
from storage.tables.declaring import Erase, Row, choice, link, plain, structure


class ProgramRow(Row, table=True):
    __tablename__ = "program"
    workspace_id: str = link("workspace.id", Erase.KEEP, index=True)
    template: str = plain(Erase.KEEP)
    first_day: date = plain(Erase.KEEP)
    hope: str = plain(Erase.KEEP)
    state: ProgramState = choice(ProgramState, Erase.KEEP)
    contacts: dict[str, str] | None = structure(Erase.KEEP)
    overrides: dict[str, object] = structure(Erase.KEEP)
    line_loaded_on: date | None = plain(Erase.KEEP)
    created_by: str | None = plain(Erase.MASK)


class AuditRow(Row, table=True):
    __tablename__ = "audit"
    __table_args__ = (Index(None, "workspace_id", "at"),)
    workspace_id: str = link("workspace.id", Erase.KEEP)
    at: datetime = plain(Erase.KEEP)
    actor: str = plain(Erase.MASK)
    action: str = plain(Erase.KEEP)
    subject: str = plain(Erase.MASK)
    detail: dict[str, object] = structure(Erase.MASK)
