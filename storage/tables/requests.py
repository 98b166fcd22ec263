"""Requests, and who accepted the four lines."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text

from bot.domain.participants import Role
from bot.domain.requests import RequestState
from bot.domain.rounds import RoundState
from storage.tables.declaring import Erase, Row, choice, link, plain, sealed, structure

LIVE = text("state IN ('open', 'mentor_yes')")
WAKING = text("wake_at IS NOT NULL")
OPEN = text("state = 'open'")


class RoundRow(Row, table=True):
    __tablename__ = "round"
    __table_args__ = (
        Index(
            "uq_round_open",
            "participant_id",
            "type",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_round_wake", "wake_at", sqlite_where=WAKING, postgresql_where=WAKING),
        Index("ix_round_participant_id", "participant_id"),
    )
    participant_id: str = link("participant.id", Erase.KEEP)
    type: str = plain(Erase.KEEP)
    began_at: datetime = plain(Erase.KEEP)
    answer_by: date = plain(Erase.KEEP)
    choices: list[str] = structure(Erase.BLANK, [])
    state: RoundState = choice(RoundState, Erase.KEEP)
    closed_at: datetime | None = plain(Erase.KEEP)
    wake_at: datetime | None = plain(Erase.KEEP)
    line: str | None = sealed(Erase.BLANK)


class RequestRow(Row, table=True):
    __tablename__ = "request"
    __table_args__ = (
        Index(
            "uq_request_live",
            "mentee_id",
            "mentor_id",
            "type",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index("ix_request_wake", "wake_at", sqlite_where=WAKING, postgresql_where=WAKING),
    )
    program_id: str = link("program.id", Erase.KEEP, index=True)
    mentee_id: str = link("participant.id", Erase.KEEP, index=True)
    mentor_id: str = link("participant.id", Erase.KEEP, index=True)
    type: str = plain(Erase.KEEP)
    asked_by: str = plain(Erase.MASK)
    asked_at: datetime = plain(Erase.KEEP)
    answer_by: date = plain(Erase.KEEP)
    topic: str = plain(Erase.BLANK, "")
    line: str = sealed(Erase.BLANK, "")
    state: RequestState = choice(RequestState, Erase.KEEP)
    closed_at: datetime | None = plain(Erase.KEEP)
    wake_at: datetime | None = plain(Erase.KEEP)
    round_id: str | None = link("round.id", Erase.KEEP, index=True)
    unheard: str | None = sealed(Erase.BLANK)


class AcceptanceRow(Row, table=True):
    __tablename__ = "acceptance"
    __table_args__ = (UniqueConstraint("request_id", "participant_id"),)
    request_id: str = link("request.id", Erase.KEEP)
    participant_id: str = link("participant.id", Erase.KEEP, index=True)
    role: Role = choice(Role, Erase.KEEP)
    at: datetime = plain(Erase.KEEP)
