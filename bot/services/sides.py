"""A request with the people on both sides of it: its dates, its messages, its closing."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import hours, rounds, workdays
from bot.domain.deliveries import About, Delivery, plan
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, Request, RequestState
from bot.domain.rounds import Round, RoundState
from bot.ports import Unit
from bot.services import places, programs


@dataclass(frozen=True)
class Sides:
    """A request with everybody it concerns, and the round it belongs to, if any."""

    request: Request
    program: Program
    mentee: Participant
    mentor: Participant
    mentee_person: Person
    mentor_person: Person
    round: Round | None = None

    @property
    def deadline(self) -> datetime:
        """When the mentor's time to answer is over: her last working day, and never after the
        day promised to the mentee."""
        person = self.mentor_person
        end = hours.instant(self.request.answer_by, person.hours.closes, person.zone)
        return min(end, self.round_ends or end)

    @property
    def round_ends(self) -> datetime | None:
        """When the round that goes on is over; None without one."""
        if self.round is None or self.round.state is not RoundState.OPEN:
            return None
        return rounds.ends_at(self.round, self.mentee_person)

    @property
    def heard_by(self) -> date:
        """The day by which the mentee hears of this request, on her own calendar."""
        heard = hours.next_opening(self.mentee_person, self.deadline)
        return hours.local_day(self.mentee_person, heard)


def of(unit: Unit, request: Request) -> Sides:
    """The request with everybody it concerns."""
    mentee = unit.participants.get(request.mentee_id)
    mentor = unit.participants.get(request.mentor_id)
    return Sides(
        request,
        unit.programs.get(request.program_id),
        mentee,
        mentor,
        unit.people.get(mentee.person_id),
        unit.people.get(mentor.person_id),
        unit.rounds.get(request.round_id) if request.round_id else None,
    )


def mine(unit: Unit, slack_id: str, request_id: str, role: Role) -> Sides:
    """The request, if this person stands on that side of it; else Refused, saying nothing more.

    One that was never delivered is nothing its mentor knows of.
    """
    request = unit.requests.one(id=request_id)
    if request is None:
        raise refuse("request.not_yours")
    whole = of(unit, request)
    person = whole.mentor_person if role is Role.MENTOR else whole.mentee_person
    if person.slack_id != slack_id or _never_delivered_to(whole, role):
        raise refuse("request.not_yours")
    return whole


def _never_delivered_to(whole: Sides, role: Role) -> bool:
    """Whether this side was asked, but silently."""
    side = whole.mentor if role is Role.MENTOR else whole.mentee
    return whole.request.silent and whole.request.asked_by != side.id


def mentee_deadline(whole: Sides, moment: datetime) -> datetime:
    """The end of the mentee's last working day to say yes, counted from the mentor's yes."""
    person = whole.mentee_person
    today = hours.local_day(person, moment)
    days = programs.setting(whole.program, "answer_days")
    last = workdays.add_workdays(today, days, person.hours.days)
    return hours.instant(last, person.hours.closes, person.zone)


def about(whole: Sides, person: Person) -> About:
    """What a message about this request to one of its people is about."""
    program = whole.program
    return About(
        program.workspace_id, "request", whole.request.id, person.id, program_id=program.id
    )


def to_mentor(whole: Sides, kind: str, template: str, moment: datetime) -> Delivery:
    """A message to the mentor that is worth reading until her time is over."""
    return plan(kind, template, about(whole, whole.mentor_person), moment, expires=whole.deadline)


def to_mentee(whole: Sides, kind: str, template: str, moment: datetime) -> Delivery:
    """A message to the mentee."""
    return plan(kind, template, about(whole, whole.mentee_person), moment)


def close(unit: Unit, whole: Sides, state: RequestState, moment: datetime) -> None:
    """Close a live request: a held place is free again, what waits is not sent any more, what is
    shown follows. Raises Refused where it was settled meanwhile."""
    request = whole.request
    if request.state not in LIVE or not unit.requests.change(
        request.id,
        {"state": request.state},
        {"state": state, "closed_at": moment, "wake_at": None},
    ):
        raise refuse("request.settled")
    if request.state is RequestState.MENTOR_YES:
        places.free(unit, request.mentor_id, request.type)
    unit.deliveries.cancel("closed", subject_type="request", subject_id=request.id)
    unit.deliveries.want(moment, subject_type="request", subject_id=request.id)
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)
    unit.deliveries.want(moment, template="channel.card", subject_id=request.program_id)
