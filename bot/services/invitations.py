"""Invitations: one message and one reminder to each person, once; or one post in a channel."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import hours
from bot.domain.deliveries import FINAL, About, Delivery, State, once_more, plan
from bot.domain.ids import delivery_id, new_id
from bot.domain.invitations import (
    KEPT,
    MOST,
    SETTLED,
    Invitation,
    Preview,
    Reply,
    morning,
    reminder,
)
from bot.domain.participants import Participant, Role
from bot.domain.people import Person, PersonStatus
from bot.domain.programs import Program, ProgramState
from bot.domain.refusals import refuse
from bot.ports import Profile, Unit
from bot.services import people, programs

INVITED, POST, UNPOSTED = "invited", "invited.post", "invited.unposted"
"""The templates: to a person, in a channel, and to a coordinator whose post Slack refused."""

_LATER = timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """In which role people are invited, and by which coordinator (a Slack id)."""

    role: Role
    by: str


@dataclass(frozen=True)
class Roster:
    """Who was invited: those who are in the program now, and everybody else, whatever they
    answered or did not."""

    joined: tuple[Person, ...]
    others: tuple[Person, ...]


@dataclass(frozen=True)
class _Guest:
    profile: Profile
    person: Person


# --- inviting people ------------------------------------------------------------------------------


def preview(
    unit: Unit, workspace_id: str, chosen: Mapping[str, Profile | None], moment: datetime
) -> Preview:
    """What inviting these people would do; raises Refused where nobody, too many or only people
    who are left out were chosen. The profile of somebody Slack does not know is None."""
    program = programs.open_now(unit, workspace_id)
    guests, left_out = _sorted(unit, program, chosen)
    if not guests:
        raise refuse("invite.all_left_out" if left_out else "invite.nobody", at="people")
    days = [hours.local_day(one.person, morning(one.person, moment)) for one in guests]
    return Preview(len(guests), min(days), max(days), left_out)


def invite(
    unit: Unit,
    workspace_id: str,
    chosen: Mapping[str, Profile | None],
    wish: Wish,
    moment: datetime,
) -> int:
    """Invite these people, each once and in their own morning; how many. Raises Refused."""
    program = programs.open_now(unit, workspace_id)
    _alone(unit, program)
    guests, _ = _sorted(unit, program, chosen)
    for one in guests:
        _invite(unit, program, people.meet(unit, workspace_id, one.profile), wish, moment)
    if guests:
        unit.deliveries.want(moment, template="channel.card", subject_id=program.id)
    return len(guests)


def _sorted(
    unit: Unit, program: Program, chosen: Mapping[str, Profile | None]
) -> tuple[list[_Guest], Counter[str]]:
    """Whom to invite, and how many are left out for which reason."""
    if len(chosen) > MOST:
        raise refuse("invite.many", at="people", most=MOST)
    guests, left_out = [], Counter[str]()
    for profile in chosen.values():
        found = _guest(unit, program, profile)
        if isinstance(found, _Guest):
            guests.append(found)
        else:
            left_out[found] += 1
    return guests, left_out


def _guest(unit: Unit, program: Program, profile: Profile | None) -> _Guest | str:
    """The person, or why she is left out."""
    if profile is None or profile.bot or not profile.active:
        return "gone"
    person = people.sketch(unit, program.workspace_id, profile)
    if unit.participants.one(program_id=program.id, person_id=person.id) is not None:
        return "in_it"
    if unit.invitations.one(program_id=program.id, person_id=person.id) is not None:
        return "before"
    if profile.guest and not programs.setting(program, "guests"):
        return "guest"
    return _Guest(profile, person)


def _invite(unit: Unit, program: Program, person: Person, wish: Wish, moment: datetime) -> None:
    """A "no" holds for every later program, without a message and without anybody's knowing."""
    due = morning(person, moment)
    no = _said_no(unit, person)
    invitation = Invitation(
        id=new_id(),
        program_id=program.id,
        person_id=person.id,
        role=wish.role,
        invited_by=wish.by,
        invited_at=moment,
        answer=Reply.NO if no else None,
        wake_at=None if no else reminder(person, due),
    )
    unit.invitations.add(invitation)
    if not no:
        about = About(
            program.workspace_id, "invitation", invitation.id, person.id, program_id=program.id
        )
        unit.deliveries.queue(plan("invitation", INVITED, about, due, due + KEPT))


def _said_no(unit: Unit, person: Person) -> bool:
    return any(one.answer == Reply.NO for one in unit.invitations.find(person_id=person.id))


def _alone(unit: Unit, program: Program) -> None:
    """Wait until nobody else invites anybody to this program."""
    unit.programs.change(program.id, {}, {"state": program.state})


# --- the post in a channel ------------------------------------------------------------------------


def post(unit: Unit, workspace_id: str, channel: str, by: Profile, moment: datetime) -> None:
    """Post once in this channel; where Slack refuses, `by` is told. Raises Refused where it
    stands there already."""
    program = programs.open_now(unit, workspace_id)
    _alone(unit, program)
    tried = postable(unit, workspace_id, channel)
    people.meet(unit, workspace_id, by)
    about = About(workspace_id, "post", f"{program.id}:{channel}", program_id=program.id)
    row = plan("card", POST, about, moment)
    key = f"{row.key}/{tried}"
    params = {"by": by.slack_id}
    fresh = replace(row, id=delivery_id(key), key=key, channel=channel, params=params)
    unit.deliveries.queue(fresh)


def postable(unit: Unit, workspace_id: str, channel: str) -> int:
    """How often a post in this channel was tried in vain; raises Refused where one stands."""
    program = programs.open_now(unit, workspace_id)
    before = unit.deliveries.find(template=POST, subject_id=f"{program.id}:{channel}")
    if any(one.state not in (State.DEAD, State.SKIPPED) for one in before):
        raise refuse("invite.posted", at="channel")
    return len(before)


