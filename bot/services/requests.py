"""Requests: ask, pass, accept, withdraw, remind, expire; and the yes of both that begins."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import hours, workdays
from bot.domain.deliveries import About, Delivery, plan
from bot.domain.ids import new_id
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, Acceptance, Request, RequestState
from bot.ports import Unit
from bot.services import away, enrollment, mentorships, people, places, programs, suggestions

LINE_MOST = enrollment.LINE_MOST
"""Characters of the line that goes with a request."""


@dataclass(frozen=True)
class Sides:
    """A request with the people on both sides of it."""

    request: Request
    program: Program
    mentee: Participant
    mentor: Participant
    mentee_person: Person
    mentor_person: Person


def sides(unit: Unit, request: Request) -> Sides:
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
    )


def asker(unit: Unit, workspace_id: str, slack_id: str) -> tuple[Program, Participant]:
    """The mentee behind this Slack id, in the open program; raises Refused."""
    program = programs.open_now(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if person else None
    if member is None or unit.roles.one(participant_id=member.id, role=Role.MENTEE) is None:
        raise refuse("find.not_mentee")
    if enrollment.is_matched(unit, member):
        raise refuse("find.matched")
    return program, member


def ask(unit: Unit, workspace_id: str, slack_id: str, mentor_id: str, moment: datetime) -> Request:
    """Ask one suggested mentor (twice asks once); Refused where a rule or request forbids it."""
    program, mentee = asker(unit, workspace_id, slack_id)
    enrollment.alone(unit, mentee)
    if same := unit.requests.one(mentee_id=mentee.id, mentor_id=mentor_id, state=LIVE):
        return same
    none_open(unit, mentee)
    offered = suggestions.for_mentee(unit, program, mentee, every=True)
    chosen = next((one for one in offered if one.mentor_id == mentor_id), None)
    if chosen is None:
        raise refuse("request.not_available")
    drawn = draft(unit, program, mentee, unit.participants.get(mentor_id), moment)
    request = replace(drawn, topic=chosen.topic)
    _open(unit, request, moment)
    return request


def none_open(unit: Unit, mentee: Participant) -> None:
    """Raise Refused where this mentee already waits for an answer."""
    if unit.requests.one(mentee_id=mentee.id, state=LIVE) is not None:
        raise refuse("request.already_open")


def draft(
    unit: Unit, program: Program, mentee: Participant, mentor: Participant, moment: datetime
) -> Request:
    """An open request between these two, its dates counted in the mentor's working days."""
    person = unit.people.get(mentor.person_id)
    present = away.present_from(unit, person, moment)
    answer_by, remind_at = programs.answer_dates(program, person, present)
    role = unit.roles.one(participant_id=mentee.id, role=Role.MENTEE)
    return Request(
        id=new_id(),
        program_id=program.id,
        mentee_id=mentee.id,
        mentor_id=mentor.id,
        type="one_on_one",
        asked_by=mentee.id,
        asked_at=moment,
        answer_by=answer_by,
        line=role.line if role else "",
        wake_at=remind_at,
    )


def _open(unit: Unit, request: Request, moment: datetime) -> None:
    unit.requests.add(request)
    whole = sides(unit, request)
    if not request.silent:
        unit.deliveries.queue(_to_mentor(whole, "request", "request.asked", moment))
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)
    unit.deliveries.want(moment, template="channel.card", subject_id=request.program_id)


def open_request(
    unit: Unit, request: Request, proposer: Participant, role: Role, moment: datetime
) -> None:
    """Open a request whose proposer accepted the four lines with it.

    A mentee's goes the usual way; a mentor's holds the place at once and asks the mentee.
    Raises Refused where no place is left.
    """
    if role is Role.MENTEE:
        _open(unit, request, moment)
        _accept_lines(unit, request, proposer, role, moment)
        return
    places.hold(unit, proposer)
    whole = sides(unit, request)
    end = mentee_deadline(whole, moment)
    held = replace(request, state=RequestState.MENTOR_YES, wake_at=end)
    unit.requests.add(held)
    _accept_lines(unit, held, proposer, role, moment)
    about = _about(whole, whole.mentee_person)
    unit.deliveries.queue(plan("request", "request.offer", about, moment, expires=end))
    unit.deliveries.want(moment, template="joined", subject_id=held.mentee_id)


def confirmable(unit: Unit, slack_id: str, request_id: str) -> Sides:
    """What the mentee may confirm; raises Refused where there is nothing to confirm any more."""
    whole = _mine(unit, slack_id, request_id, Role.MENTEE)
    if whole.request.state is not RequestState.MENTOR_YES:
        raise refuse("request.settled")
    return whole


def deadline(whole: Sides) -> datetime:
    """The end of the mentor's last working day to answer, on the mentor's clock."""
    person = whole.mentor_person
    return hours.instant(whole.request.answer_by, person.hours.closes, person.zone)


def _about(whole: Sides, person: Person) -> About:
    program = whole.program
    return About(
        program.workspace_id, "request", whole.request.id, person.id, program_id=program.id
    )


def _to_mentor(whole: Sides, kind: str, template: str, moment: datetime) -> Delivery:
    about = _about(whole, whole.mentor_person)
    return plan(kind, template, about, moment, expires=deadline(whole))


def _to_mentee(whole: Sides, kind: str, template: str, moment: datetime) -> Delivery:
    return plan(kind, template, _about(whole, whole.mentee_person), moment)


