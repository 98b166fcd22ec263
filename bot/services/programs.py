"""Programs as the other use cases see them: which one is open, and with which settings."""

from datetime import date, datetime, timedelta

from bot.domain import hours, workdays
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.programs import Program, ProgramState
from bot.domain.refusals import refuse
from bot.domain.settings import effective
from bot.ports import Unit


def latest(unit: Unit, workspace_id: str) -> Program | None:
    """The newest program that is not closed, a draft included."""
    found = unit.programs.find(
        workspace_id=workspace_id,
        state=(ProgramState.DRAFT, ProgramState.OPEN, ProgramState.PAUSED),
    )
    return found[-1] if found else None


def current(unit: Unit, workspace_id: str) -> Program | None:
    """The program people can be in now, open or paused; None before set-up."""
    found = unit.programs.find(
        workspace_id=workspace_id, state=(ProgramState.OPEN, ProgramState.PAUSED)
    )
    return found[-1] if found else None


def open_now(unit: Unit, workspace_id: str) -> Program:
    """The open program; raises Refused where none is open."""
    program = current(unit, workspace_id)
    if program is None:
        raise refuse("program.none")
    if program.state is not ProgramState.OPEN:
        raise refuse("program.paused")
    return program


def setting(program: Program, name: str) -> int:
    """The program's value of a setting: its own, else its template's, else the default."""
    return effective(name, program.template, program.overrides)


def answer_dates(program: Program, person: Person, moment: datetime) -> tuple[date, datetime]:
    """The last working day this person has to answer something asked now, and when she is
    reminded."""
    asked_on, days = hours.local_day(person, moment), person.hours.days
    answer_by = workdays.add_workdays(asked_on, setting(program, "answer_days"), days)
    remind_on = workdays.add_workdays(asked_on, setting(program, "remind_after"), days)
    return answer_by, hours.instant(remind_on, person.hours.opens, person.zone)


def last_day(program: Program) -> date:
    """The day the planned weeks of the program end (a Friday when it begins on a Monday)."""
    return program.first_day + timedelta(weeks=setting(program, "weeks")) - timedelta(days=3)


def running(unit: Unit, program_id: str) -> tuple[Mentorship, ...]:
    """The mentorships of this program that have not ended."""
    every = unit.mentorships.find(program_id=program_id)
    ended = {
        ending.mentorship_id
        for ending in unit.endings.find(mentorship_id=tuple(one.id for one in every))
    }
    return tuple(one for one in every if one.id not in ended)
