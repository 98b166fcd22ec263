"""Housekeeping of people's words: what its time is over for goes, unless its author keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.custody import FINAL_DELIVERIES, OWN_CONTENT, SAID_BEFORE, Keeping
from bot.domain.deliveries import FINAL
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending
from bot.domain.participants import Participant
from bot.domain.refusals import refuse
from bot.ports import Store, Unit
from bot.services import enrollment, erasure, people, programs

BATCH = 500
"""Rows of the outbox forgotten in one unit, so that nobody waits for it."""


@dataclass(frozen=True)
class Tidied:
    """How many rows went."""

    own: int
    deliveries: int
    removed: int


def run(store: Store, moment: datetime) -> Tidied:
    """Everything whose time is over goes, in small units; harmless to repeat."""
    with store.unit() as unit:
        removed = erasure.tidy(unit)
    own = 0
    for participant_id in _with_an_end(store):
        with store.unit() as unit:
            own += _own_content(unit, unit.participants.get(participant_id), moment)
    with store.unit() as unit:
        own += _together(unit, moment)
    return Tidied(own, _deliveries(store, moment), removed)


def _with_an_end(store: Store) -> tuple[str, ...]:
    """The participants in any mentorship that has ended."""
    with store.read() as unit:
        ended = tuple(one.mentorship_id for one in unit.endings.find())
        members = unit.members.find(mentorship_id=ended)
    return tuple(dict.fromkeys(one.participant_id for one in members))


def _own_content(unit: Unit, participant: Participant, moment: datetime) -> int:
    if _stays(unit, participant):
        return 0
    members = unit.members.find(participant_id=participant.id)
    ends = _endings(unit, (one.mentorship_id for one in members))
    over = [one for one in ends if one.at + OWN_CONTENT <= moment]
    runs = len(ends) < len(members)
    gone = sum(
        unit.delete_own_content(participant.id, one.mentorship_id, spare_open=runs) for one in over
    )
    if over and not runs and len(over) == len(ends):
        gone += unit.delete_own_content(participant.id, None)
    return gone


def _together(unit: Unit, moment: datetime) -> int:
    """What two people wrote together goes once neither of them keeps it."""
    gone = 0
    for ending in unit.endings.find():
        members = unit.members.find(mentorship_id=ending.mentorship_id)
        participants = [unit.participants.get(one.participant_id) for one in members]
        stays = any(_stays(unit, one) for one in participants)
        if ending.at + OWN_CONTENT <= moment and not stays:
            gone += unit.delete_shared_content(ending.mentorship_id)
    return gone


def _stays(unit: Unit, participant: Participant) -> bool:
    held = unit.holds.one(person_id=participant.person_id) is not None
    return held or keeps(unit, participant)


def _endings(unit: Unit, mentorship_ids: Iterable[str]) -> tuple[Ending, ...]:
    return unit.endings.find(mentorship_id=tuple(mentorship_ids))


def _deliveries(store: Store, moment: datetime) -> int:
    """Forget what was sent or dropped long ago, a batch in each unit."""
    total = 0
    while True:
        with store.unit() as unit:
            held = tuple(one.person_id for one in unit.holds.find())
            gone = unit.deliveries.forget(FINAL, moment - FINAL_DELIVERIES, held, BATCH)
        total += gone
        if gone < BATCH:
            return total


# --- the wish to keep it --------------------------------------------------------------------------


def keeps(unit: Unit, participant: Participant) -> bool:
    """Whether this participant keeps what they wrote."""
    return unit.keepings.one(participant_id=participant.id) is not None


def keep(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> None:
    """What this person wrote stays; twice is once. Raises Refused for somebody outside."""
    participant = _participant(unit, workspace_id, slack_id)
    if not keeps(unit, participant):
        unit.keepings.add(Keeping(new_id(), participant.id, moment))


def keep_no_longer(unit: Unit, workspace_id: str, slack_id: str) -> None:
    """What this person wrote goes when its time is over. Raises Refused for somebody outside."""
    participant = _participant(unit, workspace_id, slack_id)
    for keeping in unit.keepings.find(participant_id=participant.id):
        unit.keepings.remove(keeping.id)


def ends_on(unit: Unit, participant: Participant) -> datetime | None:
    """When what this participant wrote is deleted, or None while something runs or is kept."""
    members = unit.members.find(participant_id=participant.id)
    ends = _endings(unit, (one.mentorship_id for one in members))
    if not ends or len(ends) < len(members) or keeps(unit, participant):
        return None
    return max(one.at for one in ends) + OWN_CONTENT


def soon(unit: Unit, participant: Participant, moment: datetime) -> datetime | None:
    """When it is deleted, where that comes within the days in which Home says so."""
    end = ends_on(unit, participant)
    return end if end is not None and end - SAID_BEFORE <= moment < end else None


def _participant(unit: Unit, workspace_id: str, slack_id: str) -> Participant:
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if program and person else None
    if member is None:
        raise refuse("note.not_joined")
    return member
