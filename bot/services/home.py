"""Home: the next action first, then where things stand, then help."""

from datetime import datetime

from bot.domain.deliveries import Delivery
from bot.domain.facts import At, Day, Fact, Mention, Quote, Several, Term
from bot.domain.mentorships import Member
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.requests import Request, RequestState
from bot.ports import Unit
from bot.services import enrollment, mentorships, notes, people, programs, requests, suggestions
from bot.services.mentorships import Whole


def screen(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> tuple[Message, ...]:
    """What this person sees at Home, the next action first; never empty."""
    program = programs.current(unit, workspace_id)
    if program is None:
        return (Message("home.none", workspace_id),)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if person else None
    if person is None or member is None:
        return (Message("home.newcomer", program.id), *_help(program))
    parts = [
        *_asked_of(unit, member),
        *_mentorships(unit, workspace_id, person, moment),
        *_looking(unit, program, member),
        *_kept(unit, member),
    ]
    return (*parts, Message("home.profile", member.id), *_help(program))


def next_step(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> Message:
    """The one thing this person could do next."""
    return screen(unit, workspace_id, slack_id, moment)[0]


def _asked_of(unit: Unit, member: Participant) -> list[Message]:
    """Requests that wait for this mentor's answer."""
    waiting = unit.requests.find(mentor_id=member.id, state=RequestState.OPEN, silent=False)
    return [_request(unit, request) for request in waiting]


def _request(unit: Unit, request: Request) -> Message:
    mentee = requests.sides(unit, request).mentee_person
    facts: dict[str, Fact] = {"mentee": Mention(mentee.slack_id), "day": Day(request.answer_by)}
    return Message("home.request", request.id, facts)


def _mentorships(unit: Unit, workspace_id: str, person: Person, moment: datetime) -> list[Message]:
    found = mentorships.of_person(unit, workspace_id, person.slack_id)
    return [_mentorship(unit, whole, member, moment) for whole, member in found]


def _mentorship(unit: Unit, whole: Whole, member: Member, moment: datetime) -> Message:
    reader = whole.person(member)
    facts: dict[str, Fact] = {
        "partner": Several(tuple(Mention(one.slack_id) for one in whole.partners(member))),
        "stage": Term(f"stage.{mentorships.stage(unit, whole.mentorship.id)}"),
    }
    meeting = mentorships.planned(unit, whole.mentorship.id)
    if meeting is None:
        return Message("home.pick", whole.mentorship.id, facts)
    facts["at"] = At(meeting.starts_at, reader.zone)
    if meeting.starts_at <= moment:
        return Message("home.talked", meeting.id, facts)
    return Message("home.talk", whole.mentorship.id, facts)


def _looking(unit: Unit, program: Program, member: Participant) -> list[Message]:
    roles = {role.role: role for role in unit.roles.find(participant_id=member.id)}
    found: list[Message] = []
    if Role.MENTEE in roles and not enrollment.is_matched(unit, member):
        found.append(_mentee(unit, program, member))
    mentor = roles.get(Role.MENTOR)
    if mentor is not None and mentor.taken < mentor.capacity:
        free = Term("count.one_place", {"n": mentor.capacity - mentor.taken})
        found.append(Message("home.mentor", member.id, {"places": free}))
    return found


def _mentee(unit: Unit, program: Program, member: Participant) -> Message:
    for state in (RequestState.MENTOR_YES, RequestState.OPEN):
        request = unit.requests.one(mentee_id=member.id, state=state)
        if request is not None:
            mentor = requests.sides(unit, request).mentor_person
            facts: dict[str, Fact] = {
                "mentor": Mention(mentor.slack_id),
                "day": Day(request.answer_by),
            }
            return Message(f"home.asked.{state}", request.id, facts)
    if suggestions.for_mentee(unit, program, member):
        return Message("home.choose", member.id)
    return Message("home.nobody", member.id)


def _kept(unit: Unit, member: Participant) -> list[Message]:
    kept = notes.parked(unit, member.id)
    if not kept:
        return [Message("home.note", member.id)]
    quotes = Several(tuple(Quote(note.text) for note in kept))
    count = Term("count.kept", {"n": len(kept)})
    return [Message("home.kept", member.id, {"count": count, "notes": quotes})]


def _help(program: Program) -> list[Message]:
    contacts = program.contacts
    if contacts is None:
        return []
    facts: dict[str, Fact] = {
        "assistance": Quote(contacts.assistance),
        "people_team": Quote(contacts.people_team),
        "harassment": Quote(contacts.harassment),
        "emergency": Quote(contacts.emergency),
    }
    return [Message("home.help", program.id, facts)]


def why(delivery: Delivery) -> str:
    """The id of the sentence that says why this message came."""
    return f"why.{delivery.kind}"
