"""Everybody who waits and everybody with a place, as a whole-cohort run sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.content import types
from bot.content.types import ONE_ON_ONE
from bot.domain.mentorships import Outcome
from bot.domain.participants import Participant, Role
from bot.domain.programs import Program
from bot.domain.requests import LIVE, RequestState
from bot.matching.candidates import Candidate, Context
from bot.matching.model import People
from bot.ports import Unit
from bot.services import programs
from bot.services.pool import LEVEL_PURPOSES, Pool


def load(
    unit: Unit,
    program: Program,
    moment: datetime,
    who_waits: Sequence[Participant] | None = None,
) -> tuple[People, Context]:
    """The mentees without a mentor or an open request, the mentors with a place left, and what
    the past says about any two of them. The ids are participants'. Nobody is among them for whom
    a word with a coordinator comes first. `who_waits` is `waiting`, where the caller knows it."""
    pool = Pool(unit, program, moment)
    wanting = pool.mentees(waiting(unit, program) if who_waits is None else who_waits)
    mentees = tuple(one for one in wanting if one.listed and not one.away)
    mentors = tuple(_free(unit, program, pool.mentors()))
    return People(mentees, mentors), _context(unit, program, moment)


def waiting(unit: Unit, program: Program) -> tuple[Participant, ...]:
    """The mentees who have no mentor, wait for nobody's answer and want a match, in the order they
    joined."""
    members = {one.id: one for one in unit.participants.find(program_id=program.id, left_at=None)}
    mentees = unit.roles.find(participant_id=tuple(members), role=Role.MENTEE)
    every = programs.running(unit, program.id)
    running = tuple(one.id for one in every if not types.of(one.type).one_off)
    placed = unit.members.find(mentorship_id=running, role=Role.MENTEE)
    asking = unit.requests.find(program_id=program.id, state=LIVE, type=ONE_ON_ONE)
    taken = {one.participant_id for one in placed} | {one.mentee_id for one in asking}
    free = (one for one in mentees if not one.rests and one.participant_id not in taken)
    return tuple(members[one.participant_id] for one in free)


def _free(unit: Unit, program: Program, mentors: Iterable[Candidate]) -> Iterable[Candidate]:
    """Mentors with the places that no open question may take yet; an unheard one counts as any
    other, so that no draft tells of it."""
    asked: dict[str, int] = {}
    open_ = RequestState.OPEN
    for request in unit.requests.find(program_id=program.id, state=open_, type=ONE_ON_ONE):
        asked[request.mentor_id] = asked.get(request.mentor_id, 0) + 1
    for one in mentors:
        left = max(0, one.capacity - asked.get(one.id, 0))
        if left and one.listed and not one.away:
            yield replace(one, capacity=left)


def _context(unit: Unit, program: Program, moment: datetime) -> Context:
    every = unit.requests.find(program_id=program.id, type=ONE_ON_ONE)
    over = (RequestState.PASSED, RequestState.EXPIRED)
    return Context(
        week=moment.date(),
        purposes=frozenset({program.template}),
        level_required=program.template in LEVEL_PURPOSES,
        round_id=program.id,
        asked=frozenset((one.mentee_id, one.mentor_id) for one in every if one.state in LIVE),
        passed=frozenset((one.mentee_id, one.mentor_id) for one in every if one.state in over),
        ended=_together(unit, program),
    )


def _together(unit: Unit, program: Program) -> frozenset[frozenset[str]]:
    """Pairs that were or are together, but for those who both wanted another round."""
    found = unit.mentorships.find(program_id=program.id)
    every = tuple(one.id for one in found if not types.of(one.type).one_off)
    renewed = {
        one.mentorship_id
        for one in unit.endings.find(mentorship_id=every)
        if one.outcome is Outcome.RENEWED
    }
    people: dict[str, set[str]] = {}
    for member in unit.members.find(mentorship_id=every):
        if member.mentorship_id not in renewed:
            people.setdefault(member.mentorship_id, set()).add(member.participant_id)
    return frozenset(frozenset(pair) for pair in people.values() if len(pair) == 2)
