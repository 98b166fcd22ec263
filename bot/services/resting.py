"""People who want no match for now, in a role they have taken: kept out until they say so."""

from dataclasses import replace

from bot.domain.messages import Message
from bot.domain.participants import RESTS, Participant, Role
from bot.ports import Unit
from bot.services import guards


def begin(unit: Unit, participant_id: str, role: Role) -> bool:
    """This participant is matched with nobody in this role from now on; whether that is new."""
    return _mark(unit, participant_id, role, RESTS)


def over(unit: Unit, participant_id: str, role: Role) -> bool:
    """This participant may be matched again in this role; whether that is new."""
    return _mark(unit, participant_id, role, "")


def _mark(unit: Unit, participant_id: str, role: Role, rests: str) -> bool:
    taken = unit.roles.one(participant_id=participant_id, role=role)
    if taken is None or (taken.rests or "") == rests:
        return False
    unit.roles.save(replace(taken, rests=rests))
    return True


def shown(unit: Unit, member: Participant, *, looks: bool) -> tuple[Message, ...]:
    """Parts of Home: what keeps this participant from being matched; `looks`: as a mentee she
    has nobody."""
    found = []
    for taken in unit.roles.find(participant_id=member.id):
        mentee = taken.role is Role.MENTEE
        if mentee and not looks:
            continue
        if taken.rests:
            found.append(Message(f"home.rests.{taken.role}", member.id))
        elif guards.standing(unit, member.id, taken.role) is not None:
            found.append(Message(f"home.word.{taken.role}", member.id))
    return tuple(found)
