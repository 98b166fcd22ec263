"""Requests: ask, pass, accept, withdraw, remind, expire; and the yes of both that begins."""

from dataclasses import replace
from datetime import datetime

from bot.content import types
from bot.content.types import ONE_ON_ONE
from bot.domain.deliveries import plan
from bot.domain.ids import new_id
from bot.domain.participants import Participant, Role
from bot.domain.people import PersonStatus
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, Acceptance, Request, RequestState, until
from bot.domain.rounds import Round, RoundState
from bot.ports import Unit
from bot.services import (
    asking,
    enrollment,
    locking,
    mentorships,
    people,
    places,
    programs,
    rounds,
    sides,
    suggestions,
)
from bot.services.pool import Pool
from bot.services.sides import Sides

LINE_MOST = enrollment.LINE_MOST
"""Characters of the line that goes with a request."""


# --- the mentee asks ----------------------------------------------------------------------------


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
    """Ask one mentor (twice asks once); Refused where a rule or another request forbids it."""
    program, mentee = asker(unit, workspace_id, slack_id)
    locking.participant(unit, mentee)
    pair = {"mentee_id": mentee.id, "mentor_id": mentor_id}
    if same := unit.requests.one(state=LIVE, type=ONE_ON_ONE, **pair):
        return same
    none_open(unit, mentee)
    mentor = unit.participants.one(id=mentor_id, program_id=program.id)
    if mentor is None or suggestions.one(Pool(unit, program, moment), mentee, mentor) is None:
        raise refuse("request.not_available")
    return _begin(unit, mentee, (mentor_id,), moment)


