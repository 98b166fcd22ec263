"""How a question is put to a mentor: its dates, its delivery, or a silence that looks the same."""

from dataclasses import replace
from datetime import datetime

from bot.domain import lags
from bot.domain.ids import new_id
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.requests import Request, RequestState, until
from bot.domain.rounds import ONE_ON_ONE
from bot.ports import Unit
from bot.services import away, programs, sides
from bot.services.sides import Sides

_REMEMBERED = 200
"""The newest real answers from which a delay is drawn."""


def draft(
    unit: Unit, program: Program, mentee: Participant, mentor: Participant, moment: datetime
) -> Request:
    """An open request between these two, its dates counted in the mentor's working days."""
    person = unit.people.get(mentor.person_id)
    present = away.present_from(unit, person, moment)
    role = unit.roles.one(participant_id=mentee.id, role=Role.MENTEE)
    line = role.line if role else ""
    return replace(drawn(program, (mentee, mentor), person, (moment, present)), line=line)


def drawn(
    program: Program,
    two: tuple[Participant, Participant],
    person: Person,
    times: tuple[datetime, datetime],
) -> Request:
    """The same, all of it known: a mentee and a mentor, the mentor's person, now and from when
    on she can answer."""
    (mentee, mentor), (moment, present) = two, times
    answer_by, remind_at = programs.answer_dates(program, person, present)
    return Request(
        id=new_id(),
        program_id=program.id,
        mentee_id=mentee.id,
        mentor_id=mentor.id,
        type=ONE_ON_ONE,
        asked_by=mentee.id,
        asked_at=moment,
        answer_by=answer_by,
        wake_at=remind_at,
    )


def put(unit: Unit, request: Request, moment: datetime) -> None:
    """Put the question: the mentor is asked, unless it is to stay unheard; all else is the
    same. Raises Refused where one of the two has left meanwhile."""
    whole = sides.of(unit, request)
    if whole.mentee.left_at is not None or whole.mentor.left_at is not None:
        raise refuse("request.not_available")
    unit.requests.add(_quiet(unit, whole, moment) if request.silent else request)
    unit.deliveries.queue(sides.to_mentor(whole, "request", "request.asked", moment))
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)
    unit.deliveries.want(moment, template="channel.card", subject_id=request.program_id)


def _quiet(unit: Unit, whole: Sides, moment: datetime) -> Request:
    """The request with the moment at which it closes like one that was passed on."""
    pass_at = passes_at(unit, whole, whole.mentor_person, whole.deadline, moment)
    return replace(whole.request, unheard=until(pass_at))


def passes_at(
    unit: Unit, whole: Sides, person: Person, deadline: datetime, moment: datetime
) -> datetime | None:
    """When a silent question to this person closes as if she had passed on it; None where it
    runs out instead, as some do. Nobody can draw it again from what is stored."""
    present = away.present_from(unit, person, moment)
    drawn = lags.drawn(new_id(), person, present, _real_answers(unit, whole.program))
    return drawn if drawn is not None and drawn < deadline else None


def _real_answers(unit: Unit, program: Program) -> list[lags.Answered]:
    """How long the newest passes of this program took, and which requests simply ran out."""
    over = unit.requests.find(
        program_id=program.id,
        state=(RequestState.PASSED, RequestState.EXPIRED),
    )
    asked = [one for one in over if one.round_id is not None and not one.silent]
    found: list[lags.Answered] = []
    for request in asked[-_REMEMBERED:]:
        person = sides.of(unit, request).mentor_person
        passed = request.closed_at if request.state is RequestState.PASSED else None
        found.append(lags.lag(person, request.asked_at, passed) if passed else None)
    return found


def anew(unit: Unit, whole: Sides, moment: datetime) -> datetime:
    """An open request has its whole time again from now on; its new deadline."""
    person = whole.mentor_person
    present = away.present_from(unit, person, moment)
    answer_by, remind_at = programs.answer_dates(whole.program, person, present)
    fresh = replace(whole.request, answer_by=answer_by, wake_at=remind_at)
    again = sides.of(unit, fresh)
    unit.requests.save(_quiet(unit, again, moment) if fresh.silent else fresh)
    return again.deadline
