"""A mentor's places: held and freed by compare-and-set, so that none is ever given twice."""

from bot.domain.participants import Participant, Role
from bot.domain.refusals import refuse
from bot.ports import Unit


def hold(unit: Unit, mentor: Participant) -> None:
    """Take one of the mentor's places; raises Refused where none is left."""
    role = unit.roles.one(participant_id=mentor.id, role=Role.MENTOR)
    if role is None or role.taken >= role.capacity:
        raise refuse("request.no_place")
    if not unit.roles.change(role.id, {"taken": role.taken}, {"taken": role.taken + 1}):
        raise refuse("request.no_place")


def free(unit: Unit, mentor_id: str) -> None:
    """Give a held place back."""
    role = unit.roles.one(participant_id=mentor_id, role=Role.MENTOR)
    if role is not None and role.taken > 0:
        unit.roles.change(role.id, {"taken": role.taken}, {"taken": role.taken - 1})
