"""Erasure: everything of a person stops, what they wrote is gone, what was counted stays."""

from dataclasses import replace
from datetime import datetime

from bot.domain.deliveries import About, Delivery, State, Surface, plan
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome
from bot.domain.participants import Participant
from bot.domain.people import ERASED, Person, PersonStatus
from bot.domain.programs import Audit
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, RequestState
from bot.domain.rounds import RoundState
from bot.ports import Unit
from bot.services import endings, guarding, mentorships, people, rounds, sides
from bot.services.mentorships import Whole

REMOVED = "erased"
"""The message that takes the place of those an erased person got."""

SELF, SERVER = "self", "server"
"""Who erased somebody: the person, or whoever runs the bot."""


def erase(unit: Unit, workspace_id: str, slack_id: str, moment: datetime, by: str = SELF) -> str:
    """Erase this person; the made-up identity that is left. Raises Refused where nothing is
    kept about them, or a legal hold stands."""
    person = erasable(unit, workspace_id, slack_id)
    # Nobody else changes this person until the unit ends.
    unit.people.change(person.id, {}, {"status": person.status})
    for participant in unit.participants.find(person_id=person.id):
        _leave(unit, person, participant, moment)
    _remove_messages(unit, person, moment)
    unit.people.save(replace(unit.people.get(person.id), status=PersonStatus.GONE))
    alias = f"{ERASED}{new_id()}"
    unit.erase(person.id, alias)
    audit = Audit(new_id(), workspace_id, moment, alias, "person.erased", alias, {"by": by})
    unit.audits.add(audit)
    return alias


def erasable(unit: Unit, workspace_id: str, slack_id: str) -> Person:
    """The person, where they may be erased now; raises Refused."""
    person = people.find(unit, workspace_id, slack_id)
    if person is None:
        raise refuse("data.nothing")
    if unit.holds.one(person_id=person.id) is not None:
        raise refuse("data.held")
    return person


def _leave(unit: Unit, person: Person, participant: Participant, moment: datetime) -> None:
    """Requests are closed as if by hand, mentorships end, and the partners read so."""
    if participant.left_at is None:
        unit.participants.save(replace(participant, left_at=moment))
    # One pass may bring another question.
    while asked := unit.requests.one(mentee_id=participant.id, state=LIVE):
        sides.close(unit, sides.of(unit, asked), RequestState.WITHDRAWN, moment)
    while asking := unit.requests.one(mentor_id=participant.id, state=LIVE):
        rounds.not_available(unit, sides.of(unit, asking), RequestState.PASSED, moment)
    for turn in unit.rounds.find(participant_id=participant.id, state=RoundState.OPEN):
        rounds.settle(unit, turn.id, RoundState.WITHDRAWN, moment)
    for member in unit.members.find(participant_id=participant.id):
        _end(unit, mentorships.whole(unit, member.mentorship_id), person, moment)
    unit.deliveries.want(moment, template="channel.card", subject_id=participant.program_id)


def _end(unit: Unit, whole: Whole, person: Person, moment: datetime) -> None:
    """End what runs; what ended without its partner knowing is told now, since an erased
    partner could not be hidden from them."""
    ending = unit.endings.one(mentorship_id=whole.mentorship.id)
    if ending is not None and not whole.unaware:
        return
    if ending is None:
        ending = Ending(new_id(), whole.mentorship.id, moment, Outcome.CLOSED_NO_FAULT)
        unit.endings.add(ending)
    else:
        unit.endings.save(replace(ending, asked_by=None, announce_at=None))
    unit.deliveries.cancel("ended", mentorship_id=whole.mentorship.id)
    endings.free_places(unit, whole)
    guarding.look(unit, whole, moment)
    endings.spent(unit, whole, whole.members, moment)
    _tell(unit, whole, ending, person, moment)
    unit.mentorships.change(whole.mentorship.id, {}, {"wake_at": None})


def _tell(unit: Unit, whole: Whole, ending: Ending, person: Person, moment: datetime) -> None:
    """The others read that it has ended; not somebody who asked for it and knows."""
    program = unit.programs.get(whole.mentorship.program_id)
    for member in whole.members:
        knows = whole.unaware and member.participant_id not in whole.unaware
        if member.person_id == person.id or knows:
            continue
        about = About(
            program.workspace_id,
            "ending",
            ending.id,
            member.person_id,
            whole.mentorship.id,
            program.id,
        )
        unit.deliveries.queue(plan("news", endings.TOLD, about, moment))
        unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)


def _remove_messages(unit: Unit, person: Person, moment: datetime) -> None:
    """What was sent to this person alone is overwritten, at the pace of edits; the rest of what
    was queued goes nowhere."""
    for row in unit.deliveries.find(person_id=person.id):
        if row.state is State.SENT and row.ts is not None:
            if row.rules.surface is Surface.DM:
                unit.deliveries.add(_removal(row, person, moment))
            # Its place is about to be forgotten, so there is nothing left to edit.
            unit.deliveries.change(row.id, {}, {"shown": row.wanted, "edit_at": None})
        elif row.state in (State.PENDING, State.LEASED):
            unit.deliveries.change(
                row.id, {"state": row.state}, {"state": State.SKIPPED, "reason": "gone"}
            )


def _removal(row: Delivery, person: Person, moment: datetime) -> Delivery:
    """A message that stands where another stood, and now has to say that it was removed; it
    belongs to nobody."""
    about = About(row.workspace_id, "message", new_id())
    fresh = plan("receipt", REMOVED, about, moment)
    return replace(
        fresh,
        state=State.SENT,
        channel=row.channel,
        ts=row.ts,
        params={"locale": person.reads},
        wanted=1,
        sent_at=row.sent_at,
        edit_at=moment,
    )


def tidy(unit: Unit) -> int:
    """Forget where the removed messages stood, once they are overwritten; how many."""
    done = [row for row in unit.deliveries.find(template=REMOVED) if row.shown >= row.wanted]
    for row in done:
        unit.deliveries.remove(row.id)
    return len(done)


def confirmed(sure: bool) -> None:
    """Raise Refused at the box where it was not said that it is meant."""
    if not sure:
        raise refuse("data.sure", at="sure")
