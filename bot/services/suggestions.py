"""Suggestions: rows made into candidates for the one matching path, and mentors as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.facts import Fact, Mention, Quote, Several, Term
from bot.domain.hours import shared_weekly_hours
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role, RoleTaken
from bot.domain.people import PersonStatus
from bot.domain.programs import Program
from bot.domain.requests import LIVE, RequestState
from bot.domain.topics import topic_fact
from bot.matching.candidates import Candidate, Context, above, shared_topics
from bot.matching.filter import allowed
from bot.matching.suggest import suggest
from bot.ports import Unit
from bot.services import programs

LEVEL_PURPOSES = ("onboarding", "know_how")
"""Templates whose topic level is a hard rule (docs/mentoring.md)."""


@dataclass(frozen=True)
class Offer:
    """A mentor who could be asked: the topics both name, and the best of them to ask about."""

    mentor_id: str
    topics: tuple[str, ...]

    @property
    def topic(self) -> str:
        """The topic the request is about."""
        return self.topics[0] if self.topics else ""


def for_mentee(
    unit: Unit, program: Program, mentee: Participant, every: bool = False
) -> tuple[Offer, ...]:
    """The mentors who offer what this mentee asked for, best first: as many as the program
    shows, or every one."""
    pool = _Pool(unit, program)
    me = pool.candidate(mentee, Role.MENTEE)
    if me is None:
        return ()
    mentors = [one for one in pool.mentors() if any(shared_topics(me, one))]
    context = pool.context(mentee)
    most = len(mentors) if every else programs.setting(program, "offers")
    found = suggest(me, mentors, context, most)
    return tuple(
        Offer(one.mentor.id, tuple(topic.name for topic, _ in shared_topics(me, one.mentor)))
        for one in found
    )


def forbidden(unit: Unit, program: Program, mentee: Participant, mentor: Participant) -> bool:
    """Whether a hard rule stands between these two; which one is nobody's business here."""
    pool = _Pool(unit, program)
    one, other = pool.candidate(mentee, Role.MENTEE), pool.candidate(mentor, Role.MENTOR)
    return one is None or other is None or not allowed(one, other, pool.context(mentee))


def card(unit: Unit, mentee: Participant, offer: Offer) -> Message:
    """A mentor as a mentee sees her: shared topics, shared hours, her one line."""
    mentor = unit.participants.get(offer.mentor_id)
    person = unit.people.get(mentor.person_id)
    role = unit.roles.one(participant_id=mentor.id, role=Role.MENTOR)
    me = unit.people.get(mentee.person_id)
    shared = int(shared_weekly_hours(me, person, _week(mentee.joined_at)))
    line: Fact = Term("find.line", {"line": Quote(role.line)}) if role and role.line else ""
    return Message(
        "find.offer",
        mentor.id,
        {
            "mentor": Mention(person.slack_id),
            "topics": Several(tuple(topic_fact(name) for name in offer.topics)),
            "hours": Term("count.hours", {"n": shared}),
            "line": line,
        },
    )


class _Pool:
    """The people of a program as candidates; loads what all of them need once."""

    def __init__(self, unit: Unit, program: Program) -> None:
        self._unit, self._program = unit, program
        members = unit.participants.find(program_id=program.id, left_at=None)
        self._members = {one.id: one for one in members}
        people = unit.people.find(id=tuple(one.person_id for one in members))
        self._people = {one.id: one for one in people}
        self._slack_ids = {one.id: one.slack_id for one in people}
        named = unit.managers.find(person_id=tuple(self._people))
        self._manager_of = {self._slack_ids[one.person_id]: one.manager_slack_id for one in named}

    def mentors(self) -> Iterable[Candidate]:
        """Everybody who offers to mentor."""
        roles = self._unit.roles.find(participant_id=tuple(self._members), role=Role.MENTOR)
        for role in roles:
            yield self._candidate(self._members[role.participant_id], role)

    def candidate(self, member: Participant, role: Role) -> Candidate | None:
        """This participant in this role, or None where she did not take it."""
        taken = self._unit.roles.one(participant_id=member.id, role=role)
        return self._candidate(member, taken) if taken else None

    def _candidate(self, member: Participant, role: RoleTaken) -> Candidate:
        person = self._people[member.person_id]
        topics = self._unit.topics.find(participant_id=member.id, role=role.role)
        blocks = self._unit.blocks.find(participant_id=member.id)
        return Candidate(
            id=member.id,
            slack_id=person.slack_id,
            topics=topics,
            zone=person.zone,
            hours=person.hours,
            function=member.function,
            team=member.team,
            location=member.location,
            blocks=frozenset(block.slack_id for block in blocks),
            above=above(person.slack_id, self._manager_of),
            capacity=role.capacity - role.taken,
            away=person.status is PersonStatus.GONE,
            listed=role.listed,
        )

    def context(self, mentee: Participant) -> Context:
        """What the program and the past say about this mentee's choice."""
        asked = self._unit.requests.find(mentee_id=mentee.id)
        live = {(one.mentee_id, one.mentor_id) for one in asked if one.state in LIVE}
        over = {
            (one.mentee_id, one.mentor_id)
            for one in asked
            if one.state in (RequestState.PASSED, RequestState.EXPIRED)
        }
        return Context(
            week=_week(mentee.joined_at),
            purposes=frozenset({self._program.template}),
            level_required=self._program.template in LEVEL_PURPOSES,
            asked=frozenset(live),
            passed=frozenset(over),
            ended=self._together(mentee),
            round_id=self._program.id,
        )

    def _together(self, mentee: Participant) -> frozenset[frozenset[str]]:
        """Pairs that were or are together; they are not suggested again."""
        found = set()
        for place in self._unit.members.find(participant_id=mentee.id):
            for other in self._unit.members.find(mentorship_id=place.mentorship_id):
                if other.participant_id != mentee.id:
                    found.add(frozenset({mentee.id, other.participant_id}))
        return frozenset(found)


def _week(moment: datetime) -> date:
    return moment.date()
