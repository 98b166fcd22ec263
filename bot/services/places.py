"""A mentor's places: held and freed by compare-and-set, so that none is ever given twice."""

from bot.domain.participants import Participant, Role
from bot.domain.refusals import refuse
from bot.domain.requests import RequestState
from bot.ports import Unit


def hold(unit: Unit, mentor: Participant) -> None:
    """Take one of the mentor's places; raises Refused where none is left."""
    role = unit.roles.one(participant_id=mentor.id, role=Role.MENTOR)
    if role is None or role.taken >= role.capacity:
        raise refuse("request.no_place")
    if not unit.roles.change(role.id, {"taken": role.taken}, {"taken": role.taken + 1}):
        raise refuse("request.no_place")


def held(unit: Unit, mentor: Participant) -> int:
    """How many places are taken now: running mentorships, and a yes that waits for the other."""
    mine = unit.members.find(participant_id=mentor.id, role=Role.MENTOR)
    ended = unit.endings.find(mentorship_id=tuple(one.mentorship_id for one in mine))
    waiting = unit.requests.find(mentor_id=mentor.id, state=RequestState.MENTOR_YES)
    return len(mine) - len(ended) + len(waiting)


def free(unit: Unit, mentor_id: str) -> None:
    """Give a held place back."""
    role = unit.roles.one(participant_id=mentor_id, role=Role.MENTOR)
    if role is not None and role.taken > 0:
        unit.roles.change(role.id, {"taken": role.taken}, {"taken": role.taken - 1})
