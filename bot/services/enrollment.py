"""Joining: three fields, and the first message that changes in place."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.content import types
from bot.domain.access import shown
from bot.domain.deliveries import About, Delivery, plan
from bot.domain.endings import hidden
from bot.domain.facts import Fact, Several
from bot.domain.ids import delivery_id, new_id
from bot.domain.participants import Manager, Participant, Role, RoleTaken, Topic
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.topics import TOPIC_MOST, TOPICS_MOST, tidy, topic_fact
from bot.ports import Profile, Unit
from bot.services import invitations, people, places, programs, rounds

JOINED = "joined"
"""The first message to somebody who joined, which changes in place."""

_BACK = "back"
"""Marks the message to somebody who joined again."""

LINE_MOST = 300
"""Characters of the one line about oneself; it must fit a message beside others' words."""


@dataclass(frozen=True)
class Enrollment:
    """The three fields (and the manager, where no reporting-line file is loaded)."""

    roles: tuple[Role, ...]
    topics: tuple[str, ...]
    hope: str = ""
    lesson: str = ""
    manager: str | None = None


@dataclass(frozen=True)
class JoinForm:
    """What the form shows: what was said before, and whether the manager is asked for."""

    program: Program
    said: Enrollment
    asks_manager: bool
    joined: bool


def form(unit: Unit, workspace_id: str, slack_id: str) -> JoinForm:
    """The form for this person, filled with what she said before, also before she left; raises
    Refused."""
    program = programs.open_now(unit, workspace_id)
    asks = program.line_loaded_on is None
    person = people.find(unit, workspace_id, slack_id)
    member = unit.participants.one(program_id=program.id, person_id=person.id) if person else None
    said = _said(unit, member, person) if person and member else None
    if member is None or said is None or not said.roles:
        return JoinForm(program, Enrollment((Role.MENTEE,), ()), asks, joined=False)
    return JoinForm(program, said, asks, joined=member.left_at is None)


def participant(unit: Unit, program: Program, person: Person) -> Participant | None:
    """This person in this program, or None where she did not join or has left."""
    return unit.participants.one(program_id=program.id, person_id=person.id, left_at=None)


def join(
    unit: Unit, workspace_id: str, profile: Profile, said: Enrollment, moment: datetime
) -> Participant:
    """Join, or change what was said before; raises Refused at the field it concerns."""
    program = programs.open_now(unit, workspace_id)
    if profile.guest and not programs.setting(program, "guests"):
        raise refuse("join.guest")
    topics = _checked(said, profile)
    person = people.meet(unit, workspace_id, profile)
    known = unit.participants.one(program_id=program.id, person_id=person.id)
    comes_back = known is not None and known.left_at is not None
    if known is None:
        known = Participant(new_id(), program.id, person.id, joined_at=moment)
        unit.participants.add(known)
        _bring_along(unit, known)
    elif comes_back:
        known = replace(known, left_at=None, joined_at=moment)
        unit.participants.save(known)
    _keep_roles(unit, program, known, said)
    _keep_topics(unit, known, said.roles, topics)
    _keep_manager(unit, person, said.manager)
    _greet(unit, program, known, moment, comes_back)
    invitations.joined(unit, known, moment)
    unit.deliveries.want(moment, template="channel.card", subject_id=program.id)
    if Role.MENTEE in said.roles and not is_matched(unit, known):
        rounds.wait(unit, program, known, moment)
    return known


def _greet(
    unit: Unit, program: Program, member: Participant, moment: datetime, comes_back: bool
) -> None:
    """The first message, once: an invitation that was read becomes it. Who comes back reads a
    new one, since the newest says that she has left."""
    about = About(
        program.workspace_id, "participant", member.id, member.person_id, program_id=program.id
    )
    row = plan("receipt", JOINED, about, moment)
    if comes_back:
        key = f"{row.key}/{moment.isoformat()}"
        unit.deliveries.queue(replace(row, id=delivery_id(key), key=key, params={_BACK: 1}))
        unit.deliveries.want(moment, template=(JOINED, "left"), subject_id=member.id)
    elif unit.deliveries.find(template=JOINED, subject_id=member.id):
        unit.deliveries.want(moment, template=JOINED, subject_id=member.id)
    elif not _invitation_becomes(unit, member, moment):
        unit.deliveries.queue(row)


def _invitation_becomes(unit: Unit, member: Participant, moment: datetime) -> bool:
    """The newest message that invited this participant becomes her first message, in
    place, as far as one reached her; whether it did."""
    known = unit.invitations.one(program_id=member.program_id, person_id=member.person_id)
    found = unit.deliveries.find(template=invitations.INVITED, subject_id=known.id) if known else ()
    sent = sorted((one.sent_at, one.id) for one in found if one.sent_at and one.ts)
    if not sent:
        return False
    _, newest = sent[-1]
    hers = {"template": JOINED, "subject_type": "participant", "subject_id": member.id}
    unit.deliveries.change(newest, {"template": invitations.INVITED}, hers)
    return bool(unit.deliveries.want(moment, id=newest, template=JOINED))