def choose(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> Request:
    """Ask the first of the suggestions, and keep the others in their order; raises Refused."""
    program, mentee = asker(unit, workspace_id, slack_id)
    locking.participant(unit, mentee)
    none_open(unit, mentee)
    offers = suggestions.for_mentee(unit, program, mentee, moment=moment)
    if not offers:
        raise refuse("find.nobody")
    return _begin(unit, mentee, tuple(one.mentor_id for one in offers), moment)


def then(unit: Unit, workspace_id: str, slack_id: str, mentor_id: str, moment: datetime) -> Round:
    """Put this mentor behind those who were asked: she is asked next. Raises Refused where
    nobody has been asked, or enough stand in line."""
    program, mentee = asker(unit, workspace_id, slack_id)
    locking.participant(unit, mentee)
    asked = rounds.current(unit, mentee)
    if asked is None or not unit.requests.find(round_id=asked.id, state=RequestState.OPEN):
        raise refuse("request.none_open")
    if mentor_id in asked.choices:
        return asked
    mentor = unit.participants.one(id=mentor_id, program_id=program.id)
    if mentor is None or suggestions.one(Pool(unit, program, moment), mentee, mentor) is None:
        raise refuse("request.not_available")
    if rounds.full(unit, asked):
        raise refuse("request.enough")
    unit.deliveries.want(moment, template="joined", subject_id=mentee.id)
    return rounds.rank(unit, mentee, (mentor_id,), moment)


def _begin(
    unit: Unit, mentee: Participant, mentor_ids: tuple[str, ...], moment: datetime
) -> Request:
    """Ask the first of these in the mentee's round, which begins now where none goes on."""
    asked = rounds.rank(unit, mentee, mentor_ids, moment)
    request = rounds.ask_next(unit, asked, moment)
    if request is None:
        raise refuse("request.not_available")
    return request


def none_open(unit: Unit, mentee: Participant) -> None:
    """Raise Refused where this mentee already waits for an answer of a mentor."""
    if unit.requests.one(mentee_id=mentee.id, state=LIVE, type=ONE_ON_ONE) is not None:
        raise refuse("request.already_open")


def withdraw(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentee takes back what she asked: every mentor of the round, those in line too.
    Raises Refused."""
    whole = sides.mine(unit, slack_id, request_id, Role.MENTEE)
    sides.close(unit, whole, RequestState.WITHDRAWN, moment)
    if whole.round is not None:
        for other in rounds.live(unit, whole.round):
            sides.close(unit, sides.of(unit, other), RequestState.WITHDRAWN, moment)
        rounds.settle(unit, whole.round.id, RoundState.WITHDRAWN, moment)


# --- a proposal ---------------------------------------------------------------------------------


def open_request(
    unit: Unit, request: Request, proposer: Participant, role: Role, moment: datetime
) -> None:
    """Open a request whose proposer accepted the four lines with it.

    A mentee's goes the usual way; a mentor's holds the place at once and asks the mentee.
    Raises Refused where no place is left.
    """
    if role is Role.MENTEE:
        asking.put(unit, request, moment)
        accept_lines(unit, request, proposer, role, moment)
        return
    places.hold(unit, proposer)
    whole = sides.of(unit, request)
    end = sides.mentee_deadline(whole, moment)
    held = replace(request, state=RequestState.MENTOR_YES, wake_at=end)
    if held.silent:
        pass_at = asking.passes_at(unit, whole, whole.mentee_person, end, moment)
        held = replace(held, unheard=until(pass_at))
    unit.requests.add(held)
    accept_lines(unit, held, proposer, role, moment)
    about = sides.about(whole, whole.mentee_person)
    unit.deliveries.queue(plan("request", "request.offer", about, moment, expires=end))
    unit.deliveries.want(moment, template="joined", subject_id=held.mentee_id)


# --- the answers --------------------------------------------------------------------------------


def four_lines(unit: Unit, slack_id: str, request_id: str) -> Sides:
    """What the mentor accepts; raises Refused where there is nothing to accept any more."""
    whole = sides.mine(unit, slack_id, request_id, Role.MENTOR)
    if whole.request.state is RequestState.OVERTAKEN:
        raise refuse("request.overtaken")
    if whole.request.state is not RequestState.OPEN:
        raise refuse("request.settled")
    return whole


def confirmable(unit: Unit, slack_id: str, request_id: str) -> Sides:
    """What the mentee may confirm; raises Refused where there is nothing to confirm any more."""
    whole = sides.mine(unit, slack_id, request_id, Role.MENTEE)
    if whole.request.state is not RequestState.MENTOR_YES:
        raise refuse("request.settled")
    return whole


def pass_on(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentor passes: no reason, and the mentee reads only "not available"."""
    whole = sides.mine(unit, slack_id, request_id, Role.MENTOR)
    locking.participant(unit, whole.mentee)
    rounds.not_available(unit, whole, RequestState.PASSED, moment)


def decline(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentee passes on what a mentor proposed; the mentor reads only "not available"."""
    declined(unit, confirmable(unit, slack_id, request_id), moment)


def declined(unit: Unit, whole: Sides, moment: datetime) -> None:
    """A mentor's proposal closes without a yes; the mentor reads only "not available"."""
    sides.close(unit, whole, RequestState.PASSED, moment)
    about = sides.about(whole, whole.mentor_person)
    unit.deliveries.queue(plan("answer", "request.declined", about, moment))


def accept(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentor accepts the four lines: the place is held and the mentee is told.

    Raises Refused where the request was settled meanwhile or no place is left.
    """
    whole = four_lines(unit, slack_id, request_id)
    locking.participant(unit, whole.mentee)
    request = whole.request
    places.hold(unit, whole.mentor, request.type)
    if not unit.requests.change(
        request.id,
        {"state": RequestState.OPEN},
        {"state": RequestState.MENTOR_YES, "wake_at": sides.mentee_deadline(whole, moment)},
    ):
        raise refuse("request.overtaken")
    rounds.sleep(unit, request.round_id)
    accept_lines(unit, request, whole.mentor, Role.MENTOR, moment)
    unit.deliveries.cancel("answered", subject_id=request.id, person_id=whole.mentor_person.id)
    unit.deliveries.want(moment, subject_type="request", subject_id=request.id)
    _overtake(unit, whole, moment)
    if unit.acceptances.one(request_id=request.id, participant_id=whole.mentee.id):
        mentorships.begin(unit, unit.requests.get(request.id), moment)
        return
    unit.deliveries.queue(sides.to_mentee(whole, "answer", "request.yes", moment))
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)


def confirm(unit: Unit, slack_id: str, request_id: str, moment: datetime) -> None:
    """The mentee accepts the same four lines: the mentorship begins. Raises Refused."""
    whole = confirmable(unit, slack_id, request_id)
    accept_lines(unit, whole.request, whole.mentee, Role.MENTEE, moment)
    mentorships.begin(unit, whole.request, moment)


def accept_lines(
    unit: Unit, request: Request, who: Participant, role: Role, moment: datetime
) -> None:
    """Keep that this person accepted the four lines of this request; twice is once."""
    if unit.acceptances.one(request_id=request.id, participant_id=who.id) is None:
        unit.acceptances.add(Acceptance(new_id(), request.id, who.id, role, moment))


def _overtake(unit: Unit, whole: Sides, moment: datetime) -> None:
    """Close what this yes leaves no room for: the mentee's other requests, and those of others
    to a mentor whose last place it took."""
    kind, open_ = whole.request.type, RequestState.OPEN
    for other in unit.requests.find(mentee_id=whole.mentee.id, state=open_, type=kind):
        sides.close(unit, sides.of(unit, other), RequestState.OVERTAKEN, moment)
    role = unit.roles.one(participant_id=whole.mentor.id, role=Role.MENTOR)
    if role is None or role.taken < role.capacity or not types.of(kind).holds_place:
        return
    for other in unit.requests.find(mentor_id=whole.mentor.id, state=open_, type=kind):
        rounds.not_available(unit, sides.of(unit, other), RequestState.OVERTAKEN, moment)


# --- the clock ----------------------------------------------------------------------------------


def wake(unit: Unit, request: Request, moment: datetime) -> None:
    """What is due for a request now: the one reminder with the next choice, then the expiry."""
    whole = sides.of(unit, request)
    passed = request.pass_at is not None and moment >= request.pass_at
    if request.state is RequestState.OPEN:
        _wake_open(unit, whole, moment)
    elif request.state is RequestState.MENTOR_YES and passed:
        declined(unit, whole, moment)
    elif request.state is RequestState.MENTOR_YES:
        _lapse(unit, whole, moment)
    else:
        unit.requests.save(replace(request, wake_at=None))


def _wake_open(unit: Unit, whole: Sides, moment: datetime) -> None:
    request, over = whole.request, whole.round_ends
    if whole.round is not None and over is not None and moment >= over:
        rounds.wake(unit, (whole.round,), moment)
    elif moment >= whole.deadline or _gone(whole):
        rounds.not_available(unit, whole, RequestState.EXPIRED, moment)
    elif request.pass_at is not None and moment >= request.pass_at:
        rounds.not_available(unit, whole, RequestState.PASSED, moment)
    else:
        _remind(unit, whole, moment)


def _gone(whole: Sides) -> bool:
    """Whether the mentor left meanwhile: nobody waits for an answer that cannot come."""
    return whole.mentor.left_at is not None or whole.mentor_person.status is PersonStatus.GONE


def _remind(unit: Unit, whole: Sides, moment: datetime) -> None:
    """The one reminder; and the next choice is asked beside, so that nobody waits for silence."""
    request = whole.request
    unit.deliveries.queue(sides.to_mentor(whole, "request", "request.reminder", moment))
    unit.requests.save(replace(request, wake_at=whole.deadline))
    if whole.round is not None:
        rounds.ask_next(unit, whole.round, moment)


def _lapse(unit: Unit, whole: Sides, moment: datetime) -> None:
    """The mentee did not confirm in time: the place is free again, and the mentor is told."""
    sides.close(unit, whole, RequestState.EXPIRED, moment)
    rounds.settle(unit, whole.request.round_id, RoundState.WITHDRAWN, moment)
    about = sides.about(whole, whole.mentor_person)
    unit.deliveries.queue(plan("answer", "request.lapsed", about, moment))