def _mine(unit: Unit, slack_id: str, request_id: str, role: Role) -> Sides:
    """The request, if this person stands on that side of it; else Refused, saying nothing more."""
    request = unit.requests.one(id=request_id)
    if request is None:
        raise refuse("request.not_yours")
    whole = sides(unit, request)
    person = whole.mentor_person if role is Role.MENTOR else whole.mentee_person
    if person.slack_id != slack_id:
        raise refuse("request.not_yours")
    return whole


def four_lines(unit: Unit, slack_id: str, request_id: str) -> Sides:
    """What the mentor accepts; raises Refused where there is nothing to accept any more."""
    whole = _mine(unit, slack_id, request_id, Role.MENTOR)
    if whole.request.state is not RequestState.OPEN:
        raise refuse("request.settled")
    return whole


def pass_on(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentor passes: no reason, and the mentee reads only "not available"."""
    whole = _mine(unit, slack_id, request_id, Role.MENTOR)
    _close(unit, whole, RequestState.PASSED, moment)
    unit.deliveries.queue(_to_mentee(whole, "answer", "request.unavailable", moment))


def accept(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentor accepts the four lines: the place is held and the mentee is told.

    Raises Refused where the request was settled meanwhile or no place is left.
    """
    whole = four_lines(unit, slack_id, request_id)
    request = whole.request
    places.hold(unit, whole.mentor)
    if not unit.requests.change(
        request.id,
        {"state": RequestState.OPEN},
        {"state": RequestState.MENTOR_YES, "wake_at": mentee_deadline(whole, moment)},
    ):
        raise refuse("request.settled")
    _accept_lines(unit, request, whole.mentor, Role.MENTOR, moment)
    unit.deliveries.cancel("answered", subject_id=request.id, person_id=whole.mentor_person.id)
    unit.deliveries.want(moment, subject_type="request", subject_id=request.id)
    _overtake(unit, whole, moment)
    if unit.acceptances.one(request_id=request.id, participant_id=whole.mentee.id):
        mentorships.begin(unit, unit.requests.get(request.id), moment)
        return
    unit.deliveries.queue(_to_mentee(whole, "answer", "request.yes", moment))
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)


def confirm(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentee accepts the same four lines: the mentorship begins. Raises Refused."""
    whole = confirmable(unit, slack_id, request_id)
    _accept_lines(unit, whole.request, whole.mentee, Role.MENTEE, moment)
    mentorships.begin(unit, whole.request, moment)


def withdraw(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentee takes the request back; a held place is free again. Raises Refused."""
    whole = _mine(unit, slack_id, request_id, Role.MENTEE)
    _close(unit, whole, RequestState.WITHDRAWN, moment)


def wake(unit: Unit, request: Request, moment: datetime) -> None:
    """What is due for a request now: the one reminder, then the expiry."""
    whole = sides(unit, request)
    if request.state is RequestState.OPEN:
        end = deadline(whole)
        if moment < end:
            if not request.silent:
                reminder = _to_mentor(whole, "request", "request.reminder", moment)
                unit.deliveries.queue(reminder)
            unit.requests.save(replace(request, wake_at=end))
            return
        _close(unit, whole, RequestState.EXPIRED, moment)
        unit.deliveries.queue(_to_mentee(whole, "answer", "request.unavailable", moment))
    elif request.state is RequestState.MENTOR_YES:
        _close(unit, whole, RequestState.EXPIRED, moment)
        about = _about(whole, whole.mentor_person)
        unit.deliveries.queue(plan("answer", "request.lapsed", about, moment))
    else:
        unit.requests.save(replace(request, wake_at=None))


def _accept_lines(
    unit: Unit, request: Request, who: Participant, role: Role, moment: datetime
) -> None:
    if unit.acceptances.one(request_id=request.id, participant_id=who.id) is None:
        unit.acceptances.add(Acceptance(new_id(), request.id, who.id, role, moment))


def mentee_deadline(whole: Sides, moment: datetime) -> datetime:
    """The end of the mentee's last working day to say yes, counted from the mentor's yes."""
    person = whole.mentee_person
    today = hours.local(moment, person.zone).date()
    days = programs.setting(whole.program, "answer_days")
    last = workdays.add_workdays(today, days, person.hours.days)
    return hours.instant(last, person.hours.closes, person.zone)


def _close(unit: Unit, whole: Sides, state: RequestState, moment: datetime) -> None:
    request = whole.request
    if request.state not in LIVE or not unit.requests.change(
        request.id,
        {"state": request.state},
        {"state": state, "closed_at": moment, "wake_at": None},
    ):
        raise refuse("request.settled")
    if request.state is RequestState.MENTOR_YES:
        places.free(unit, request.mentor_id)
    unit.deliveries.cancel("closed", subject_type="request", subject_id=request.id)
    unit.deliveries.want(moment, subject_type="request", subject_id=request.id)
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)
    unit.deliveries.want(moment, template="channel.card", subject_id=request.program_id)


def _overtake(unit: Unit, whole: Sides, moment: datetime) -> None:
    """Close what this yes leaves no room for: the mentee's other requests, and those of others
    to a mentor whose last place it took."""
    others = list(unit.requests.find(mentee_id=whole.mentee.id, state=RequestState.OPEN))
    role = unit.roles.one(participant_id=whole.mentor.id, role=Role.MENTOR)
    if role is not None and role.taken >= role.capacity:
        others += unit.requests.find(mentor_id=whole.mentor.id, state=RequestState.OPEN)
    for other in others:
        rival = sides(unit, other)
        _close(unit, rival, RequestState.OVERTAKEN, moment)
        if rival.mentee.id != whole.mentee.id:
            unit.deliveries.queue(_to_mentee(rival, "answer", "request.unavailable", moment))
