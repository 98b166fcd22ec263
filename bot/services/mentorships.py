"""Mentorships: their beginning, and who belongs to one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.content import types
from bot.domain.deliveries import About, plan
from bot.domain.endings import hidden
from bot.domain.ids import new_id
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Member, Mentorship, Stage, StageEntry, StageReason
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.refusals import refuse
from bot.domain.requests import Request, RequestState
from bot.ports import Unit
from bot.services import people, programs, rounds


@dataclass(frozen=True)
class Whole:
    """A mentorship with its members and the people behind them (by member id).

    `unaware` are the participants who have not been told of its end yet: to them it goes on.
    """

    mentorship: Mentorship
    members: tuple[Member, ...]
    people: Mapping[str, Person]
    ended: bool
    unaware: frozenset[str] = frozenset()

    def ended_for(self, member: Member) -> bool:
        """Whether it has ended as far as this member knows."""
        return self.ended and member.participant_id not in self.unaware

    def member(self, slack_id: str) -> Member | None:
        """The member with this Slack id, or None."""
        return next((one for one in self.members if self.person(one).slack_id == slack_id), None)

    def person(self, member: Member) -> Person:
        """The person behind a member."""
        return self.people[member.id]

    def everyone(self) -> tuple[Person, ...]:
        """All people in it, mentors first."""
        ordered = sorted(self.members, key=lambda one: one.role is not Role.MENTOR)
        return tuple(self.person(one) for one in ordered)

    def partners(self, member: Member) -> tuple[Person, ...]:
        """The people in it other than this member."""
        return tuple(self.person(one) for one in self.members if one.id != member.id)


def whole(unit: Unit, mentorship_id: str) -> Whole:
    """The mentorship with its people; raises LookupError."""
    return _with_people(unit, unit.mentorships.get(mentorship_id))


def _with_people(unit: Unit, mentorship: Mentorship) -> Whole:
    members = unit.members.find(mentorship_id=mentorship.id)
    ending = unit.endings.one(mentorship_id=mentorship.id)
    told_later = (
        one.participant_id for one in members if ending and hidden(ending, one.participant_id)
    )
    found = {one.id: one for one in unit.people.find(id=tuple(one.person_id for one in members))}
    return Whole(
        mentorship,
        members,
        {one.id: found[one.person_id] for one in members},
        ended=ending is not None,
        unaware=frozenset(told_later),
    )


def mine(unit: Unit, mentorship_id: str, slack_id: str) -> tuple[Whole, Member]:
    """The running mentorship and this person's place in it; raises Refused, saying no more than
    needed to somebody who does not belong to it."""
    mentorship = unit.mentorships.one(id=mentorship_id)
    if mentorship is None:
        raise refuse("mentorship.not_yours")
    found = _with_people(unit, mentorship)
    member = found.member(slack_id)
    if member is None:
        raise refuse("mentorship.not_yours")
    if found.ended_for(member):
        raise refuse("mentorship.ended")
    return found, member


def of_person(unit: Unit, workspace_id: str, slack_id: str) -> tuple[tuple[Whole, Member], ...]:
    """The running mentorships of this person, oldest first."""
    person = people.find(unit, workspace_id, slack_id)
    if person is None:
        return ()
    places = unit.members.find(person_id=person.id)
    found = ((whole(unit, member.mentorship_id), member) for member in places)
    return tuple((one, member) for one, member in found if not one.ended_for(member))


def begin(unit: Unit, request: Request, moment: datetime) -> Mentorship:
    """Both said yes: the mentorship begins, the introduction is queued. Raises Refused where
    the request was settled meanwhile."""
    state = {"state": RequestState.BEGUN, "closed_at": moment, "wake_at": None}
    if not unit.requests.change(request.id, {"state": RequestState.MENTOR_YES}, state):
        raise refuse("request.settled")
    program, kind = unit.programs.get(request.program_id), types.of(request.type)
    mentorship = Mentorship(
        id=new_id(),
        program_id=program.id,
        request_id=request.id,
        type=request.type,
        purpose=program.template,
        weeks=kind.weeks or programs.setting(program, "weeks"),
        cadence_days=programs.setting(program, "cadence"),
        minutes=kind.minutes or programs.setting(program, "minutes"),
        began_at=moment,
        wake_at=moment,
    )
    unit.mentorships.add(mentorship)
    for participant_id, role in (
        (request.mentor_id, Role.MENTOR),
        (request.mentee_id, Role.MENTEE),
    ):
        person_id = unit.participants.get(participant_id).person_id
        unit.members.add(Member(new_id(), mentorship.id, participant_id, person_id, role))
    rounds.placed(unit, request.mentee_id, request.type, moment)
    first = kind.stages[0]
    unit.stage_entries.add(StageEntry(new_id(), mentorship.id, 1, first, moment, StageReason.BEGAN))
    _announce(unit, mentorship, request, moment)
    return mentorship


def _announce(unit: Unit, mentorship: Mentorship, request: Request, moment: datetime) -> None:
    workspace = unit.programs.get(mentorship.program_id).workspace_id
    about = About(
        workspace,
        "mentorship",
        mentorship.id,
        mentorship_id=mentorship.id,
        program_id=mentorship.program_id,
    )
    unit.deliveries.queue(plan("introduction", "introduction", about, moment))
    unit.deliveries.want(moment, subject_type="request", subject_id=request.id)
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)
    unit.deliveries.want(moment, template="channel.card", subject_id=mentorship.program_id)


def introduction_held(unit: Unit, mentorship_id: str, moment: datetime) -> None:
    """The group message is in doubt or cannot be opened: each gets the same in the own DM."""
    found = whole(unit, mentorship_id)
    program = unit.programs.get(found.mentorship.program_id)
    for person in found.everyone():
        about = About(
            program.workspace_id, "mentorship", mentorship_id, person.id, mentorship_id, program.id
        )
        unit.deliveries.queue(plan("answer", "introduction.copy", about, moment))


def stage(unit: Unit, mentorship_id: str) -> Stage:
    """The stage it is in: the latest entry."""
    return max(unit.stage_entries.find(mentorship_id=mentorship_id), key=lambda one: one.seq).stage


def planned(unit: Unit, mentorship_id: str) -> Meeting | None:
    """The next planned meeting, or None."""
    found = unit.meetings.find(mentorship_id=mentorship_id, state=MeetingState.PLANNED)
    return min(found, key=lambda one: one.starts_at, default=None)


def wake_now(unit: Unit, mentorship: Mentorship, moment: datetime) -> None:
    """Something changed: the journey looks at it again at once."""
    unit.mentorships.save(replace(mentorship, wake_at=moment))
