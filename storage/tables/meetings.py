"""Meetings, parked questions, goals, and what people answered."""

from datetime import datetime

from bot.domain.meetings import MeetingState
from storage.tables.declaring import Erase, Row, choice, link, plain, sealed


class MeetingRow(Row, table=True):
    __tablename__ = "meeting"
    mentorship_id: str = link("mentorship.id", Erase.KEEP, index=True)
    starts_at: datetime = plain(Erase.KEEP)
    minutes: int = plain(Erase.KEEP)
    zone: str = plain(Erase.KEEP)
    planned_at: datetime = plain(Erase.KEEP)
    state: MeetingState = choice(MeetingState, Erase.KEEP)
    settled_by: str | None = link("participant.id", Erase.KEEP, index=True)
    settled_at: datetime | None = plain(Erase.KEEP)


class NoteRow(Row, table=True):
    __tablename__ = "note"
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    text: str = sealed(Erase.DELETE)
    kept_at: datetime = plain(Erase.DELETE)
    mentorship_id: str | None = link("mentorship.id", Erase.DELETE, index=True)
    brought_for: str | None = link("meeting.id", Erase.DELETE, index=True)
    sent_at: datetime | None = plain(Erase.DELETE)
    done_at: datetime | None = plain(Erase.DELETE)


class GoalRow(Row, table=True):
    __tablename__ = "goal"
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    sentence: str = sealed(Erase.DELETE)
    evidence: str = sealed(Erase.DELETE)
    set_at: datetime = plain(Erase.DELETE)
    mentorship_id: str | None = link("mentorship.id", Erase.DELETE, index=True)
    ended_at: datetime | None = plain(Erase.DELETE)


class RatingRow(Row, table=True):
    __tablename__ = "rating"
    goal_id: str = link("goal.id", Erase.DELETE, index=True)
    value: str = sealed(Erase.DELETE)
    at: datetime = plain(Erase.DELETE)


class AnswerRow(Row, table=True):
    __tablename__ = "answer"
    mentorship_id: str = link("mentorship.id", Erase.DELETE, index=True)
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    question: str = plain(Erase.DELETE)
    value: str = sealed(Erase.DELETE)
    at: datetime = plain(Erase.DELETE)
    meeting_id: str | None = link("meeting.id", Erase.DELETE, index=True)
