"""Those who are to be kept apart, after one has asked the other: it ends like any other pass."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.deliveries import State
from bot.domain.participants import Participant
from bot.domain.requests import LIVE, Request, RequestState, until
from bot.domain.rounds import RoundState
from bot.ports import Unit
from bot.services import asking, leaving, requests, rounds, sides, suggestions
from bot.services.sides import Sides


def unheard(unit: Unit) -> Mapping[str, datetime]:
    """When live requests that are not heard close as if passed on, by id. Only what is sealed
    tells it: by what lies open nobody can tell such a request from another."""
    live = unit.requests.find(state=LIVE)
    return {one.id: one.pass_at for one in live if one.pass_at is not None}


def close_unheard(unit: Unit, moment: datetime) -> None:
    """Close what is not heard, as a pass would, where its moment has come."""
    for request_id, pass_at in unheard(unit).items():
        request = unit.requests.get(request_id)
        if pass_at <= moment and request.state in LIVE:
            requests.wake(unit, request, moment)


def kept(unit: Unit, owner: Participant, moment: datetime) -> None:
    """The owner keeps somebody out from now on: what is open between the two ends. What she was
    asked and has not read is not heard; what she has read is passed on; what she asked is taken
    back."""
    for request in leaving.open_requests(unit, owner):
        other_id = request.mentee_id if request.mentor_id == owner.id else request.mentor_id
        other = unit.participants.get(other_id)
        current = unit.requests.get(request.id)
        if current.state in LIVE and suggestions.keeps_out(unit, owner, other):
            _end(unit, sides.of(unit, current), owner, moment)


def _end(unit: Unit, whole: Sides, owner: Participant, moment: datetime) -> None:
    request = whole.request
    if request.silent:
        return
    if request.asked_by == owner.id:
        _take_back(unit, whole, moment)
    elif _has_read(unit, request, owner):
        _pass(unit, whole, owner, moment)
    else:
        person = whole.mentor_person if owner.id == whole.mentor.id else whole.mentee_person
        end = request.wake_at if request.state is RequestState.MENTOR_YES else whole.deadline
        drawn = asking.passes_at(unit, whole, person, end or whole.deadline, moment)
        unit.requests.save(replace(request, unheard=until(drawn)))


def _has_read(unit: Unit, request: Request, owner: Participant) -> bool:
    """Whether she was sent anything of it; a yes of hers says so too."""
    said = unit.deliveries.find(subject_id=request.id, person_id=owner.person_id)
    return any(one.state is not State.PENDING for one in said)


def _pass(unit: Unit, whole: Sides, owner: Participant, moment: datetime) -> None:
    if owner.id == whole.mentor.id:
        rounds.not_available(unit, whole, RequestState.PASSED, moment)
    else:
        requests.declined(unit, whole, moment)


def _take_back(unit: Unit, whole: Sides, moment: datetime) -> None:
    """The question is taken back, this one alone: the next choice of a round is asked."""
    sides.close(unit, whole, RequestState.WITHDRAWN, moment)
    if whole.round is not None and whole.round.state is RoundState.OPEN:
        rounds.ask_next(unit, whole.round, moment)
        rounds.look_from(unit, whole.round, moment)
