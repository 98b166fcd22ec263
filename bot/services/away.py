"""Time away: from a day to a day, changed and ended early; who is away, and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain import hours
from bot.domain.deliveries import About, plan
from bot.domain.facts import Day
from bot.domain.ids import new_id
from bot.domain.mentorships import Pause
from bot.domain.people import Person
from bot.domain.refusals import refuse
from bot.ports import Profile, Unit
from bot.services import people, preferences

MOST_DAYS = 90
"""The longest time away, both ends included; a longer one is a matter of leaving."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The first and the last day away, on the person's own calendar; `changes` is the id of the
    time away that it replaces."""

    first: date | None
    last: date | None
    changes: str = ""


@dataclass(frozen=True)
class Asked:
    """What the form shows: the time away it changes, if any, else one that begins tomorrow."""

    today: date
    first: date
    last: date
    changes: str


def form(unit: Unit, workspace_id: str, profile: Profile, moment: datetime, fresh: bool) -> Asked:
    """The form for this person: her present or next time away, or a fresh one."""
    person = people.sketch(unit, workspace_id, profile)
    today = hours.local_day(person, moment)
    planned = None if fresh else coming(unit, person.id, moment)
    if planned is None:
        return Asked(today, today + _DAY, today + 7 * _DAY, "")
    span = days(person, planned)
    return Asked(today, span.first or today, span.last or today, planned.id)


def keep(unit: Unit, workspace_id: str, profile: Profile, said: Span, moment: datetime) -> Pause:
    """Keep a time away; it holds at once, and one that overlaps becomes part of it.

    Raises Refused at the field `first` or `last`.
    """
    person = people.meet(unit, workspace_id, profile)
    changed = _mine(unit, person, said.changes, moment) if said.changes else None
    first, last = _checked(person, said, changed, moment)
    since, until = hours.day_start(person, first), hours.day_start(person, last + _DAY)
    merged = [
        one
        for one in _pauses(unit, person.id, moment)
        if one.id != said.changes and one.since <= until and since <= one.until
    ]
    pause = Pause(
        id=changed.id if changed else next((one.id for one in merged), new_id()),
        since=min([since, *(one.since for one in merged)]),
        until=max([until, *(one.until for one in merged)]),
        person_id=person.id,
    )
    _not_too_long(days(person, pause))
    _replace(unit, pause, merged, moment)
    about = About(workspace_id, "pause", pause.id, person.id)
    if not unit.deliveries.queue(plan("receipt", "away.set", about, moment)):
        unit.deliveries.want(moment, template="away.set", subject_id=pause.id)
    preferences.replan(unit, person, moment)
    return pause


def _replace(unit: Unit, pause: Pause, merged: Iterable[Pause], moment: datetime) -> None:
    """Keep this time away in the place of those that it takes in."""
    for one in merged:
        if one.id != pause.id:
            unit.pauses.remove(one.id)
            unit.deliveries.want(moment, template="away.set", subject_id=one.id)
    known = unit.pauses.one(id=pause.id) is not None
    (unit.pauses.save if known else unit.pauses.add)(pause)


def end(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> None:
    """The person is back, or does not go after all; raises Refused where nothing is planned."""
    person = people.find(unit, workspace_id, slack_id)
    pause = coming(unit, person.id, moment) if person else None
    if person is None or pause is None:
        raise refuse("away.none")
    if pause.since < moment:
        unit.pauses.save(replace(pause, until=moment))
    else:
        unit.pauses.remove(pause.id)
    unit.deliveries.want(moment, template="away.set", subject_id=pause.id)
    preferences.replan(unit, person, moment)


def coming(unit: Unit, person_id: str, moment: datetime) -> Pause | None:
    """The time away that holds now, else the next one."""
    return min(_pauses(unit, person_id, moment), key=lambda one: one.since, default=None)


def until(unit: Unit, everybody: Iterable[Person], at: datetime) -> Day | None:
    """The last day of whoever of these people is away at this instant for longest, on that
    person's calendar; None where nobody is."""
    found = [
        (pause.until, days(person, pause).last)
        for person in everybody
        for pause in unit.pauses.find(person_id=person.id)
        if pause.since <= at < pause.until
    ]
    last = max(found, default=(at, None))[1]
    return Day(last) if last else None


def three_times(
    unit: Unit, everybody: Sequence[Person], moment: datetime, minutes: int
) -> tuple[datetime, ...]:
    """Up to three starts for a talk inside everybody's hours on days on which nobody is away,
    the first such days at once or after somebody is back."""
    pauses = [(one, pause) for one in everybody for pause in _pauses(unit, one.id, moment)]
    closed = frozenset(day for one, pause in pauses for day in _dates(one, pause))
    for after in (moment, *sorted(pause.until for _, pause in pauses)):
        found = hours.three_times(everybody, after, minutes, closed)
        if found:
            return found
    return ()


def _dates(person: Person, pause: Pause) -> Iterable[date]:
    span = days(person, pause)
    if span.first is None or span.last is None:
        return ()
    return (span.first + n * _DAY for n in range((span.last - span.first).days + 1))


def present_from(unit: Unit, person: Person, moment: datetime) -> datetime:
    """From when on this person can answer something asked now: at once, or after the time away
    that holds."""
    pause = coming(unit, person.id, moment)
    return pause.until if pause and pause.since <= moment else moment


def days(person: Person, pause: Pause) -> Span:
    """The first and last whole day of this time away."""
    last = hours.local_day(person, pause.until - timedelta(microseconds=1))
    return Span(hours.local_day(person, pause.since), last, pause.id)


def over_early(person: Person, pause: Pause) -> bool:
    """Whether it was ended early: one that runs its course ends at midnight."""
    return hours.day_start(person, hours.local_day(person, pause.until)) != pause.until


def back_on(person: Person, pause: Pause) -> Day:
    """The day on which the bot may write again."""
    return Day(hours.local_day(person, hours.next_opening(person, pause.until)))


def back_after(unit: Unit, workspace_id: str, slack_id: str, span: Span) -> Day:
    """The day on which the bot may write again to this person after these days; raises Refused
    where they are not kept."""
    person = people.find(unit, workspace_id, slack_id)
    if person is None or span.last is None:
        raise refuse("away.none")
    last = hours.day_start(person, span.last)
    for pause in unit.pauses.find(person_id=person.id):
        if pause.since <= last < pause.until:
            return back_on(person, pause)
    raise refuse("away.none")


def _pauses(unit: Unit, person_id: str, moment: datetime) -> list[Pause]:
    """This person's times away that are not over."""
    return [one for one in unit.pauses.find(person_id=person_id) if one.until > moment]


def _mine(unit: Unit, person: Person, pause_id: str, moment: datetime) -> Pause:
    for pause in _pauses(unit, person.id, moment):
        if pause.id == pause_id:
            return pause
    raise refuse("away.none", at="first")


def _checked(
    person: Person, said: Span, changed: Pause | None, moment: datetime
) -> tuple[date, date]:
    today = hours.local_day(person, moment)
    begun = days(person, changed).first if changed else None
    if said.first is None or said.last is None:
        raise refuse("away.day", at="last" if said.first else "first")
    if said.first < today and said.first != begun:
        raise refuse("away.past", at="first")
    if said.last < today:
        raise refuse("away.past", at="last")
    if said.last == today:
        raise refuse("away.today", at="last")
    if said.last < said.first:
        raise refuse("away.order", at="last")
    return said.first, said.last


def _not_too_long(span: Span) -> None:
    if span.first and span.last and (span.last - span.first).days >= MOST_DAYS:
        raise refuse("away.long", at="last", most=MOST_DAYS)
