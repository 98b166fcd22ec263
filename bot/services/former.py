"""People who are in no program now, though they were: what Home shows them."""

from bot.domain import hours
from bot.domain.access import shown
from bot.domain.facts import Day, Fact, Quote, Several, Term
from bot.domain.meetings import Note
from bot.domain.messages import Message
from bot.domain.participants import Participant
from bot.domain.people import Person
from bot.domain.programs import Program, ProgramState
from bot.domain.words import shorten
from bot.ports import Unit
from bot.services import goals, notes

Buttons = tuple[str, ...] | None
"""The buttons of a part instead of its own, or None."""

NOTES_MOST, NOTE_MOST = 5, 200
"""Parked questions shown at Home, and characters of each; the rest comes back before the talk."""


def latest(unit: Unit, workspace_id: str, person: Person) -> tuple[Program, Participant] | None:
    """The last program this person was in and has left, or that has ended; None without one."""
    every = unit.participants.find(person_id=person.id)
    for member in sorted(every, key=lambda one: one.joined_at, reverse=True):
        program = unit.programs.get(member.program_id)
        over = program.state is ProgramState.CLOSED or member.left_at is not None
        if program.workspace_id == workspace_id and over:
            return program, member
    return None


def parts(
    unit: Unit, person: Person, was: tuple[Program, Participant], is_open: bool
) -> tuple[Message, ...]:
    """What a former member reads: that it is over for her, whether she can come back (`is_open`:
    a program is), and what stays hers."""
    program, member = was
    if program.state is ProgramState.CLOSED:
        text, facts = "home.over", _named(program)
    else:
        left = hours.local_day(person, member.left_at or member.joined_at)
        text, facts = "home.left", {"day": Day(left), **_named(program)}
    buttons = ("join.start", "learn.about") if is_open else ()
    first = Message(text, member.id, facts, buttons)
    return (first, *hers(unit, member, kept_buttons=(), line_buttons=()))


def hers(
    unit: Unit, member: Participant, kept_buttons: Buttons = None, line_buttons: Buttons = None
) -> tuple[Message, ...]:
    """What this participant wrote for herself: parked questions, and her own line over time."""
    parked = _kept(member.id, notes.parked(unit, member.id), kept_buttons)
    line = goals.line_over_time(unit, member, line_buttons)
    return tuple(part for part in (parked, line) if part is not None)


def _kept(value: str, parked: tuple[Note, ...], buttons: Buttons) -> Message | None:
    """The parked questions as a part of Home; None without any."""
    if not parked:
        return None
    seen = [Quote(shorten(shown(note.text, (value,)), NOTE_MOST)) for note in parked[-NOTES_MOST:]]
    quotes = Several(tuple(Term("home.quoted", {"note": one}) for one in seen))
    count = Term("count.kept", {"n": len(parked)})
    return Message("home.kept", value, {"count": count, "notes": quotes}, buttons)


def _named(program: Program) -> dict[str, Fact]:
    return {"program": Term(f"program.{program.template}")}
