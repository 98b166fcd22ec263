"""Proposing a mentorship with oneself in it; the proposer accepts the four lines with it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.content.types import ONE_ON_ONE
from bot.domain.mentorships import Outcome
from bot.domain.participants import Participant, Role
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, NEVER, Request, RequestState
from bot.ports import Unit
from bot.services import (
    asking,
    enrollment,
    locking,
    mentorships,
    people,
    programs,
    requests,
    suggestions,
)
from bot.services.mentorships import Whole
from bot.services.pool import Pool

UNHEARD = frozenset({"block", "ended"})
"""Hard rules of which the proposer reads nothing: the proposal is taken, and stays unheard."""


@dataclass(frozen=True)
class Proposal:
    """Whom (a Slack id), in which role the proposer sees herself, and one line."""

    person: str | None
    role: Role | None
    line: str


def may_propose(unit: Unit, workspace_id: str, slack_id: str) -> tuple[Program, Participant]:
    """The proposer in the open program; raises Refused for somebody who did not join."""
    program = programs.open_now(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if person else None
    if member is None:
        raise refuse("propose.join_first")
    return program, member


def propose(
    unit: Unit, workspace_id: str, slack_id: str, said: Proposal, moment: datetime
) -> Request:
    """Propose; the other person is asked. Raises Refused at the field it concerns.

    What forbids the two is never told here: a private reason reads like any other. Where the
    other does not want it, or the two were together before, the proposal is taken and not
    delivered; once both have proposed it, it begins.
    """
    program, proposer = may_propose(unit, workspace_id, slack_id)
    if said.role is None:
        raise refuse("propose.role", at="role")
    if not said.person or said.person == slack_id:
        raise refuse("propose.self", at="person")
    if len(said.line) > requests.LINE_MOST:
        raise refuse("join.line", at="line", most=requests.LINE_MOST)
    other = _other(unit, program, workspace_id, said.person)
    mentee, mentor = (proposer, other) if said.role is Role.MENTEE else (other, proposer)
    locking.participant(unit, mentee)
    if both := _asked_by_the_other(unit, mentee, mentor, other):
        return _both_asked(unit, both, slack_id, moment)
    _check_roles(unit, mentee, mentor)
    codes = suggestions.forbids(Pool(unit, program), mentee, mentor)
    if set(codes) - UNHEARD or suggestions.keeps_out(unit, proposer, other):
        raise refuse("propose.not_possible", at="person")
    draft = asking.draft(unit, program, mentee, mentor, moment)
    line = said.line or (draft.line if said.role is Role.MENTEE else "")
    request = replace(draft, asked_by=proposer.id, line=line, unheard=NEVER if codes else "")
    requests.open_request(unit, request, proposer, said.role, moment)
    return request


def renewable(unit: Unit, slack_id: str, ending_id: str) -> Whole:
    """The mentorship whose people all chose another round when they closed it; raises Refused
    for others."""
    ending = unit.endings.one(id=ending_id, outcome=Outcome.RENEWED)
    whole = mentorships.whole(unit, ending.mentorship_id) if ending else None
    if whole is None or whole.member(slack_id) is None:
        raise refuse("mentorship.not_yours")
    return whole


def again(unit: Unit, workspace_id: str, slack_id: str, ending_id: str, moment: datetime) -> None:
    """Another round of the same two, who both chose it: whoever accepts the four lines first
    asks, the other is asked. Raises Refused."""
    whole = renewable(unit, slack_id, ending_id)
    mine = next(one for one in whole.members if whole.person(one).slack_id == slack_id)
    (other, *_) = whole.partners(mine)
    propose(unit, workspace_id, slack_id, Proposal(other.slack_id, mine.role, ""), moment)


def _asked_by_the_other(
    unit: Unit, mentee: Participant, mentor: Participant, other: Participant
) -> Request | None:
    """What the other proposed for the two of them and has not been delivered: they were together
    before, and one alone does not bring them together again."""
    found = unit.requests.one(mentee_id=mentee.id, mentor_id=mentor.id, state=LIVE)
    if found is None or not found.silent or found.asked_by != other.id:
        return None
    return None if suggestions.apart(unit, mentee, mentor) else found


def _both_asked(unit: Unit, known: Request, slack_id: str, moment: datetime) -> Request:
    """Both proposed it, each not knowing of the other: it begins."""
    unit.requests.save(replace(known, unheard=""))
    if known.state is RequestState.OPEN:
        requests.accept(unit, slack_id, known.id, moment)
    else:
        requests.confirm(unit, slack_id, known.id, moment)
    return unit.requests.get(known.id)


def _other(unit: Unit, program: Program, workspace_id: str, slack_id: str) -> Participant:
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if person else None
    if member is None:
        raise refuse("propose.not_joined", at="person")
    return member


def _check_roles(unit: Unit, mentee: Participant, mentor: Participant) -> None:
    """Both took the role the proposal gives them, and the mentee has room for it."""
    for member, role in ((mentee, Role.MENTEE), (mentor, Role.MENTOR)):
        if unit.roles.one(participant_id=member.id, role=role) is None:
            raise refuse(f"propose.not_{role}", at="person")
    if enrollment.is_matched(unit, mentee):
        raise refuse("propose.matched", at="person")
    if unit.requests.one(mentee_id=mentee.id, state=LIVE, type=ONE_ON_ONE) is not None:
        raise refuse("propose.waiting", at="person")