def came_back(unit: Unit, said: Delivery) -> bool:
    """Whether this participant left and joined again after this message about joining or leaving:
    what holds now stands in a newer one."""
    every = unit.deliveries.find(template=JOINED, subject_id=said.subject_id)
    newer = (one for one in every if one.id != said.id and one.due_at >= said.due_at)
    return any(_BACK in one.params for one in newer)


def _bring_along(unit: Unit, member: Participant) -> None:
    """The questions somebody still has parked and the goal she works on go with her into a new
    program; everything else stays with the one it was told in."""
    for before in unit.participants.find(person_id=member.person_id):
        if before.id == member.id:
            continue
        moved = {"participant_id": member.id, "mentorship_id": None}
        for note in unit.notes.find(participant_id=before.id, sent_at=None, done_at=None):
            unit.notes.change(note.id, {}, moved)
        for goal in unit.goals.find(participant_id=before.id, ended_at=None):
            unit.goals.change(goal.id, {}, moved)


def topics_of(unit: Unit, participant_id: str, role: Role) -> tuple[str, ...]:
    """The names of the topics of one role, as stored."""
    found = unit.topics.find(participant_id=participant_id, role=role)
    return tuple(topic.name for topic in found)


def topic_list(names: tuple[str, ...]) -> Fact:
    """Topics as one fact: shared ones in the reader's language, own words quoted."""
    return Several(tuple(topic_fact(name) for name in names))


def is_matched(unit: Unit, member: Participant) -> bool:
    """Whether this participant is a mentee in a mentorship that goes on, as far as they know; one
    talk is none."""
    found = unit.members.find(participant_id=member.id, role=Role.MENTEE)
    every = unit.mentorships.find(id=tuple(one.mentorship_id for one in found))
    talks = {one.id for one in every if types.of(one.type).one_off}
    ended = unit.endings.find(mentorship_id=tuple(one.mentorship_id for one in found))
    over = {one.mentorship_id for one in ended if not hidden(one, member.id)}
    return any(one.mentorship_id not in over | talks for one in found)


def _said(unit: Unit, member: Participant, person: Person) -> Enrollment:
    roles = unit.roles.find(participant_id=member.id)
    mine = (member.id, person.id)
    lines = {role.role: shown(role.line, mine) for role in roles}
    named = unit.managers.one(person_id=person.id, named_by_self=True)
    topics = dict.fromkeys(topic.name for topic in unit.topics.find(participant_id=member.id))
    return Enrollment(
        roles=tuple(role.role for role in roles),
        topics=tuple(topics),
        hope=lines.get(Role.MENTEE, ""),
        lesson=lines.get(Role.MENTOR, ""),
        manager=shown(named.manager_slack_id, mine) if named else None,
    )


def _checked(said: Enrollment, profile: Profile) -> tuple[str, ...]:
    if not said.roles:
        raise refuse("join.role", at="roles")
    if any(len(" ".join(topic.split())) > TOPIC_MOST for topic in said.topics):
        raise refuse("join.line", at="topics", most=TOPIC_MOST)
    topics = tuple(dict.fromkeys(tidy(topic) for topic in said.topics if topic.strip()))
    if not 1 <= len(topics) <= TOPICS_MOST:
        raise refuse("join.topics", at="topics", most=TOPICS_MOST)
    for name in ("hope", "lesson"):
        if len(getattr(said, name)) > LINE_MOST:
            raise refuse("join.line", at=name, most=LINE_MOST)
    if said.manager == profile.slack_id:
        raise refuse("join.manager_self", at="manager")
    return topics


def _keep_roles(unit: Unit, program: Program, member: Participant, said: Enrollment) -> None:
    places_at_first = programs.setting(program, "capacity")
    known = {role.role: role for role in unit.roles.find(participant_id=member.id)}
    for role in Role:
        line = said.hope if role is Role.MENTEE else said.lesson
        if role in said.roles and role in known:
            unit.roles.save(replace(known[role], line=line))
        elif role in said.roles:
            taken = places.held(unit, member) if role is Role.MENTOR else 0
            unit.roles.add(RoleTaken(new_id(), member.id, role, places_at_first, taken, line))
        elif role in known:
            unit.roles.remove(known[role].id)


def _keep_topics(
    unit: Unit, member: Participant, roles: tuple[Role, ...], names: tuple[str, ...]
) -> None:
    """A topic that stays keeps its level and its place, however it is spelled this time."""
    found = unit.topics.find(participant_id=member.id)
    known = {(one.role, one.name.casefold()): one for one in found}
    wanted = {(role, name.casefold()): name for role in roles for name in names}
    for place, topic in known.items():
        if place not in wanted:
            unit.topics.remove(topic.id)
    for (role, _), name in ((place, name) for place, name in wanted.items() if place not in known):
        unit.topics.add(Topic(new_id(), member.id, role, name))


def _keep_manager(unit: Unit, person: Person, manager: str | None) -> None:
    named = unit.managers.find(person_id=person.id, named_by_self=True)
    for known in named:
        if known.manager_slack_id != manager:
            unit.managers.remove(known.id)
    if manager and manager not in {known.manager_slack_id for known in named}:
        unit.managers.add(Manager(new_id(), person.id, manager))
