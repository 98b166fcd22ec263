"""A coordinator brings two people together: the mentor is asked first, then the mentee."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.content.types import FLASH, ONE_ON_ONE
from bot.domain.facts import Several, Term
from bot.domain.ids import new_id
from bot.domain.participants import Participant, Role
from bot.domain.programs import Audit, Program
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, Request
from bot.matching.filter import told
from bot.ports import Unit
from bot.services import (
    asking,
    enrollment,
    flash,
    locking,
    people,
    programs,
    requests,
    suggestions,
)
from bot.services.pool import Pool


@dataclass(frozen=True)
class Pair:
    """Two Slack ids, the type, one line to both, and who proposes it."""

    mentee: str | None
    mentor: str | None
    type: str
    line: str
    by: str


def kinds(program: Program) -> tuple[str, ...]:
    """The types this program uses, the usual one first."""
    return (ONE_ON_ONE, FLASH) if flash.offered(program) else (ONE_ON_ONE,)


def propose(unit: Unit, workspace_id: str, said: Pair, moment: datetime) -> Request:
    """Propose these two to each other; raises Refused at the field it concerns, with the rule
    where one forbids it, and one sentence for everything that is private."""
    program = programs.open_now(unit, workspace_id)
    if said.type not in kinds(program):
        raise refuse("pair.type", at="type")
    if len(said.line) > requests.LINE_MOST:
        raise refuse("join.line", at="line", most=requests.LINE_MOST)
    mentee = _one(unit, program, said.mentee, Role.MENTEE)
    mentor = _one(unit, program, said.mentor, Role.MENTOR)
    pool = Pool(unit, program, moment, said.type)
    request = bring_together(unit, pool, mentee, mentor, moment)
    request = replace(request, type=said.type, asked_by=said.by, line=said.line)
    asking.put(unit, request, moment)
    detail = {"type": said.type}
    unit.audits.add(
        Audit(new_id(), workspace_id, moment, said.by, "pair.proposed", request.id, detail)
    )
    return request


def bring_together(
    unit: Unit, pool: Pool, mentee: Participant, mentor: Participant, moment: datetime
) -> Request:
    """The request that asks these two, by hand or from a drawn match, ready to be put; raises
    Refused where either has no room or a hard rule forbids it."""
    locking.participant(unit, mentee)
    if enrollment.is_matched(unit, mentee):
        raise refuse("propose.matched", at="mentee")
    if unit.requests.one(mentee_id=mentee.id, state=LIVE, type=ONE_ON_ONE) is not None:
        raise refuse("propose.waiting", at="mentee")
    codes = told(suggestions.forbids(pool, mentee, mentor))
    if codes:
        rules = Several(tuple(Term(f"rule.{code}") for code in codes))
        raise refuse("pair.forbidden", at="mentor", rule=rules)
    return asking.draft(unit, pool.program, mentee, mentor, moment)


def _one(unit: Unit, program: Program, slack_id: str | None, role: Role) -> Participant:
    person = people.find(unit, program.workspace_id, slack_id) if slack_id else None
    member = enrollment.participant(unit, program, person) if person else None
    if member is None:
        raise refuse("propose.not_joined", at=str(role))
    if unit.roles.one(participant_id=member.id, role=role) is None:
        raise refuse(f"propose.not_{role}", at=str(role))
    return member
