"""A draft of a run: looked at page by page, changed by hand, or dropped; and "why not"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.facts import Fact, Mention, Several, Term
from bot.domain.messages import Message
from bot.domain.participants import Participant
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.runs import PAGE, WEIGHTINGS, Run, RunPair
from bot.matching.candidates import Candidate, Context
from bot.matching.filter import rules, told
from bot.matching.model import People, Rules, WhyNot
from bot.matching.score import reasons, score
from bot.ports import Unit
from bot.services import cohort, people
from bot.services.runs import CARD, drop, ready

CHANGE = ("run.change",)
"""One quiet button for each match: none of twelve on a page leads."""


@dataclass(frozen=True)
class Page:
    """One page of a draft, the first is 1; those without a match come first."""

    run: Run
    number: int
    pages: int
    parts: tuple[Message, ...]


@dataclass(frozen=True)
class Known:
    """Everybody as matching sees them now, by participant."""

    mentees: dict[str, Candidate]
    mentors: dict[str, Candidate]
    context: Context


def page(unit: Unit, run_id: str, number: int, moment: datetime) -> Page:
    """A page of the draft, with plain reasons for each match; raises Refused."""
    run, program = ready(unit, run_id)
    known = known_to(unit, program, run, moment)
    pairs = sorted(unit.run_pairs.find(run_id=run.id), key=lambda one: one.mentor_id is not None)
    pages = max(1, -(-len(pairs) // PAGE))
    number = min(max(number, 1), pages)
    shown = pairs[(number - 1) * PAGE : number * PAGE]
    return Page(run, number, pages, tuple(_part(unit, known, pair) for pair in shown))


def move(unit: Unit, pair_id: str, slack_id: str | None, moment: datetime) -> RunPair:
    """Give this mentee that mentor in the draft, or nobody; raises Refused at the field `mentor`
    with the rule that forbids it, or where the mentor has no place left in the draft."""
    pair = unit.run_pairs.one(id=pair_id)
    if pair is None:
        raise refuse("runs.settled")
    run, program = ready(unit, pair.run_id)
    if slack_id is None:
        fresh = replace(pair, mentor_id=None, score=0, parts={}, ask=False, by_hand=True)
    else:
        fresh = _to(unit, (run, program, pair), slack_id, moment)
    if fresh == pair:
        return pair
    unit.run_pairs.save(fresh)
    pairs = unit.run_pairs.find(run_id=run.id)
    placed = sum(one.mentor_id is not None for one in pairs)
    counts = {"placed": placed, "unplaced": len(pairs) - placed}
    unit.runs.change(run.id, {}, {"totals": {**run.totals, **counts}})
    unit.deliveries.want(moment, template=CARD, subject_id=run.id)
    return fresh


def _to(
    unit: Unit, where: tuple[Run, Program, RunPair], slack_id: str, moment: datetime
) -> RunPair:
    run, program, pair = where
    known = known_to(unit, program, run, moment)
    person = people.find(unit, program.workspace_id, slack_id)
    joined = unit.participants.one(
        program_id=program.id, person_id=person.id if person else "", left_at=None
    )
    mentee = known.mentees.get(pair.mentee_id)
    mentor = known.mentors.get(joined.id) if joined else None
    if mentee is None or mentor is None:
        raise refuse("runs.no_mentor", at="mentor")
    broken = told(rules(mentee, mentor, known.context))
    if broken:
        raise refuse("runs.rule", at="mentor", rule=Term(f"rule.{broken[0]}"))
    held = unit.run_pairs.find(run_id=run.id, mentor_id=mentor.id)
    if sum(one.id != pair.id for one in held) >= mentor.capacity:
        raise refuse("runs.no_place", at="mentor")
    points = score(mentee, mentor, known.context)
    return replace(
        pair,
        mentor_id=mentor.id,
        score=points.total,
        parts=dict(points.parts),
        proof={},
        ask=False,
        by_hand=True,
    )


def discard(unit: Unit, run_id: str, moment: datetime) -> None:
    """Drop a draft; raises Refused where there is none any more."""
    drop(unit, ready(unit, run_id)[0], moment)


# --- why not -------------------------------------------------------------------------------------


def question(
    unit: Unit, run_id: str, two: tuple[str, str], moment: datetime
) -> tuple[People, Rules, tuple[str, str]]:
    """What the engine is asked to say why these two (mentee and mentor, by Slack id) are not
    matched, hand-made matches as they are; raises Refused where one of them is not in the run."""
    run, program = ready(unit, run_id)
    everybody, context = cohort.load(unit, program, moment)
    context = replace(context, weights=WEIGHTINGS[run.weighting])
    mentee, mentor = (_joined(unit, program, one) for one in two)
    if mentee not in {one.id for one in everybody.mentees}:
        raise refuse("runs.no_mentee")
    if mentor not in {one.id for one in everybody.mentors}:
        raise refuse("runs.no_mentor")
    by_hand = unit.run_pairs.find(run_id=run.id, by_hand=True)
    fixed = frozenset((one.mentee_id, one.mentor_id) for one in by_hand if one.mentor_id)
    asked = Rules(context, stable=run.stable)
    return replace(everybody, fixed=fixed), asked, (mentee, mentor)


def answer(unit: Unit, run_id: str, why: WhyNot) -> Message:
    """The reason as a coordinator reads it: the rule, the better use of the place, or the draw."""
    facts: dict[str, Fact] = {
        "rule": Term(f"rule.{why.rules[0]}") if why.rules else "",
        "points": why.lost,
        "people": why.fewer,
        "instead": _mention(unit, why.instead) if why.instead else "",
    }
    return Message(f"run.why.{why.kind}", run_id, facts)


def _joined(unit: Unit, program: Program, slack_id: str) -> str:
    person = people.find(unit, program.workspace_id, slack_id)
    member = unit.participants.one(program_id=program.id, person_id=person.id if person else "")
    return member.id if member else ""


# --- what is shown -------------------------------------------------------------------------------


def _part(unit: Unit, known: Known, pair: RunPair) -> Message:
    mentee = _mention(unit, pair.mentee_id)
    if pair.mentor_id is None:
        return Message("run.rest", pair.id, {"mentee": mentee, "proof": _proof(pair)}, CHANGE)
    facts: dict[str, Fact] = {
        "mentee": mentee,
        "mentor": _mention(unit, pair.mentor_id),
        "reasons": _reasons(known, pair),
        "note": Term("run.by_hand") if pair.by_hand else Term("run.weak") if pair.ask else "",
    }
    return Message("run.match", pair.id, facts, CHANGE)


def _reasons(known: Known, pair: RunPair) -> Fact:
    mentee, mentor = known.mentees.get(pair.mentee_id), known.mentors.get(pair.mentor_id or "")
    if mentee is None or mentor is None:
        return Term("run.changed")
    found = reasons(score(mentee, mentor, known.context), mentee, mentor, known.context)
    return Several(
        tuple(Term(one.id.replace("reason.", "matched.", 1), one.facts) for one in found)
    )


def _proof(pair: RunPair) -> Fact:
    if pair.by_hand:
        return Term("run.proof.by_hand")
    if not pair.proof:
        return Term("run.proof.stable")
    facts = {name: int(str(pair.proof[name])) for name in ("mentees", "mentors", "places")}
    return Term("run.proof" if facts["mentors"] else "run.proof.nobody", {**facts})


def _mention(unit: Unit, participant_id: str) -> Mention:
    member: Participant = unit.participants.get(participant_id)
    return Mention(unit.people.get(member.person_id).slack_id)


def known_to(
    unit: Unit,
    program: Program,
    run: Run,
    moment: datetime,
    who_waits: Sequence[Participant] | None = None,
) -> Known:
    """Everybody whom this run could match now."""
    everybody, context = cohort.load(unit, program, moment, who_waits)
    return Known(
        {one.id: one for one in everybody.mentees},
        {one.id: one for one in everybody.mentors},
        replace(context, weights=WEIGHTINGS[run.weighting]),
    )
