"""Two short questions in the second week: each for its author alone, deleted once answered."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import hours, surveys
from bot.domain.deliveries import State, plan
from bot.domain.ids import new_id
from bot.domain.mentorships import Answer, Member
from bot.domain.participants import Role
from bot.domain.people import Volume
from bot.domain.refusals import refuse
from bot.domain.surveys import DONE, KEPT_FOR, SAY, SAYS
from bot.ports import Unit
from bot.services import mentorships, notes, seeing
from bot.services.mentorships import Whole
from bot.services.seeing import Seen

KIND = TEMPLATE = "survey"

FORTNIGHT = timedelta(days=14)
"""In which the stage has one message."""


def step(unit: Unit, whole: Whole, moment: datetime) -> datetime | None:
    """Queue the questions whose day has come; when to look again."""
    seen = seeing.see(unit, whole, moment)
    looks = [_offer(unit, seen, member) for member in whole.members]
    return min((one for one in looks if one is not None), default=None)


def day(unit: Unit, seen: Seen, member: Member) -> date | None:
    """The day on which this member gets the questions, or got them; None where there is none.
    They are for readers who have answered something."""
    person = seen.whole.person(member)
    sent = unit.deliveries.find(mentorship_id=seen.whole.mentorship.id, person_id=person.id)
    answered = any(one.answered_at is not None or one.template == TEMPLATE for one in sent)
    return may_come(unit, seen, member) if answered else None


def may_come(unit: Unit, seen: Seen, member: Member) -> date | None:
    """The same for a reader who may still answer something. It needs a talk that was told;
    whoever wants half as much hears nothing of it."""
    person = seen.whole.person(member)
    sent = unit.deliveries.find(mentorship_id=seen.whole.mentorship.id, person_id=person.id)
    row = next((one for one in sent if one.template == TEMPLATE), None)
    if row is not None:
        return None if row.state is State.SKIPPED else hours.local_day(person, row.due_at)
    stage = any(one.kind == "stage" and one.state is not State.SKIPPED for one in sent)
    if not seen.held or seen.untold or person.volume is Volume.HALF or stage:
        return None
    first, over = (hours.local_day(person, seen.course.reaches(weeks)) for weeks in (1, 2))
    coming = hours.local_day(person, seen.coming.starts_at) if seen.coming else None
    parked = bool(notes.parked(unit, member.participant_id))
    today = hours.local_day(person, seen.moment)
    return surveys.survey_day(person, (first, over), coming, parked, today)


def place(unit: Unit, seen: Seen, member: Member) -> date | None:
    """The first day on which the stage may have its message, where there are the questions: they
    take the place of the message before a talk, or of that of the stage (docs/quiet.md)."""
    person, asked = seen.whole.person(member), day(unit, seen, member)
    if asked is None:
        return None
    if member.role is Role.MENTOR and not seen.course.weekly:
        return asked + FORTNIGHT
    return hours.local_day(person, seen.course.reaches(2))


def say(unit: Unit, about: str, slack_id: str, value: str, moment: datetime) -> None:
    """Keep the answer to the first question until the second is given; raises Refused."""
    whole, member = mentorships.mine(unit, about, slack_id)
    if value not in SAYS:
        raise refuse("question.unknown")
    if is_done(unit, whole, member):
        return
    known = said(unit, whole, member)
    if known is not None:
        unit.answers.save(replace(known, value=value, at=moment))
    else:
        kept = Answer(new_id(), about, member.participant_id, SAY, value, moment)
        unit.answers.add(kept)
    _show(unit, whole, member, moment)


def go(unit: Unit, about: str, slack_id: str, moment: datetime) -> tuple[Whole, Member]:
    """The second question is answered, so both answers have done their work: neither is kept.
    Raises Refused for others."""
    whole, member = mentorships.mine(unit, about, slack_id)
    if not is_done(unit, whole, member):
        done = Answer(new_id(), about, member.participant_id, DONE, "", moment)
        unit.answers.add(done)
    _forget(unit, whole, member)
    _show(unit, whole, member, moment)
    return whole, member


def said(unit: Unit, whole: Whole, member: Member) -> Answer | None:
    """The answer to the first question, as long as it is kept."""
    return unit.answers.one(
        mentorship_id=whole.mentorship.id, participant_id=member.participant_id, question=SAY
    )


def is_done(unit: Unit, whole: Whole, member: Member) -> bool:
    """Whether this member has answered both."""
    found = unit.answers.one(
        mentorship_id=whole.mentorship.id, participant_id=member.participant_id, question=DONE
    )
    return found is not None


def forget(unit: Unit, whole: Whole) -> None:
    """It has ended: what was answered by half is deleted."""
    for member in whole.members:
        _forget(unit, whole, member)


def _forget(unit: Unit, whole: Whole, member: Member) -> None:
    half = said(unit, whole, member)
    if half is not None:
        unit.answers.remove(half.id)


def _show(unit: Unit, whole: Whole, member: Member, moment: datetime) -> None:
    unit.deliveries.want(
        moment, template=TEMPLATE, subject_id=whole.mentorship.id, person_id=member.person_id
    )


def _offer(unit: Unit, seen: Seen, member: Member) -> datetime | None:
    """Queue this member's questions where their moment has come, else say when that is."""
    person = seen.whole.person(member)
    half = said(unit, seen.whole, member)
    if half is not None and seen.moment >= half.at + KEPT_FOR:
        unit.answers.remove(half.id)
    if seen.moment >= seen.course.reaches(2):
        return half.at + KEPT_FOR if half else None
    on = day(unit, seen, member)
    if on is None or seen.away(person):
        return seen.tomorrow(person)
    key = f"{KIND}/{seen.whole.mentorship.id}/{person.id}"
    opening = hours.instant(on, hours.window(person)[0], person.zone)
    due = hours.spread(key, person, opening)
    if due > seen.moment:
        return due
    over = hours.day_start(person, hours.local_day(person, seen.course.reaches(2)))
    about = seeing.about(unit, seen.whole, person)
    unit.deliveries.queue(plan(KIND, TEMPLATE, about, due, expires=over))
    return seen.tomorrow(person)
