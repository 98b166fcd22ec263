"""The people of a program as the one matching path sees them, loaded at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Protocol, TypeVar

from bot.content import types
from bot.content.types import ONE_ON_ONE
from bot.domain import profile
from bot.domain.mentorships import Outcome
from bot.domain.participants import Block, Participant, Role, RoleTaken, Topic
from bot.domain.people import Person, PersonStatus, Volume
from bot.domain.profile import months
from bot.domain.programs import Program
from bot.domain.reporting import above
from bot.domain.requests import LIVE, RequestState
from bot.domain.rounds import Round, RoundState
from bot.matching.candidates import NOBODY, Candidate, Context, fold
from bot.ports import Unit
from bot.services import guards, programs, reporting

LEVEL_PURPOSES = ("onboarding", "know_how")
"""Templates whose topic level is a hard rule (docs/mentoring.md)."""


AWAY_FROM = timedelta(days=3)
"""Somebody away for longer than this from now on could not answer before the next is asked."""

_NOBODY = datetime(1970, 1, 1, tzinfo=UTC)
"""When somebody last joined a program without anybody."""


class Pool:
    """The people of a program as candidates; loads what all of them need once."""

    def __init__(
        self,
        unit: Unit,
        program: Program,
        moment: datetime | None = None,
        kind: str = ONE_ON_ONE,
    ) -> None:
        self.program = program
        self._unit, self._moment = unit, moment
        self._kind = types.of(kind)
        self._busy = NOBODY if self._kind.holds_place else frozenset(_talking(unit, program, kind))
        members = unit.participants.find(program_id=program.id, left_at=None)
        self._members = {one.id: one for one in members}
        people = unit.people.find(id=tuple(one.person_id for one in members))
        self._people = {one.id: one for one in people}
        self._guarded = guards.among(unit, self._members) if self._kind.holds_place else NOBODY
        self._by_slack_id = {self._people[one.person_id].slack_id: one.id for one in members}
        self._today = (moment or max((one.joined_at for one in members), default=_NOBODY)).date()
        self._manager_of = reporting.manager_of(unit, program.workspace_id, people)
        self._roles = unit.roles.find(participant_id=tuple(self._members), role=Role.MENTOR)
        ids = tuple(one.participant_id for one in self._roles)
        self._topics = grouped(unit.topics.find(participant_id=ids, role=Role.MENTOR))
        self._blocks = grouped(unit.blocks.find(participant_id=ids))
        self._away = frozenset(self._away_for_long(unit)) if moment else NOBODY

    def mentors(self) -> Iterable[Candidate]:
        """Everybody who offers to mentor."""
        for role in self._roles:
            member = self._members[role.participant_id]
            topics, blocks = self._topics.get(member.id, ()), self._blocks.get(member.id, ())
            yield self._candidate(member, role, topics, blocks)

    def open_minded(self) -> Iterable[Candidate]:
        """The same, as if none of them kept anybody out."""
        return (replace(one, blocks=NOBODY) for one in self.mentors())

    def mentees(self, members: Sequence[Participant]) -> Iterator[Candidate]:
        """Those of these participants who look for a mentor."""
        ids = tuple(one.id for one in members if one.id in self._members)
        unit, role = self._unit, Role.MENTEE
        roles = {one.participant_id: one for one in unit.roles.find(participant_id=ids, role=role)}
        topics = grouped(unit.topics.find(participant_id=ids, role=role))
        blocks = grouped(unit.blocks.find(participant_id=ids))
        rounds = grouped(unit.rounds.find(participant_id=ids))
        for id in ids:
            if id in roles:
                found = self._candidate(
                    self._members[id], roles[id], topics.get(id, ()), blocks.get(id, ())
                )
                yield _wishing(found, rounds.get(id, ()))

    def candidate(self, member: Participant, role: Role) -> Candidate | None:
        """This participant in this role, or None where she did not take it."""
        if role is Role.MENTEE:
            return next(self.mentees((member,)), None)
        taken = self._unit.roles.one(participant_id=member.id, role=role)
        if taken is None or member.id not in self._members:
            return None
        topics = self._unit.topics.find(participant_id=member.id, role=role)
        blocks = self._unit.blocks.find(participant_id=member.id)
        return self._candidate(member, taken, topics, blocks)

    def _candidate(
        self,
        member: Participant,
        role: RoleTaken,
        topics: Sequence[Topic],
        blocks: Sequence[Block],
    ) -> Candidate:
        person = self._people[member.person_id]
        return Candidate(
            id=member.id,
            slack_id=person.slack_id,
            topics=tuple(topics),
            zone=person.zone,
            hours=person.hours,
            function=_fold(member.function),
            team=member.team,
            location=_fold(member.location),
            tenure_months=self._months_here(member),
            purposes=frozenset({member.purpose} if member.purpose else ()),
            languages=frozenset(member.languages),
            roles=frozenset(role.manners),
            wishes=self._wishes(member),
            blocks=frozenset(block.slack_id for block in blocks),
            above=above(person.slack_id, self._manager_of),
            capacity=self._places(role),
            away=_cannot_be_asked(person) or person.id in self._away,
            listed=self._listed(role),
        )

    def _listed(self, role: RoleTaken) -> bool:
        """Whether this role is to be matched at all: not where its owner wants none for now, or a
        word with a coordinator comes first."""
        waits = (role.participant_id, role.role) in self._guarded
        return role.listed and not role.rests and not waits

    def _months_here(self, member: Participant) -> int | None:
        """Months in the organization that are certain now, or when somebody last joined: later
        than that it may be more, never less."""
        since = member.here_since
        return None if since is None else months(since, self._today)

    def _wishes(self, member: Participant) -> tuple[str, ...]:
        """The participants this one could imagine, the first one first."""
        wanted = profile.people_in(member.wanted)
        return tuple(self._by_slack_id[one] for one in wanted if one in self._by_slack_id)

    def _places(self, role: RoleTaken) -> int:
        """How many more this role takes: of what takes no place, one at a time."""
        if self._kind.holds_place:
            return role.capacity - role.taken
        return 0 if role.participant_id in self._busy else 1

    def _away_for_long(self, unit: Unit) -> Iterator[str]:
        """Who could not answer before the next one is asked."""
        now = self._moment
        for one in unit.pauses.find(person_id=tuple(self._people)) if now else ():
            if one.person_id and now and one.since <= now and now + AWAY_FROM < one.until:
                yield one.person_id

    def context(self, mentee: Participant) -> Context:
        """What the program and the past say about this mentee's choice."""
        asked = self._unit.requests.find(mentee_id=mentee.id, type=self._kind.id)
        live = {(one.mentee_id, one.mentor_id) for one in asked if one.state in LIVE}
        over = {
            (one.mentee_id, one.mentor_id)
            for one in asked
            if one.state in (RequestState.PASSED, RequestState.EXPIRED)
        }
        return Context(
            week=_week(mentee.joined_at),
            purposes=frozenset({self.program.template}),
            level_required=self.program.template in LEVEL_PURPOSES,
            asked=frozenset(live),
            passed=frozenset(over),
            ended=self._together(mentee),
            round_id=self.program.id,
        )

    def _together(self, mentee: Participant) -> frozenset[frozenset[str]]:
        """Pairs that were or are together; they are not suggested again, unless both chose it
        when they closed."""
        found = set()
        for place in self._unit.members.find(participant_id=mentee.id):
            if types.of(self._unit.mentorships.get(place.mentorship_id).type).one_off:
                continue
            ending = self._unit.endings.one(mentorship_id=place.mentorship_id)
            if ending is not None and ending.outcome is Outcome.RENEWED:
                continue
            for other in self._unit.members.find(mentorship_id=place.mentorship_id):
                if other.participant_id != mentee.id:
                    found.add(frozenset({mentee.id, other.participant_id}))
        return frozenset(found)


