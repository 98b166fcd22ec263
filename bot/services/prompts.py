"""Messages of the library in their place each fortnight."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import hours, prompts, rhythm
from bot.domain.deliveries import Delivery, State, plan
from bot.domain.mentorships import Member
from bot.domain.people import Person
from bot.domain.prompts import Moment
from bot.domain.words import Text
from bot.ports import Unit
from bot.services import evidence, reviews, seeing, surveys
from bot.services.mentorships import Whole
from bot.services.seeing import Seen

KIND = "stage"
APART = timedelta(days=14)
"""Between two such messages to one person about one mentorship (docs/quiet.md)."""

STAYS = timedelta(days=3)
"""How long such a message is worth sending once its day has come: it is bound to no hour."""

Library = Sequence[Text]
"""The messages that come by themselves: those of the kind `stage`."""


def library(texts: Iterable[Text]) -> Library:
    """The messages among these that the clock sends: by stage, and that of the review."""
    return tuple(
        text
        for text in texts
        if text.kind == KIND and (text.stage is not None or text.id == reviews.TEMPLATE)
    )


def step(unit: Unit, whole: Whole, texts: Library, moment: datetime) -> datetime | None:
    """Queue what is due now; when to look again."""
    seen = seeing.see(unit, whole, moment)
    looks = [_offer(unit, seen, member, texts) for member in whole.members]
    return min((one for one in looks if one is not None), default=None)


def takes_before(unit: Unit, whole: Whole, member: Member, texts: Library, day: date) -> bool:
    """Whether a message of the library has the place of the one before a weekly talk that day,
    or the two questions of the second week have that of any."""
    seen = seeing.see(unit, whole, hours.day_start(whole.person(member), day))
    if surveys.day(unit, seen, member) == day:
        return True
    if not seen.course.weekly:
        return False
    rows = _said(unit, whole, member)
    person = whole.person(member)
    if any(hours.local_day(person, row.due_at) == day for row in rows):
        return True
    return day == _day(unit, seen, member, rows) and _text(unit, seen, member, texts) is not None


def first_day(unit: Unit, whole: Whole, member: Member, moment: datetime) -> date | None:
    """The first day, seen from this moment, on which anything but the heartbeat may come to this
    member: until then it stays quiet; None where there is no place for anything now."""
    seen = seeing.see(unit, whole, moment)
    rows = _said(unit, whole, member)
    days = (surveys.may_come(unit, seen, member), _day(unit, seen, member, rows))
    today = hours.local_day(whole.person(member), moment)
    return min((day for day in days if day is not None and day > today), default=None)


def _offer(unit: Unit, seen: Seen, member: Member, texts: Library) -> datetime | None:
    """Queue this member's message where its moment has come, else say when that is."""
    person, rows = seen.whole.person(member), _said(unit, seen.whole, member)
    day = _day(unit, seen, member, rows)
    text = _text(unit, seen, member, texts)
    if day is None or text is None or seen.away(person):
        return seen.tomorrow(person)
    key = f"{KIND}/{seen.whole.mentorship.id}/{person.id}/{day}"
    opening = hours.instant(day, hours.window(person)[0], person.zone)
    due = hours.spread(key, person, opening)
    if due > seen.moment:
        return due
    _queue(unit, seen, person, text, due)
    return seen.tomorrow(person)


def _day(unit: Unit, seen: Seen, member: Member, rows: Sequence[Delivery]) -> date | None:
    """The day of this member's next message, None where there is no place for one now, or a talk
    is over of which nobody has told anything."""
    if seen.untold:
        return None
    person = seen.whole.person(member)
    began = hours.local_day(person, seen.whole.mentorship.began_at)
    said = [hours.local_day(person, row.due_at) for row in rows]
    today = hours.local_day(person, seen.moment)
    first = surveys.place(unit, seen, member) or began + timedelta(days=7)
    earliest = max([first, today, *(day + APART for day in said)])
    coming = seen.coming and hours.local_day(person, seen.coming.starts_at)
    if seen.course.weekly and coming and not rhythm.reserved(began, coming):
        return None
    last = hours.local_day(person, seen.held[-1].starts_at) if seen.held else None
    return rhythm.stage_day(person, seen.course.weekly, last, coming or None, earliest)


def _text(unit: Unit, seen: Seen, member: Member, texts: Library) -> Text | None:
    review = next((text for text in texts if text.id == reviews.TEMPLATE), None)
    if review is not None and reviews.due(unit, seen, member):
        return review
    entry = evidence.entries(unit, seen.whole.mentorship.id)[-1]
    facts = evidence.facts(unit, seen.whole, member, seen.moment)
    days = seen.course.days(entry.at, seen.moment)
    here = Moment(member.role, entry.stage, days, facts)
    said = [row.template for row in _said(unit, seen.whole, member) if _counts(row)]
    return prompts.due(texts, here, seen.course, said)


def _said(unit: Unit, whole: Whole, member: Member) -> tuple[Delivery, ...]:
    """What this member was sent, or will be; what found no place may come again."""
    rows = unit.deliveries.find(
        kind=KIND, mentorship_id=whole.mentorship.id, person_id=member.person_id
    )
    return tuple(row for row in rows if _counts(row))


def _counts(row: Delivery) -> bool:
    return row.state is not State.SKIPPED


def _queue(unit: Unit, seen: Seen, person: Person, text: Text, due: datetime) -> None:
    """Queue it, or revive it where it found no place before."""
    about = seeing.about(unit, seen.whole, person)
    params = {"stage": str(text.stage), "when": list(text.when)} if text.stage else {}
    row = replace(plan(KIND, text.id, about, due, due + STAYS), params=params)
    if unit.deliveries.queue(row):
        return
    revived: dict[str, object] = {
        "state": State.PENDING,
        "due_at": row.due_at,
        "next_at": row.next_at,
        "expires_at": row.expires_at,
        "reason": None,
    }
    unit.deliveries.change(row.id, {"state": State.SKIPPED}, revived)
