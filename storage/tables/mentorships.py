"""Mentorships: members, stages as facts, endings, pauses."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text

from bot.domain.mentorships import Outcome, Stage, StageReason
from bot.domain.participants import Role
from storage.tables.declaring import Erase, Row, choice, link, plain, sealed

WAKING = text("wake_at IS NOT NULL")


class MentorshipRow(Row, table=True):
    __tablename__ = "mentorship"
    __table_args__ = (
        Index("ix_mentorship_wake", "wake_at", sqlite_where=WAKING, postgresql_where=WAKING),
    )
    program_id: str = link("program.id", Erase.KEEP, index=True)
    request_id: str = link("request.id", Erase.KEEP, index=True)
    type: str = plain(Erase.KEEP)
    purpose: str = plain(Erase.KEEP)
    weeks: int = plain(Erase.KEEP)
    cadence_days: int = plain(Erase.KEEP)
    minutes: int = plain(Erase.KEEP)
    began_at: datetime = plain(Erase.KEEP)
    conversation: str | None = plain(Erase.KEEP)
    wake_at: datetime | None = plain(Erase.KEEP)


class MemberRow(Row, table=True):
    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("mentorship_id", "participant_id"),)
    mentorship_id: str = link("mentorship.id", Erase.KEEP)
    participant_id: str = link("participant.id", Erase.KEEP, index=True)
    person_id: str = link("person.id", Erase.KEEP, index=True)
    role: Role = choice(Role, Erase.KEEP)


class StageEntryRow(Row, table=True):
    __tablename__ = "stage_entry"
    __table_args__ = (UniqueConstraint("mentorship_id", "seq"),)
    mentorship_id: str = link("mentorship.id", Erase.KEEP)
    seq: int = plain(Erase.KEEP)
    stage: Stage = choice(Stage, Erase.KEEP)
    at: datetime = plain(Erase.KEEP)
    reason: StageReason = choice(StageReason, Erase.KEEP)
    by: str | None = link("participant.id", Erase.KEEP, index=True)


class StageAnswerRow(Row, table=True):
    __tablename__ = "stage_answer"
    mentorship_id: str = link("mentorship.id", Erase.DELETE, index=True)
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    stage: Stage = choice(Stage, Erase.DELETE)
    ready: bool = plain(Erase.DELETE)
    at: datetime = plain(Erase.DELETE)


class EndingRow(Row, table=True):
    __tablename__ = "ending"
    __table_args__ = (UniqueConstraint("mentorship_id"),)
    mentorship_id: str = link("mentorship.id", Erase.KEEP)
    at: datetime = plain(Erase.KEEP)
    outcome: Outcome = choice(Outcome, Erase.KEEP)
    announce_at: datetime | None = plain(Erase.KEEP)
    asked_by: str | None = sealed(Erase.BLANK)


class PauseRow(Row, table=True):
    __tablename__ = "pause"
    since: datetime = plain(Erase.DELETE)
    until: datetime = plain(Erase.DELETE)
    person_id: str | None = link("person.id", Erase.DELETE, index=True)
    mentorship_id: str | None = link("mentorship.id", Erase.DELETE, index=True)