def _cannot_be_asked(person: Person) -> bool:
    """Whether a request would not reach this person: gone, or wants nothing by itself."""
    return person.status is not PersonStatus.ACTIVE or person.volume is Volume.NONE


def passed_over(rounds: Iterable[Round]) -> int:
    """How many of these rounds brought no mentor since the last one that did."""
    over = 0
    for one in sorted(rounds, key=lambda one: one.began_at):
        if one.type != ONE_ON_ONE:
            continue
        if one.state is RoundState.PLACED:
            over = 0
        elif one.state is RoundState.PASSED_OVER:
            over += 1
    return over


def _choices(rounds: Iterable[Round]) -> tuple[str, ...]:
    open_ = (one for one in rounds if one.state is RoundState.OPEN and one.type == ONE_ON_ONE)
    chosen = [one.choices for one in open_]
    return chosen[-1] if chosen else ()


def _wishing(found: Candidate, rounds: Sequence[Round]) -> Candidate:
    """A mentee with what her rounds say: whom she chose, and how often she got no place."""
    return replace(found, wishes=_choices(rounds) or found.wishes, passed_over=passed_over(rounds))


def _fold(name: str | None) -> str | None:
    return fold(name) if name else None


def _week(moment: datetime) -> date:
    return moment.date()


def _talking(unit: Unit, program: Program, kind: str) -> Iterator[str]:
    """Who is asked for a talk of this type, said yes to one, or has one ahead: mentors and
    mentees."""
    for request in unit.requests.find(program_id=program.id, type=kind, state=LIVE):
        if not request.silent:
            yield from (request.mentor_id, request.mentee_id)
    going_on = [one.id for one in programs.running(unit, program.id) if one.type == kind]
    for member in unit.members.find(mentorship_id=tuple(going_on)):
        yield member.participant_id


class _OfParticipant(Protocol):
    @property
    def participant_id(self) -> str: ...


R = TypeVar("R", bound=_OfParticipant)


def grouped(rows: Iterable[R]) -> dict[str, list[R]]:
    """These rows by the participant they belong to."""
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(row.participant_id, []).append(row)
    return found
