"""The one small question after a talk: which one, and what was answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.content import types
from bot.domain.ids import new_id
from bot.domain.meetings import Meeting
from bot.domain.mentorships import Answer, Member, StageEntry
from bot.domain.participants import Role
from bot.domain.questions import (
    ATTEMPT,
    GOAL,
    LINE_MOST,
    NUMBERS,
    QUESTIONS,
    RATE,
    SURE,
    Question,
    choose,
)
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import evidence, goals, mentorships
from bot.services.mentorships import Whole

JOIN = "\n"
"""Between the lines of one answer."""


@dataclass(frozen=True)
class Place:
    """What an answer is about: a mentorship, and the talk after which it was asked, if any."""

    whole: Whole
    member: Member
    meeting: Meeting | None = None


def place(unit: Unit, about: str, slack_id: str) -> Place:
    """The place behind the opaque id of a button, a talk's or a mentorship's; raises Refused."""
    meeting = unit.meetings.one(id=about)
    whole, member = mentorships.mine(unit, meeting.mentorship_id if meeting else about, slack_id)
    return Place(whole, member, meeting)


def asked(unit: Unit, whole: Whole, member: Member, meeting: Meeting) -> Question | None:
    """The question this member is asked after this talk, always the same one for it.

    Everything that decides it was there when the talk was settled: the stage, what had been
    asked and answered until then. What nobody could read, since its message found no place, was
    not asked.
    """
    if types.of(whole.mentorship.type).one_off:
        return ATTEMPT if member.role is Role.MENTEE else None
    told = evidence.told(unit, whole, member)
    entries = evidence.entries(unit, whole.mentorship.id)
    shown = _shown(unit, whole, member)
    counts: dict[int, Counter[str]] = {}
    for talk in evidence.held(unit, whole.mentorship.id):
        at = evidence.told_at(talk)
        entry = stage_at(entries, at)
        count = counts.setdefault(entry.seq, Counter())
        question = choose(entry.stage, told.at(at, but=talk.id), count)
        if talk.id == meeting.id:
            return question
        if question is not None and talk.id in shown:
            count[question.id] += 1
    return None


def _shown(unit: Unit, whole: Whole, member: Member) -> frozenset[str]:
    """The talks of which this member got the message that asks."""
    rows = unit.deliveries.find(
        template="after", mentorship_id=whole.mentorship.id, person_id=member.person_id
    )
    return frozenset(row.subject_id for row in rows if row.ts is not None)


def stage_at(entries: Sequence[StageEntry], moment: datetime) -> StageEntry:
    """The stage in which this moment lies."""
    return [one for one in entries if one.at < moment or one.seq == entries[0].seq][-1]


def answered(unit: Unit, meeting_id: str, member: Member, question: str) -> Answer | None:
    """What this member answered to the question after this meeting."""
    return unit.answers.one(
        meeting_id=meeting_id, participant_id=member.participant_id, question=question
    )


def tap(
    unit: Unit, meeting_id: str, slack_id: str, choice: tuple[str, str], moment: datetime
) -> None:
    """Keep one tap (`choice` is question id and choice); a second tap replaces it."""
    question, value = choice
    here = place(unit, meeting_id, slack_id)
    if here.meeting is None or value not in QUESTIONS[question].choices:
        raise refuse("question.unknown")
    _keep(unit, here, question, value, moment)


def write(
    unit: Unit, about: str, slack_id: str, said: tuple[str, Mapping[str, str]], moment: datetime
) -> None:
    """Keep what was written in the form of a question (`said` is its id and the fields);
    raises Refused at the field it concerns."""
    id, fields = said
    question = QUESTIONS[id]
    here = place(unit, about, slack_id)
    _check(question, fields)
    if question is GOAL:
        kept = goals.keep(unit, here.member.participant_id, _lines(question, fields), moment)
        _keep(unit, here, GOAL.id, kept.id, moment)
    elif question is RATE:
        goals.rate(unit, here.member.participant_id, fields["number"], moment)
        _keep(unit, here, RATE.id, fields["number"], moment)
    elif question is SURE:
        _keep(unit, here, SURE.id, fields["number"], moment)
    else:
        _keep(unit, here, id, JOIN.join(_lines(question, fields)), moment)


def _check(question: Question, fields: Mapping[str, str]) -> None:
    """Raise Refused unless the first line, or the number, is there and none is too long."""
    if not question.lines:
        if fields.get("number") not in NUMBERS:
            raise refuse("question.number", at="number")
        return
    if not fields.get(question.lines[0]):
        raise refuse("question.empty", at=question.lines[0])
    for name in question.lines:
        if len(fields.get(name, "")) > LINE_MOST:
            raise refuse("question.long", at=name, most=LINE_MOST)


def _lines(question: Question, fields: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(" ".join(fields.get(name, "").split()) for name in question.lines)


def _keep(unit: Unit, here: Place, question: str, value: str, moment: datetime) -> None:
    """One answer to a question after a talk, replaced by a later one; elsewhere each counts."""
    meeting_id = here.meeting.id if here.meeting else None
    known = answered(unit, meeting_id, here.member, question) if meeting_id else None
    if known is not None:
        unit.answers.save(replace(known, value=value, at=moment))
    else:
        mentorship_id = here.whole.mentorship.id
        participant_id = here.member.participant_id
        unit.answers.add(
            Answer(new_id(), mentorship_id, participant_id, question, value, moment, meeting_id)
        )
    asked_for = QUESTIONS[question]
    if here.meeting is not None:
        show(unit, here, moment, everybody=not asked_for.private)
    if not asked_for.choices:
        thank(unit, here, moment)


def show(unit: Unit, here: Place, moment: datetime, everybody: bool = False) -> None:
    """Bring the message up to date that shows what was answered after this talk, or the last."""
    last = evidence.held(unit, here.whole.mentorship.id)[-1:]
    talk = here.meeting or (last[0] if last else None)
    readers = here.whole.members if everybody else (here.member,)
    people = tuple(one.person_id for one in readers)
    if talk is not None:
        unit.deliveries.want(moment, template="after", subject_id=talk.id, person_id=people)


def thank(unit: Unit, here: Place, moment: datetime) -> None:
    """The member's latest message of the library may have got what it asks for."""
    said = unit.deliveries.find(
        kind="stage", mentorship_id=here.whole.mentorship.id, person_id=here.member.person_id
    )
    for row in said[-1:]:
        unit.deliveries.want(moment, id=row.id)
