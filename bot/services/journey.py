"""The clock's side of a mentorship: what is due now, and when to look again."""

from dataclasses import replace
from datetime import datetime

from bot.content import types
from bot.domain import heartbeat, hours, rhythm, workdays
from bot.domain.deliveries import HEARTBEAT, About, once_more, plan
from bot.domain.facts import Day
from bot.domain.heartbeat import Beat
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship
from bot.domain.participants import Role
from bot.domain.people import PersonStatus
from bot.domain.refusals import refuse
from bot.ports import Store, Unit
from bot.services import (
    cards,
    closing,
    endings,
    flash,
    invitations,
    keeping_out,
    ladder,
    lasting,
    leavers,
    mentorships,
    notes,
    prompts,
    requests,
    reviews,
    rounds,
    stages,
    surveys,
)
from bot.services.mentorships import Whole
from bot.services.prompts import Library

BATCH = 50
"""Mentorships, requests and invitations looked at in one unit of work, of each."""


def wake(store: Store, moment: datetime, texts: Library = ()) -> int:
    """Look at every mentorship, request and invitation whose moment has come; how many there
    were. `texts` are the messages that come by themselves."""
    total = 0
    with store.unit() as unit:
        cards.wake(unit, moment)
        keeping_out.close_unheard(unit, moment)
    while True:
        with store.unit() as unit:
            due = unit.mentorships.due(moment, BATCH)
            for mentorship in due:
                look(unit, mentorship, texts, moment)
            asked = unit.requests.due(moment, BATCH)
            for request in asked:
                requests.wake(unit, request, moment)
            turns = unit.rounds.due(moment, BATCH)
            rounds.wake(unit, turns, moment)
            invited = unit.invitations.due(moment, BATCH)
            for invitation in invited:
                invitations.wake(unit, invitation, moment)
            gone = unit.people.due(moment, BATCH)
            for person in gone:
                leavers.wake(unit, person, moment)
        found = (len(due), len(asked), len(turns), len(invited), len(gone))
        total += sum(found)
        if max(found) < BATCH:
            return total


def next_wake(store: Store) -> datetime | None:
    """The earliest moment at which anything has to be looked at or sent."""
    with store.read() as unit:
        moments = (
            unit.mentorships.next_wake(),
            unit.requests.next_wake(),
            unit.rounds.next_wake(),
            unit.invitations.next_wake(),
            unit.people.next_wake(),
            unit.deliveries.next_due(),
            cards.next_wake(unit),
            *keeping_out.unheard(unit).values(),
        )
    return min((moment for moment in moments if moment is not None), default=None)


def look(unit: Unit, mentorship: Mentorship, texts: Library, moment: datetime) -> None:
    """Do and queue what is due in one mentorship, and set its next wake-up."""
    whole = mentorships.whole(unit, mentorship.id)
    if whole.ended:
        ends = (endings.step, flash.follow, lasting.step)
        looks = [step(unit, whole, moment) for step in ends]
    else:
        looks = _running(unit, whole, texts, moment)
    ahead = min((one for one in looks if one is not None and one > moment), default=None)
    unit.mentorships.change(mentorship.id, {"wake_at": mentorship.wake_at}, {"wake_at": ahead})


def _running(unit: Unit, whole: Whole, texts: Library, moment: datetime) -> list[datetime | None]:
    """The steps of a mentorship that goes on, in this order: it may end, move to another stage,
    talk, hear that there was no talk, be asked how it goes, or hear something of its stage. It
    stands still while somebody in it is gone."""
    if any(one.status is not PersonStatus.ACTIVE for one in whole.everyone()):
        return []
    if types.of(whole.mentorship.type).one_off:
        over = flash.step(unit, whole, moment)
        return [] if over is None else [over, _heart(unit, whole, texts, moment)]
    ends = closing.step(unit, whole, moment)
    if ends is None:
        return []
    moves = stages.step(unit, whole, moment)
    heart = _heart(unit, whole, texts, moment)
    climb = ladder.step(unit, whole, moment)
    if climb.over:
        return []
    if climb.quiet:
        return [ends, moves, heart, climb.at]
    asks = surveys.step(unit, whole, moment)
    return [ends, moves, heart, climb.at, asks, prompts.step(unit, whole, texts, moment)]


def _heart(unit: Unit, whole: Whole, texts: Library, moment: datetime) -> datetime | None:
    """Queue the halves of the planned talk that are due; when the next one is."""
    beats = _beats(unit, whole)
    for beat in beats:
        if beat.due <= moment and not _left_out(unit, whole, texts, beat):
            _queue(unit, whole, beat)
    return min((beat.due for beat in beats if beat.due > moment), default=None)


def _left_out(unit: Unit, whole: Whole, texts: Library, beat: Beat) -> bool:
    """Whether the message before a talk gives its place to the stage's, or to half volume."""
    if beat.kind != "before":
        return False
    member = next(one for one in whole.members if one.person_id == beat.person.id)
    parked = bool(notes.parked(unit, member.participant_id))
    parked = parked or reviews.serves(unit, whole, beat.meeting)
    day = hours.local_day(beat.person, beat.due)
    taken = not parked and prompts.takes_before(unit, whole, member, texts, day)
    return rhythm.drops_before(member.role, parked, beat.person.volume, taken)


def _beats(unit: Unit, whole: Whole) -> tuple[Beat, ...]:
    """The halves of the planned talk: a mentor's `before` comes only with topics in it, and is
    queued when they are sent."""
    meeting = mentorships.planned(unit, whole.mentorship.id)
    if meeting is None:
        return ()
    mentees = {whole.person(member).id for member in whole.members if member.role is Role.MENTEE}
    halves = heartbeat.beats(meeting, whole.everyone())
    return tuple(one for one in halves if one.kind == "after" or one.person.id in mentees)


def _queue(unit: Unit, whole: Whole, beat: Beat) -> None:
    mentorship = whole.mentorship
    workspace = unit.programs.get(mentorship.program_id).workspace_id
    about = About(
        workspace, "meeting", beat.meeting.id, beat.person.id, mentorship.id, mentorship.program_id
    )
    unit.deliveries.queue(plan(beat.kind, beat.kind, about, beat.due, expires=beat.expires))


def later(unit: Unit, delivery_id: str, slack_id: str, moment: datetime) -> Day:
    """Say the same thing once more, on the first working day on which there is a place; that day.

    A matter is brought up twice at most (docs/quiet.md); raises Refused for the second "later",
    for somebody else's message, and where no further time would make sense.
    """
    asked = unit.deliveries.get(delivery_id)
    person = unit.people.one(id=asked.person_id or "")
    if person is None or person.slack_id != slack_id:
        raise refuse("mentorship.not_yours")
    mentorships.mine(unit, asked.mentorship_id or "", slack_id)
    meeting = unit.meetings.get(asked.subject_id) if asked.kind in HEARTBEAT else None
    if meeting is not None and meeting.state is not MeetingState.PLANNED:
        raise refuse("meeting.settled")
    if asked.again:
        raise refuse("later.once")
    today = hours.local(moment, person.zone).date()
    day = workdays.next_workday(today, person.hours.days)
    due = hours.instant(day, hours.window(person)[0], person.zone)
    due = hours.next_opening(person, max(due, person.next_allowed_at or due))
    end = None
    if meeting is not None and asked.kind == "before":
        end = meeting.starts_at
        if due >= end:
            raise refuse("later.too_late")
    unit.deliveries.queue(replace(once_more(asked, due, end), params=asked.params))
    return Day(hours.local_day(person, due))