def refused(unit: Unit, delivery: Delivery, moment: datetime) -> None:
    """Slack refused the post: the coordinator who wanted it is told, in her own messages."""
    by = people.find(unit, delivery.workspace_id, str(delivery.params.get("by")))
    if by is not None and unit.deliveries.get(delivery.id).state is State.DEAD:
        about = About(delivery.workspace_id, "post", delivery.id, by.id)
        row = plan("receipt", UNPOSTED, about, moment)
        unit.deliveries.queue(replace(row, params={"channel": delivery.channel}))


# --- what people answer ---------------------------------------------------------------------------


def not_now(unit: Unit, slack_id: str, invitation_id: str, moment: datetime) -> None:
    """Ask once more on the day of the reminder, or not at all where this was it. Raises Refused."""
    invitation = _mine(unit, slack_id, invitation_id)
    if invitation.answer == Reply.NO:
        return
    last = invitation.wake_at is None
    _answered(unit, invitation, Reply.LET_BE if last else Reply.NOT_NOW, moment)


def decline(unit: Unit, slack_id: str, invitation_id: str, moment: datetime) -> None:
    """No message about joining ever again; joining stays possible. Raises Refused."""
    invitation = replace(_mine(unit, slack_id, invitation_id), wake_at=None)
    unit.deliveries.cancel("declined", subject_type="invitation", subject_id=invitation.id)
    _answered(unit, invitation, Reply.NO, moment)


def _answered(unit: Unit, invitation: Invitation, answer: Reply, moment: datetime) -> None:
    unit.invitations.save(replace(invitation, answer=answer))
    unit.deliveries.want(moment, subject_type="invitation", subject_id=invitation.id)


def _mine(unit: Unit, slack_id: str, invitation_id: str) -> Invitation:
    invitation = unit.invitations.one(id=invitation_id)
    if invitation is None or unit.people.get(invitation.person_id).slack_id != slack_id:
        raise refuse("invitation.not_yours")
    # Whoever presses twice at once waits here for the first press, and then sees what it did.
    unit.invitations.change(invitation.id, {}, {"invited_at": invitation.invited_at})
    return unit.invitations.get(invitation.id)


# --- what happens later ---------------------------------------------------------------------------


def wake(unit: Unit, invitation: Invitation, moment: datetime) -> None:
    """The one reminder, on working day 5 after the message went out."""
    program = unit.programs.get(invitation.program_id)
    first = unit.deliveries.one(template=INVITED, subject_id=invitation.id)
    at = None if first is None else _reminds_at(unit, invitation, first, moment)
    if at is not None and program.state is ProgramState.PAUSED:
        at = max(at, moment + _LATER)
    if first is not None and at is not None and at <= moment:
        unit.deliveries.queue(once_more(first, moment, moment + KEPT))
        at = None
    unit.invitations.change(invitation.id, {}, {"wake_at": at})


def _reminds_at(
    unit: Unit, invitation: Invitation, first: Delivery, moment: datetime
) -> datetime | None:
    """When to remind, or to look again while the message waits; None where there is no more
    reason to."""
    if invitation.answer in SETTLED or has_joined(unit, invitation):
        return None
    if first.sent_at is None:
        return None if first.state in FINAL else moment + _LATER
    return reminder(unit.people.get(invitation.person_id), first.sent_at)


def joined(unit: Unit, member: Participant, moment: datetime) -> None:
    """Somebody joined: what was queued goes, and what invited her says so in place."""
    known = unit.invitations.one(program_id=member.program_id, person_id=member.person_id)
    if known is not None:
        unit.invitations.change(known.id, {}, {"wake_at": None})
        unit.deliveries.cancel("joined", subject_type="invitation", subject_id=known.id)
        unit.deliveries.want(moment, subject_type="invitation", subject_id=known.id)


def closed(unit: Unit, program: Program, moment: datetime) -> None:
    """The program has ended: nobody is invited any more, and what was said shows it."""
    for one in unit.invitations.find(program_id=program.id):
        unit.invitations.change(one.id, {}, {"wake_at": None})
    unit.deliveries.cancel("closed", kind="invitation", program_id=program.id)
    unit.deliveries.want(moment, kind="invitation", program_id=program.id)
    unit.deliveries.want(moment, template=POST, program_id=program.id)


def resumed(unit: Unit, program: Program, moment: datetime) -> None:
    """The program goes on: what was held has its whole time again."""
    waiting = {"kind": "invitation", "program_id": program.id, "state": State.PENDING}
    for row in unit.deliveries.find(**waiting):
        unit.deliveries.change(row.id, {"state": row.state}, {"expires_at": moment + KEPT})


# --- what coordinators see ------------------------------------------------------------------------


def has_joined(unit: Unit, invitation: Invitation) -> bool:
    """Whether this person is in the program now."""
    program, person = invitation.program_id, invitation.person_id
    return bool(unit.participants.one(program_id=program, person_id=person, left_at=None))


def roster(unit: Unit, workspace_id: str) -> Roster:
    """Who was invited to the present program; raises Refused where there is none."""
    program = programs.current(unit, workspace_id)
    if program is None:
        raise refuse("admin.no_program")
    asked = unit.invitations.find(program_id=program.id)
    found = unit.people.find(id=tuple(one.person_id for one in asked))
    here = [one for one in found if one.status is PersonStatus.ACTIVE]
    members = unit.participants.find(program_id=program.id, left_at=None)
    inside = {one.person_id for one in members}
    return Roster(
        tuple(one for one in here if one.id in inside),
        tuple(one for one in here if one.id not in inside),
    )
