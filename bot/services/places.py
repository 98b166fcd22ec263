"""A mentor's places: held and freed by compare-and-set, so that none is ever given twice."""

from bot.content import types
from bot.content.types import ONE_ON_ONE
from bot.domain.participants import Participant, Role
from bot.domain.refusals import refuse
from bot.domain.requests import RequestState
from bot.ports import Unit
from bot.services import guards


def hold(unit: Unit, mentor: Participant, kind: str = ONE_ON_ONE) -> None:
    """Take one of the mentor's places, where this type takes one; raises Refused where none is
    left, and where a word with a coordinator comes first."""
    if not types.of(kind).holds_place:
        return
    guards.forbid(unit, mentor)
    role = unit.roles.one(participant_id=mentor.id, role=Role.MENTOR)
    if role is None or role.taken >= role.capacity:
        raise refuse("request.no_place")
    if not unit.roles.change(role.id, {"taken": role.taken}, {"taken": role.taken + 1}):
        raise refuse("request.no_place")


def held(unit: Unit, mentor: Participant) -> int:
    """How many places are taken now: running mentorships, ended ones whose partner has not been
    told yet, and a yes that waits for the other."""
    mine = unit.members.find(participant_id=mentor.id, role=Role.MENTOR)
    every = unit.mentorships.find(id=tuple(one.mentorship_id for one in mine))
    taking = tuple(one.id for one in every if types.of(one.type).holds_place)
    found = unit.endings.find(mentorship_id=taking)
    ended = [one for one in found if one.asked_by is None]
    waiting = unit.requests.find(mentor_id=mentor.id, state=RequestState.MENTOR_YES)
    said_yes = sum(types.of(one.type).holds_place for one in waiting)
    return len(taking) - len(ended) + said_yes


def free(unit: Unit, mentor_id: str, kind: str = ONE_ON_ONE) -> None:
    """Give a held place back, where this type took one."""
    if not types.of(kind).holds_place:
        return
    role = unit.roles.one(participant_id=mentor_id, role=Role.MENTOR)
    if role is not None and role.taken > 0:
        unit.roles.change(role.id, {"taken": role.taken}, {"taken": role.taken - 1})
