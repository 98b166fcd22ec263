"""Messages of the library in their place each fortnight, and the first word about a long gap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain import hours, prompts, rhythm
from bot.domain.deliveries import About, Delivery, State, plan
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Member, Stage
from bot.domain.people import Person
from bot.domain.prompts import Moment
from bot.domain.stages import Course
from bot.domain.words import Text
from bot.ports import Unit
from bot.services import evidence, mentorships
from bot.services.mentorships import Whole

KIND = "stage"
APART = timedelta(days=14)
"""Between two such messages to one person about one mentorship (docs/quiet.md)."""

STAYS = timedelta(days=3)
"""How long such a message is worth sending once its day has come: it is bound to no hour."""

LADDER = ("ladder.start", "ladder.gap")

Library = Sequence[Text]
"""The messages that come by themselves: those of the kind `stage`."""


def library(texts: Iterable[Text]) -> Library:
    """The messages among these that the clock sends, by stage."""
    return tuple(text for text in texts if text.kind == KIND and text.stage is not None)


@dataclass(frozen=True)
class Seen:
    """A mentorship as the clock sees it now."""

    whole: Whole
    course: Course
    held: tuple[Meeting, ...]
    planned: Meeting | None
    moment: datetime

    @property
    def coming(self) -> Meeting | None:
        """The planned talk, where it lies ahead."""
        return self.planned if self.planned and self.planned.starts_at > self.moment else None

    @property
    def talks(self) -> list[datetime]:
        """When the talks that were held took place."""
        return [one.starts_at for one in self.held]


def see(unit: Unit, whole: Whole, moment: datetime) -> Seen:
    """The mentorship with what planning its messages needs."""
    return Seen(
        whole,
        evidence.course(unit, whole),
        evidence.held(unit, whole.mentorship.id),
        mentorships.planned(unit, whole.mentorship.id),
        moment,
    )


def step(unit: Unit, whole: Whole, texts: Library, moment: datetime) -> datetime | None:
    """Queue what is due now, the ladder's word before any other; when to look again."""
    seen = see(unit, whole, moment)
    quiet, ladder = _ladder(unit, seen)
    if quiet:
        return ladder
    looks = [_offer(unit, seen, member, texts) for member in whole.members]
    return min((one for one in [ladder, *looks] if one is not None), default=None)


# --- the library ---------------------------------------------------------------------------------


def takes_before(unit: Unit, whole: Whole, member: Member, texts: Library, day: date) -> bool:
    """Whether a message of the library has the place of the one before a weekly talk that day."""
    seen = see(unit, whole, hours.day_start(whole.person(member), day))
    if not seen.course.weekly:
        return False
    rows = _said(unit, whole, member)
    person = whole.person(member)
    if any(hours.local_day(person, row.due_at) == day for row in rows):
        return True
    return day == _day(seen, person, rows) and _text(unit, seen, member, texts) is not None


def _offer(unit: Unit, seen: Seen, member: Member, texts: Library) -> datetime | None:
    """Queue this member's message where its moment has come, else say when that is."""
    person, rows = seen.whole.person(member), _said(unit, seen.whole, member)
    day = _day(seen, person, rows)
    text = _text(unit, seen, member, texts)
    if day is None or text is None or _away(seen, person):
        return _tomorrow(seen, person)
    key = f"{KIND}/{seen.whole.mentorship.id}/{person.id}/{day}"
    opening = hours.instant(day, hours.window(person)[0], person.zone)
    due = hours.spread(key, person, opening)
    if due > seen.moment:
        return due
    _queue(unit, seen, person, text, due)
    return _tomorrow(seen, person)


def _tomorrow(seen: Seen, person: Person) -> datetime | None:
    """Whatever has to come true first, the next day is soon enough to look."""
    if seen.moment >= seen.course.leaves(Stage.TRANSITION):
        return None
    day = hours.local_day(person, seen.moment) + timedelta(days=1)
    return hours.day_start(person, day)


def _day(seen: Seen, person: Person, rows: Sequence[Delivery]) -> date | None:
    """The day of this person's next message, None where there is no place for one now, or a talk
    is over of which nobody has told anything."""
    if seen.planned and not seen.coming:
        return None
    began = hours.local_day(person, seen.whole.mentorship.began_at)
    said = [hours.local_day(person, row.due_at) for row in rows]
    today = hours.local_day(person, seen.moment)
    earliest = max([began + timedelta(days=7), today, *(day + APART for day in said)])
    coming = seen.coming and hours.local_day(person, seen.coming.starts_at)
    if seen.course.weekly and coming and not rhythm.reserved(began, coming):
        return None
    last = hours.local_day(person, seen.held[-1].starts_at) if seen.held else None
    return rhythm.stage_day(person, seen.course.weekly, last, coming or None, earliest)


def _text(unit: Unit, seen: Seen, member: Member, texts: Library) -> Text | None:
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


def _away(seen: Seen, person: Person) -> bool:
    at = seen.moment
    if person.snoozed_until is not None and at < person.snoozed_until:
        return True
    return any(since <= at < until for since, until in seen.course.rests)


def _queue(unit: Unit, seen: Seen, person: Person, text: Text, due: datetime) -> None:
    """Queue it, or revive it where it found no place before."""
    about = _about(unit, seen.whole, person)
    stage = str(text.stage)
    params = {"stage": stage, "when": list(text.when)}
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


def _about(unit: Unit, whole: Whole, person: Person) -> About:
    mentorship = whole.mentorship
    workspace = unit.programs.get(mentorship.program_id).workspace_id
    return About(
        workspace, "mentorship", mentorship.id, person.id, mentorship.id, mentorship.program_id
    )


# --- the first steps of the inactivity ladder ----------------------------------------------------


def _ladder(unit: Unit, seen: Seen) -> tuple[bool, datetime | None]:
    """Whether the library keeps quiet since the two have not talked for long, and when to look
    again. Each hears of it once; then there is silence until something changes (docs/quiet.md)."""
    if seen.coming is not None or _awaits_word(seen):
        return False, None
    cadence = seen.whole.mentorship.cadence_days
    found = prompts.silent_since(seen.course, cadence, seen.talks)
    if found is None:
        return False, None
    template, since = found
    if seen.moment < since:
        return False, since
    subject = seen.held[-1].id if seen.held else seen.whole.mentorship.id
    for person in seen.whole.everyone():
        _say_once(unit, seen, person, (template, subject), since)
    return True, _tomorrow(seen, seen.whole.everyone()[0])


def _awaits_word(seen: Seen) -> bool:
    """Whether a planned talk is over and its question still open."""
    return (
        seen.planned is not None
        and seen.planned.state is MeetingState.PLANNED
        and (
            seen.moment - seen.planned.starts_at
            < timedelta(days=seen.whole.mentorship.cadence_days / 2)
        )
    )


def _say_once(
    unit: Unit, seen: Seen, person: Person, said: tuple[str, str], since: datetime
) -> None:
    template, subject = said
    about = replace(
        _about(unit, seen.whole, person),
        subject_type="meeting" if seen.held else "mentorship",
        subject_id=subject,
    )
    opening = hours.next_opening(person, max(since, seen.moment))
    due = hours.spread(f"{template}/{subject}/{person.id}", person, opening)
    unit.deliveries.queue(plan(KIND, template, about, due, due + STAYS))
