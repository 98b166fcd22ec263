"""How requests stand, for coordinators: counts and ages, never who asked whom or who passed."""

from datetime import datetime

from bot.domain import hours, workdays
from bot.domain.facts import Fact, Term
from bot.domain.messages import Message
from bot.domain.programs import Program
from bot.domain.requests import LIVE, Request, RequestState
from bot.domain.rounds import RoundState
from bot.ports import Unit

_ANSWERED = (RequestState.PASSED, RequestState.BEGUN)


def progress(unit: Unit, program: Program, moment: datetime) -> Message:
    """What waits and for how long, what was answered in time, which rounds brought nobody.

    A question that was never delivered counts as every other, and a yes as a pass.
    """
    every = unit.requests.find(program_id=program.id)
    waiting = [one for one in every if one.state in LIVE]
    members = unit.participants.find(program_id=program.id)
    over = unit.rounds.find(
        participant_id=tuple(one.id for one in members), state=RoundState.PASSED_OVER
    )
    facts: dict[str, Fact] = {
        "waiting": Term("progress.waiting", {"n": len(waiting)}),
        "oldest": _oldest(waiting, moment),
        "answered": Term("progress.answered", {"n": sum(one.state in _ANSWERED for one in every)}),
        "over": Term("progress.over", {"n": len(over)}),
    }
    return Message("admin.progress", program.id, facts)


def _oldest(waiting: list[Request], moment: datetime) -> Fact:
    """For how many working days the oldest of these has waited."""
    if not waiting:
        return ""
    day = hours.local(min(one.asked_at for one in waiting), hours.FALLBACK).date()
    today, days = hours.local(moment, hours.FALLBACK).date(), 0
    while (day := workdays.next_workday(day)) <= today:
        days += 1
    return Term("progress.oldest", {"n": days}) if days else ""
