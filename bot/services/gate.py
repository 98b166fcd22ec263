"""What the gate knows at the moment of sending, and the turns it gives."""

from dataclasses import replace
from datetime import datetime

from bot.domain.deliveries import Delivery, Surface
from bot.domain.limits import APART
from bot.domain.mentorships import Pause
from bot.domain.people import Person
from bot.domain.programs import ProgramState
from bot.domain.quiet import HISTORY, Situation, after_sending
from bot.ports import Unit

BASE_LOCALE = "en"


def readers_of(unit: Unit, row: Delivery) -> tuple[Person, ...]:
    """The readers: one person, or everybody in the mentorship."""
    if row.person_id is not None and row.rules.surface is not Surface.GROUP:
        return (unit.people.get(row.person_id),)
    if row.mentorship_id is None:
        return ()
    members = unit.members.find(mentorship_id=row.mentorship_id)
    return tuple(unit.people.get(member.person_id) for member in members)


def locale_of(unit: Unit, row: Delivery) -> str:
    """The reader's language; a group's where all share one, else the base language."""
    if row.person_id is not None:
        return unit.people.get(row.person_id).reads
    if "locale" in row.params:
        return str(row.params["locale"])
    spoken = {person.reads for person in readers_of(unit, row)}
    return spoken.pop() if len(spoken) == 1 else BASE_LOCALE


def silence(unit: Unit, row: Delivery, moment: datetime) -> datetime | None:
    """Until when Slack asked for silence, if it did."""
    gate = unit.workspaces.get(row.workspace_id).post_gate
    return gate if gate is not None and gate > moment else None


def situation(unit: Unit, row: Delivery, moment: datetime) -> Situation:
    """What the gate needs to know about the readers of this row, as it is now."""
    readers = readers_of(unit, row)
    program = None if row.program_id is None else unit.programs.get(row.program_id)
    ended = row.mentorship_id is not None and unit.endings.one(mentorship_id=row.mentorship_id)
    since = moment - HISTORY
    return Situation(
        readers=tuple(_with_own_turn(row, reader) for reader in readers),
        sent=() if row.person_id is None else unit.deliveries.sent_to(row.person_id, since),
        pauses=_pauses(unit, row, readers),
        program=ProgramState.OPEN if program is None else program.state,
        ended=bool(ended),
        workspace_paused=unit.workspaces.get(row.workspace_id).paused_reason is not None,
    )


def _with_own_turn(row: Delivery, reader: Person) -> Person:
    """A row that was marked before and not posted still has its turn, and need not wait for
    the quiet that it reserved itself."""
    if row.sending_at is None or reader.next_allowed_at != row.sending_at + APART:
        return reader
    return replace(reader, next_allowed_at=None)


def _pauses(unit: Unit, row: Delivery, readers: tuple[Person, ...]) -> tuple[Pause, ...]:
    of_readers = unit.pauses.find(person_id=tuple(reader.id for reader in readers))
    if row.mentorship_id is None:
        return of_readers
    return (*of_readers, *unit.pauses.find(mentorship_id=row.mentorship_id))


def takes_turn(unit: Unit, row: Delivery, moment: datetime) -> bool:
    """Reserve the reader's quiet after this row; False where another process was faster."""
    if row.person_id is None:
        return True
    person = unit.people.get(row.person_id)
    quiet = after_sending(row, person, moment).next_allowed_at
    if quiet == person.next_allowed_at:
        return True
    before = {"next_allowed_at": person.next_allowed_at}
    return unit.people.change(person.id, before, {"next_allowed_at": quiet})
