"""Runs over a whole cohort, and their matches."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint

from bot.domain.runs import RunState
from storage.tables.declaring import Erase, Row, choice, link, plain, structure


class RunRow(Row, table=True):
    __tablename__ = "run"
    program_id: str = link("program.id", Erase.KEEP, index=True)
    batch_id: str = plain(Erase.KEEP)
    asked_by: str = plain(Erase.MASK)
    asked_at: datetime = plain(Erase.KEEP)
    weighting: str = plain(Erase.KEEP)
    stable: bool = plain(Erase.KEEP)
    state: RunState = choice(RunState, Erase.KEEP)
    done: int = plain(Erase.KEEP)
    lease_until: datetime | None = plain(Erase.KEEP)
    reason: str | None = plain(Erase.KEEP)
    totals: dict[str, Any] = structure(Erase.KEEP)
    digests: dict[str, Any] = structure(Erase.KEEP)
    advice: dict[str, Any] = structure(Erase.KEEP)


class RunPairRow(Row, table=True):
    __tablename__ = "run_pair"
    __table_args__ = (UniqueConstraint("run_id", "mentee_id"),)
    run_id: str = link("run.id", Erase.DELETE, index=True)
    mentee_id: str = link("participant.id", Erase.DELETE, index=True)
    mentor_id: str | None = link("participant.id", Erase.DELETE, index=True)
    score: int = plain(Erase.DELETE)
    parts: dict[str, Any] = structure(Erase.DELETE)
    proof: dict[str, Any] = structure(Erase.DELETE)
    ask: bool = plain(Erase.DELETE)
    by_hand: bool = plain(Erase.DELETE)
