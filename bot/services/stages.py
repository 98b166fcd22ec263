"""Moving through the stages: readiness first, the calendar second, back at any time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.content import types
from bot.domain import hours, stages, workdays
from bot.domain.deliveries import FINAL, About, State, plan
from bot.domain.facts import Fact, Mention, Several, Term
from bot.domain.ids import new_id
from bot.domain.mentorships import Member, Stage, StageAnswer, StageEntry, StageReason
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.refusals import refuse
from bot.domain.stages import Course, Keys
from bot.ports import Unit
from bot.services import evidence, mentorships
from bot.services.mentorships import Whole
from bot.services.questions import Place, show

ASKED = "stage.asked"
"""The message that tells a partner that the other is ready."""

_LOOK_AGAIN = timedelta(days=1)
"""While a partner has not been told yet, silence is no answer; when to look again."""


@dataclass(frozen=True)
class Standing:
    """Where a mentorship is in its stages, and what was said about going on."""

    whole: Whole
    entry: StageEntry
    course: Course
    keys: Keys | None

    @property
    def target(self) -> Stage | None:
        """The stage that comes next, None in the last one."""
        return None if self.keys is None else self.keys.target


def standing(unit: Unit, whole: Whole) -> Standing:
    """Where this mentorship stands now."""
    entry = evidence.entries(unit, whole.mentorship.id)[-1]
    target = stages.following(entry.stage)
    keys = None
    if target is not None:
        said = unit.stage_answers.find(mentorship_id=whole.mentorship.id, stage=target)
        keys = Keys(
            target,
            [one for one in said if one.at >= entry.at],
            [one.participant_id for one in whole.members],
            [one.participant_id for one in whole.members if one.role is Role.MENTEE],
        )
    return Standing(whole, entry, evidence.course(unit, whole), keys)


def asks(unit: Unit, here: Place) -> Stage | None:
    """The stage this member is asked about going on to, in place after the latest talk; None
    where there is nothing to ask now.

    The mentee is asked as soon as the stage seems complete or takes longer than planned; the
    mentor once the mentee is ready, or where a talk later nobody has said anything. Whoever
    said "not yet" is asked again after the next talk.
    """
    if types.of(here.whole.mentorship.type).one_off:
        return None
    now = standing(unit, here.whole)
    talk = here.meeting
    held = evidence.held(unit, here.whole.mentorship.id)
    if now.keys is None or talk is None or not held or held[-1].id != talk.id:
        return None
    if not may_enter(unit, here.whole, now.keys.target):
        return None
    mine = now.keys.word(here.member.participant_id)
    if mine is not None and (mine.ready or mine.at >= evidence.told_at(talk)):
        return None
    if now.keys.ready or _complete(unit, now, here.member, evidence.told_at(talk)):
        return now.keys.target
    return None


def _complete(unit: Unit, now: Standing, member: Member, moment: datetime) -> bool:
    shown = evidence.of_stage(unit, now.whole, now.entry)
    if member.role is Role.MENTOR:
        shown = replace(shown, talks=shown.talks - 1)
    late = moment >= now.course.soft(now.entry.stage) and shown.talks > 0
    return late or stages.is_ready(now.entry.stage, shown, now.course)


def may_enter(unit: Unit, whole: Whole, target: Stage) -> bool:
    """The gate that no calendar opens: learning begins once all have accepted confidentiality
    (docs/mentoring.md)."""
    order = list(Stage)
    if order.index(target) < order.index(Stage.LEARNING):
        return True
    accepted = unit.acceptances.find(request_id=whole.mentorship.request_id)
    return {one.participant_id for one in accepted} >= {one.participant_id for one in whole.members}


def say(unit: Unit, here: Place, ready: bool, moment: datetime) -> None:
    """Keep a word on going on: "ready" from anybody, "not yet" from anybody; no reason asked.

    Raises Refused in the last stage, and where the stage is not open yet.
    """
    now = standing(unit, here.whole)
    if now.keys is None or not may_enter(unit, here.whole, now.keys.target):
        raise refuse("stage.last")
    mine = now.keys.word(here.member.participant_id)
    if mine is not None and mine.ready is ready and not _talked_since(unit, here.whole, mine):
        return
    word = StageAnswer(
        new_id(),
        here.whole.mentorship.id,
        here.member.participant_id,
        now.keys.target,
        ready,
        moment,
    )
    unit.stage_answers.add(word)
    fresh = standing(unit, here.whole)
    if fresh.keys is not None and fresh.keys.agreed:
        by = fresh.keys.ready[-1].participant_id
        _enter(unit, here.whole, fresh.keys.target, (StageReason.READY, by), moment)
    elif ready:
        _tell(unit, here, word, moment)
    _shown(unit, here.whole, moment)
    mentorships.wake_now(unit, here.whole.mentorship, moment)


def _talked_since(unit: Unit, whole: Whole, word: StageAnswer) -> bool:
    """Whether a talk was told since, after which the same word is said anew."""
    return any(evidence.told_at(one) > word.at for one in evidence.held(unit, whole.mentorship.id))


def back(unit: Unit, here: Place, moment: datetime) -> Stage:
    """One stage back, by one tap and without a reason; raises Refused in the first one."""
    entry = evidence.entries(unit, here.whole.mentorship.id)[-1]
    target = stages.preceding(entry.stage)
    if target is None:
        raise refuse("stage.first")
    by = here.member.participant_id
    _enter(unit, here.whole, target, (StageReason.STEP_BACK, by), moment)
    _shown(unit, here.whole, moment)
    mentorships.wake_now(unit, here.whole.mentorship, moment)
    return target


def round_off(unit: Unit, here: Place, moment: datetime) -> None:
    """The last stage begins at one person's word, because a rule ends the mentorship anyway
    (MC SX-13); nothing happens where it has begun."""
    if evidence.entries(unit, here.whole.mentorship.id)[-1].stage is Stage.TRANSITION:
        return
    why = (StageReason.READY, here.member.participant_id)
    _enter(unit, here.whole, Stage.TRANSITION, why, moment)
    _shown(unit, here.whole, moment)
    mentorships.wake_now(unit, here.whole.mentorship, moment)


def step(unit: Unit, whole: Whole, moment: datetime) -> datetime | None:
    """The clock's part: go on where silence agreed, or where the calendar says so; when to look
    again."""
    while True:
        now = standing(unit, whole)
        if now.keys is None or not may_enter(unit, whole, now.keys.target):
            return None
        silence = _silence_ends(unit, now, now.keys, moment)
        leaves = _leaves(now)
        if silence is not None and silence <= moment:
            by = now.keys.ready[0].participant_id
            _enter(unit, whole, now.keys.target, (StageReason.READY, by), moment)
        elif leaves <= moment:
            _enter(unit, whole, now.keys.target, (StageReason.CALENDAR, None), moment)
        else:
            return min(leaves, silence or leaves)
        _shown(unit, whole, moment)


def _leaves(now: Standing) -> datetime:
    """When the calendar leaves this stage; a step back gives it a fortnight of its own."""
    leaves = now.course.leaves(now.entry.stage)
    if now.entry.reason is not StageReason.STEP_BACK:
        return leaves
    return max(leaves, now.entry.at + timedelta(weeks=2))


def _silence_ends(unit: Unit, now: Standing, keys: Keys, moment: datetime) -> datetime | None:
    """When the others' three working days are over, counted for each from when they were told;
    None where silence decides nothing."""
    if not keys.silence_agrees:
        return None
    first = keys.ready[0]
    others = [one for one in now.whole.members if keys.word(one.participant_id) is None]
    return max((_waits(unit, first, now.whole.person(one), moment) for one in others), default=None)


def _waits(unit: Unit, word: StageAnswer, person: Person, moment: datetime) -> datetime:
    row = unit.deliveries.one(template=ASKED, subject_id=word.id, person_id=person.id)
    if row is not None and row.state not in FINAL:
        return moment + _LOOK_AGAIN
    told = word.at if row is None or row.state is not State.SENT else row.sent_at or word.at
    days = person.hours.days
    last = workdays.add_workdays(hours.local_day(person, told), stages.SILENCE_DAYS, days)
    return hours.instant(last, person.hours.closes, person.zone)


def _enter(
    unit: Unit, whole: Whole, stage: Stage, why: tuple[StageReason, str | None], moment: datetime
) -> None:
    latest = evidence.entries(unit, whole.mentorship.id)[-1]
    reason, by = why
    unit.stage_entries.add(
        StageEntry(new_id(), whole.mentorship.id, latest.seq + 1, stage, moment, reason, by)
    )


def _tell(unit: Unit, here: Place, word: StageAnswer, moment: datetime) -> None:
    """The others hear that somebody is ready, unless they have said so themselves."""
    program = unit.programs.get(here.whole.mentorship.program_id)
    for person in here.whole.partners(here.member):
        about = About(
            program.workspace_id,
            "stage_answer",
            word.id,
            person.id,
            here.whole.mentorship.id,
            program.id,
        )
        unit.deliveries.queue(plan("news", ASKED, about, moment))


def _shown(unit: Unit, whole: Whole, moment: datetime) -> None:
    """Every message that shows where the mentorship stands is brought up to date."""
    for member in whole.members:
        show(unit, Place(whole, member), moment)
    words = unit.stage_answers.find(mentorship_id=whole.mentorship.id)
    for word in words[-2:]:
        unit.deliveries.want(moment, template=ASKED, subject_id=word.id)


# --- what is shown -------------------------------------------------------------------------------


def said(unit: Unit, here: Place) -> Fact:
    """One sentence about this member's own word, or about the stage that has begun since the
    talk; "" where there is nothing to say."""
    now = standing(unit, here.whole)
    talk = here.meeting
    if talk is not None and now.entry.seq > 1 and now.entry.at >= evidence.told_at(talk):
        back = now.entry.reason is StageReason.STEP_BACK
        words = "stage.went_back" if back else "stage.begun"
        return Term(words, {"stage": Term(f"stage.{now.entry.stage}")})
    mine = now.keys.word(here.member.participant_id) if now.keys else None
    if mine is None or (talk is not None and mine.at < evidence.told_at(talk)):
        return ""
    if not mine.ready:
        return Term("stage.word.not_yet")
    two = mine.stage in stages.TWO_KEYS
    partner = Several(tuple(Mention(one.slack_id) for one in here.whole.partners(here.member)))
    return Term("stage.word.both" if two else "stage.word.either", {"partner": partner})


def below(unit: Unit, whole: Whole, member: Member, _moment: datetime) -> tuple[Message, ...]:
    """A part of Home: the stage, and the ways on and back that are open now."""
    now = standing(unit, whole)
    facts: dict[str, Fact] = {"stage": Term(f"stage.{now.entry.stage}")}
    buttons = []
    mine = now.keys.word(member.participant_id) if now.keys else None
    if now.keys is not None and may_enter(unit, whole, now.keys.target):
        facts["next"] = Term("stage.part.next", {"next": Term(f"stage.{now.keys.target}")})
        if mine is None or not mine.ready:
            buttons.append("stage.ready")
    if now.entry.stage is Stage.TRANSITION:
        buttons.append("closing.open")
    if now.entry.stage is Stage.INDEPENDENCE and member.role is Role.MENTEE:
        buttons.append("selfcheck.open")
    if stages.preceding(now.entry.stage) is not None:
        buttons.append("stage.back")
        facts["back"] = Term("stage.part.back")
    buttons.append("end.open")
    part = Message(
        "home.stage", whole.mentorship.id, {"next": "", "back": "", **facts}, tuple(buttons)
    )
    return (part,)
