"""Workspaces and the people in them."""

from datetime import datetime, time

from sqlalchemy import Index, UniqueConstraint, text

from bot.domain.people import Hours, PersonStatus, Volume
from storage.tables.declaring import Erase, Row, choice, link, plain, structure

WAKING = text("wake_at IS NOT NULL")


class WorkspaceRow(Row, table=True):
    __tablename__ = "workspace"
    bot_user: str = plain(Erase.KEEP)
    admin_channel: str | None = plain(Erase.KEEP)
    paused_reason: str | None = plain(Erase.KEEP)
    post_gate: datetime | None = plain(Erase.KEEP)


class PersonRow(Row, table=True):
    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_id"),
        Index("ix_person_wake", "wake_at", sqlite_where=WAKING, postgresql_where=WAKING),
    )
    workspace_id: str = link("workspace.id", Erase.KEEP)
    slack_id: str = plain(Erase.MASK)
    zone: str = plain(Erase.BLANK, "UTC")
    locale: str = plain(Erase.BLANK, "en")
    dm_channel: str | None = plain(Erase.BLANK)
    days: list[int] = structure(Erase.BLANK, list(Hours.days))
    opens: time = plain(Erase.BLANK, Hours.opens)
    closes: time = plain(Erase.BLANK, Hours.closes)
    hours_set: bool = plain(Erase.BLANK, False)
    volume: Volume = choice(Volume, Erase.BLANK, Volume.FULL)
    snoozed_until: datetime | None = plain(Erase.BLANK)
    status: PersonStatus = choice(PersonStatus, Erase.KEEP)
    next_allowed_at: datetime | None = plain(Erase.BLANK)
    language: str | None = plain(Erase.BLANK)
    gone_at: datetime | None = plain(Erase.KEEP)
    wake_at: datetime | None = plain(Erase.KEEP)
    checked_at: datetime | None = plain(Erase.KEEP)
