"""Who waits for a word with a coordinator before the next match, and in which role."""

from collections.abc import Collection

from bot.domain.guards import Guard
from bot.domain.participants import Participant, Role
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import locking


def standing(unit: Unit, participant_id: str, role: Role) -> Guard | None:
    """What this participant waits with in this role now, or None."""
    return unit.guards.one(participant_id=participant_id, role=role, over_at=None)


def among(unit: Unit, participants: Collection[str]) -> frozenset[tuple[str, Role]]:
    """The participants among these who wait, each with the role in which they do."""
    found = unit.guards.find(participant_id=tuple(participants), over_at=None)
    return frozenset((one.participant_id, one.role) for one in found)


def forbid(unit: Unit, mentor: Participant) -> None:
    """Raise Refused where a word comes before this mentor's next match; an ending that brings
    it about at this moment waits, or is seen."""
    locking.participant(unit, mentor)
    if standing(unit, mentor.id, Role.MENTOR) is not None:
        raise refuse("guard.word")
