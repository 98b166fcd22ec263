"""Leaving a program: matches end without blame, requests close, and joining again stays open."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.deliveries import About, plan
from bot.domain.facts import Fact, Mention, Several, Term
from bot.domain.ids import delivery_id
from bot.domain.messages import Message
from bot.domain.participants import Participant
from bot.domain.people import Person, PersonStatus
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, Request, RequestState
from bot.ports import Unit
from bot.services import endings, enrollment, locking, mentorships, people, programs, rounds, sides
from bot.services.mentorships import Whole

LEFT = "left"
"""The receipt of leaving."""


@dataclass(frozen=True)
class Inside:
    """Somebody in the present program, and what would end with her leaving."""

    program: Program
    person: Person
    member: Participant
    running: tuple[Whole, ...]
    asked: tuple[Request, ...]


def inside(unit: Unit, workspace_id: str, slack_id: str) -> Inside:
    """What leaving would end; raises Refused for somebody who is not in the program."""
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if program and person else None
    if program is None or person is None or member is None:
        raise refuse("leave.not_joined")
    found = mentorships.of_person(unit, workspace_id, slack_id)
    running = tuple(one for one, _ in found if one.mentorship.program_id == program.id)
    return Inside(program, person, member, running, open_requests(unit, member))


def open_requests(unit: Unit, member: Participant) -> tuple[Request, ...]:
    """The requests that wait for this participant or for somebody she asked."""
    mine = unit.requests.find(mentee_id=member.id, state=LIVE)
    return (*mine, *unit.requests.find(mentor_id=member.id, state=LIVE))


def card(unit: Unit, workspace_id: str, slack_id: str) -> Message:
    """What would happen, before it does; raises Refused."""
    here = inside(unit, workspace_id, slack_id)
    asked = [one for one in here.asked if not one.silent or one.mentee_id == here.member.id]
    facts: dict[str, Fact] = {
        "program": Term(f"program.{here.program.template}"),
        "matches": Several(tuple(_match(one, slack_id) for one in here.running)),
        "requests": Term("leave.requests", {"n": len(asked)}) if asked else "",
    }
    return Message("leave.card", here.member.id, facts)


def leave(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> None:
    """Leave the present program; what is queued for her there is dropped. Raises Refused."""
    locking.participant(unit, inside(unit, workspace_id, slack_id).member)
    here = inside(unit, workspace_id, slack_id)
    for whole in here.running:
        endings.end(unit, whole.mentorship.id, slack_id, moment)
    go(unit, here.member, LEFT, moment)
    if here.person.status is PersonStatus.ACTIVE:
        _confirm(unit, here, moment)


def go(unit: Unit, member: Participant, why: str, moment: datetime) -> None:
    """This participant is no longer in the program: nothing is asked of her or for her any more,
    and what was said shows it. `why` is kept with the messages that are dropped."""
    unit.participants.change(member.id, {}, {"left_at": moment})
    for request in unit.requests.find(mentee_id=member.id, state=LIVE):
        sides.close(unit, sides.of(unit, request), RequestState.WITHDRAWN, moment)
    rounds.withdraw(unit, member.id, moment)
    for request in unit.requests.find(mentor_id=member.id, state=LIVE):
        rounds.not_available(unit, sides.of(unit, request), RequestState.PASSED, moment)
    program = member.program_id
    unit.deliveries.cancel(why, person_id=member.person_id, program_id=program)
    unit.deliveries.want(moment, template="joined", subject_id=member.id)
    unit.deliveries.want(moment, template="channel.card", subject_id=program)


def _confirm(unit: Unit, here: Inside, moment: datetime) -> None:
    """The receipt; somebody may join and leave more than once."""
    about = About(
        here.program.workspace_id,
        "participant",
        here.member.id,
        here.person.id,
        program_id=here.program.id,
    )
    row = plan("receipt", LEFT, about, moment)
    key = f"{row.key}/{moment.isoformat()}"
    unit.deliveries.queue(replace(row, id=delivery_id(key), key=key))


def _match(whole: Whole, slack_id: str) -> Fact:
    partners = [one for one in whole.everyone() if one.slack_id != slack_id]
    names = Several(tuple(Mention(one.slack_id) for one in partners))
    return Term("leave.match", {"partner": names})
