"""Learning: where somebody stands, what was read, and the one count that coordinators see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import Term
from bot.domain.ids import new_id
from bot.domain.learning import COUNTED_FROM, READ, Lesson, Standing, next_read, shelf
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.words import Text
from bot.ports import Unit
from bot.services import enrollment, evidence, mentorships, people, programs


@dataclass(frozen=True)
class Reader:
    """Somebody in the program, and where she stands."""

    person: Person
    member: Participant
    here: Standing


def reader(
    unit: Unit, workspace_id: str, slack_id: str, moment: datetime, about: str = ""
) -> Reader:
    """Where this person stands, in the mentorship `about` or else the first of hers; raises
    Refused for somebody who did not join."""
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if program and person else None
    if person is None or member is None:
        raise refuse("learn.join_first")
    return Reader(person, member, standing(unit, person, member, moment, about))


def standing(
    unit: Unit, person: Person, member: Participant, moment: datetime, about: str = ""
) -> Standing:
    """The same for a participant who is known."""
    roles = frozenset(one.role for one in unit.roles.find(participant_id=member.id))
    done = frozenset(one.name for one in unit.lessons.find(participant_id=member.id))
    running = mentorships.of_person(unit, person.workspace_id, person.slack_id)
    ids = [whole.mentorship.id for whole, _ in running]
    if not ids:
        return Standing(roles, done)
    entry = evidence.entries(unit, about if about in ids else ids[0])[-1]
    return Standing(roles, done, entry.stage, (moment - entry.at).days)


def finish(unit: Unit, workspace_id: str, slack_id: str, name: str, moment: datetime) -> None:
    """This person has done this read; doing it again changes nothing. Raises Refused."""
    mine = reader(unit, workspace_id, slack_id, moment)
    if name not in mine.here.done:
        unit.lessons.add(Lesson(new_id(), mine.member.id, name, moment))
    if Role.MENTOR in mine.here.roles and not mine.here.done:
        # The first message to a mentor offers the first read.
        unit.deliveries.want(moment, template="joined", subject_id=mine.member.id)


def at_home(here: Standing, about: str, texts: Sequence[Text]) -> Message:
    """A part of Home: the read that fits now, or where reads and plans are."""
    text = next_read(shelf(texts, READ, here.roles), here)
    if text is None:
        return Message("home.shelf", about)
    return Message("home.learn", text.id, {"title": Term(f"{text.id}.title")})


def counted(unit: Unit, program: Program) -> Message:
    """What coordinators see: how many people did how many reads, never who or which; nothing
    before enough people joined."""
    members = unit.participants.find(program_id=program.id, left_at=None)
    if len(members) < COUNTED_FROM:
        return Message("admin.reads.few", program.id, {"people": COUNTED_FROM})
    found = unit.lessons.find(participant_id=tuple(one.id for one in members))
    facts = {
        "people": Term("count.readers", {"n": len({one.participant_id for one in found})}),
        "reads": Term("count.reads", {"n": len(found)}),
    }
    return Message("admin.reads", program.id, facts)
