"""A word before the next match: noted once two endings were early, and lifted by a coordinator."""

from collections.abc import Sequence
from datetime import datetime

from bot.content import types
from bot.domain import guards as rule
from bot.domain.facts import Mention
from bot.domain.guards import Guard
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Member
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.programs import Audit, Program
from bot.domain.refusals import refuse
from bot.domain.requests import RequestState
from bot.ports import Unit
from bot.services import guards, locking, rounds, sides
from bot.services.mentorships import Whole

_MENTEES_FIRST = (Role.MENTEE, Role.MENTOR)
"""The order in which people are waited for, the same wherever two of them are."""


def look(unit: Unit, whole: Whole, moment: datetime) -> None:
    """This mentorship ended and all in it know: whoever had another early ending before waits
    for a word. Nobody is told of it but by what they see at Home."""
    if types.of(whole.mentorship.type).one_off:
        return
    for member in sorted(whole.members, key=lambda one: _MENTEES_FIRST.index(one.role)):
        locking.participant(unit, unit.participants.get(member.participant_id))
        _note(unit, member, moment)


def _note(unit: Unit, member: Member, moment: datetime) -> None:
    if guards.standing(unit, member.participant_id, member.role) is not None:
        return
    since = _lifted_at(unit, member.participant_id, member.role)
    if not rule.stands(_endings(unit, member.participant_id, member.role), since):
        return
    unit.guards.add(Guard(new_id(), member.participant_id, member.role, moment))
    if member.role is Role.MENTOR:
        _let_go(unit, member.participant_id, moment)


def _let_go(unit: Unit, mentor_id: str, moment: datetime) -> None:
    """Whoever asked this mentor and has no answer yet reads that she is not available, and the
    next one is asked."""
    for request in unit.requests.find(mentor_id=mentor_id, state=RequestState.OPEN):
        if types.of(request.type).holds_place:
            rounds.not_available(unit, sides.of(unit, request), RequestState.OVERTAKEN, moment)


def _lifted_at(unit: Unit, participant_id: str, role: Role) -> datetime | None:
    found = unit.guards.find(participant_id=participant_id, role=role)
    return max((one.over_at for one in found if one.over_at), default=None)


def _endings(unit: Unit, participant_id: str, role: Role) -> tuple[Ending, ...]:
    """How whole mentorships of this participant in this role ended."""
    places = unit.members.find(participant_id=participant_id, role=role)
    every = unit.mentorships.find(id=tuple(one.mentorship_id for one in places))
    whole = tuple(one.id for one in every if not types.of(one.type).one_off)
    return unit.endings.find(mentorship_id=whole)


# --- what a coordinator reads and does -----------------------------------------------------------


def shown(unit: Unit, program: Program, reader: str) -> tuple[Message, ...]:
    """Who waits for a word, for this coordinator: not herself, and nobody whose endings she
    was in."""
    members = unit.participants.find(program_id=program.id, left_at=None)
    people = {one.id: one.person_id for one in members}
    found = unit.guards.find(participant_id=tuple(people), over_at=None)
    return tuple(
        Message(
            f"guard.{one.role}",
            one.id,
            {"person": Mention(unit.people.get(people[one.participant_id]).slack_id)},
        )
        for one in found
        if reader not in _within(unit, one)
    )


def lift(unit: Unit, guard_id: str, actor: str, moment: datetime) -> None:
    """The word was had, so matching goes on; it is written down. Raises Refused for somebody who
    was in it, and where it was lifted already."""
    guard = unit.guards.one(id=guard_id)
    if guard is None:
        raise refuse("guard.lifted")
    if actor in _within(unit, guard):
        raise refuse("guard.yours")
    if not unit.guards.change(guard.id, {"over_at": None}, {"over_at": moment}):
        raise refuse("guard.lifted")
    member = unit.participants.get(guard.participant_id)
    workspace = unit.programs.get(member.program_id).workspace_id
    unit.audits.add(Audit(new_id(), workspace, moment, actor, "guard.lifted", guard.id))
    told = ("ended.told", "ended.lapsed")
    unit.deliveries.want(moment, template=told, person_id=member.person_id)


def _within(unit: Unit, guard: Guard) -> Sequence[str]:
    """The Slack ids of everybody in the endings this is about."""
    ended = _endings(unit, guard.participant_id, guard.role)
    ships = tuple(one.mentorship_id for one in rule.counted(ended, None))
    members = unit.members.find(mentorship_id=ships)
    own = unit.participants.get(guard.participant_id).person_id
    ids = {own, *(one.person_id for one in members)}
    return tuple(one.slack_id for one in unit.people.find(id=tuple(sorted(ids))))
