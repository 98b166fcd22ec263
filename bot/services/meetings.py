"""Meetings: pick a time, say what happened, log a past one."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.content import types
from bot.domain import heartbeat, hours
from bot.domain.ids import new_id
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Member
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import away, evidence, locking, mentorships, notes
from bot.services.mentorships import Whole

_NOON = time(12)


@dataclass(frozen=True)
class Times:
    """The times offered to a mentorship, in the chooser's zone; whether one is planned now."""

    mentorship_id: str
    zone: str
    starts: tuple[datetime, ...]
    minutes: int
    planned: bool


def times(unit: Unit, mentorship_id: str, slack_id: str, moment: datetime) -> Times:
    """Up to three times inside everybody's hours, on days on which nobody is away; raises Refused
    for others."""
    whole, member = mentorships.mine(unit, mentorship_id, slack_id)
    minutes = whole.mentorship.minutes
    starts = away.three_times(unit, whole.everyone(), moment, minutes)
    planned = mentorships.planned(unit, mentorship_id) is not None
    return Times(mentorship_id, whole.person(member).zone, starts, minutes, planned)


def pick(
    unit: Unit, mentorship_id: str, slack_id: str, starts_at: datetime, moment: datetime
) -> Meeting:
    """Set the next talk; an earlier plan for it is moved. Raises Refused for a past time."""
    whole, member = mentorships.mine(unit, mentorship_id, slack_id)
    locking.mentorship(unit, whole.mentorship)
    if starts_at <= moment:
        raise refuse("meeting.past", at="starts_at")
    earlier = mentorships.planned(unit, mentorship_id)
    if earlier is not None and earlier.starts_at == starts_at:
        return earlier
    if earlier is not None and not _settle(
        unit, whole, _settled(earlier, MeetingState.MOVED, member, moment), moment
    ):
        raise refuse("meeting.settled", at="starts_at")
    planned = _plan(unit, whole, starts_at, whole.person(member).zone, moment)
    _refresh(unit, whole, moment, but=earlier)
    return planned


def settle(
    unit: Unit, meeting_id: str, slack_id: str, state: MeetingState, moment: datetime
) -> None:
    """Say what became of a talk; whoever answers first settles it.

    "We met" plans the next talk one cadence later. Raises Refused for others, and
    `meeting.settled` for a second, different answer.
    """
    meeting = unit.meetings.one(id=meeting_id)
    if meeting is None:
        raise refuse("mentorship.not_yours")
    whole, member = mentorships.mine(unit, meeting.mentorship_id, slack_id)
    if meeting.state is state:
        return
    if state is MeetingState.HELD and meeting.starts_at > moment:
        raise refuse("meeting.not_yet")
    if not _settle(unit, whole, _settled(meeting, state, member, moment), moment):
        raise refuse("meeting.settled")
    if state is MeetingState.HELD:
        _plan_next(unit, whole, replace(meeting, state=state), moment)
    _refresh(unit, whole, moment, but=meeting)


def log(unit: Unit, mentorship_id: str, slack_id: str, day: date, moment: datetime) -> Meeting:
    """Note a talk of today or earlier; a planned one of that day is settled by it."""
    whole, member = mentorships.mine(unit, mentorship_id, slack_id)
    locking.mentorship(unit, whole.mentorship)
    zone = whole.person(member).zone
    today = hours.local(moment, zone).date()
    if day > today:
        raise refuse("log.future", at="day")
    if day < hours.local(whole.mentorship.began_at, zone).date():
        raise refuse("log.too_early", at="day")
    planned = mentorships.planned(unit, mentorship_id)
    if planned is not None and hours.local(planned.starts_at, zone).date() <= day:
        settle(unit, planned.id, slack_id, MeetingState.HELD, max(moment, planned.starts_at))
        return unit.meetings.get(planned.id)
    known = _held_on(unit, whole, day, zone)
    if known is not None:
        return known
    held = _logged(unit, whole, member, day, moment)
    if planned is None:
        _plan_next(unit, whole, held, moment)
    _refresh(unit, whole, moment)
    return held


def _settled(meeting: Meeting, state: MeetingState, member: Member, moment: datetime) -> Meeting:
    by = member.participant_id
    return replace(meeting, state=state, settled_by=by, settled_at=moment)


def _settle(unit: Unit, whole: Whole, settled: Meeting, moment: datetime) -> bool:
    """Settle a planned talk as it is given; False where somebody did so before."""
    done = unit.meetings.change(
        settled.id,
        {"state": MeetingState.PLANNED},
        {
            "state": settled.state,
            "settled_by": settled.settled_by,
            "settled_at": settled.settled_at,
        },
    )
    if done:
        unit.deliveries.want(moment, subject_type="meeting", subject_id=settled.id)
        if settled.state is MeetingState.HELD:
            notes.talked(unit, whole.mentorship.id, moment)
    return done


def _plan(unit: Unit, whole: Whole, starts_at: datetime, zone: str, moment: datetime) -> Meeting:
    mentorship = whole.mentorship
    minutes = whole.mentorship.minutes
    meeting = Meeting(new_id(), mentorship.id, starts_at, minutes, zone, planned_at=moment)
    unit.meetings.add(meeting)
    return meeting


def _plan_next(unit: Unit, whole: Whole, held: Meeting, moment: datetime) -> None:
    if types.of(whole.mentorship.type).one_off:
        return
    nth = len(unit.meetings.find(mentorship_id=whole.mentorship.id, state=MeetingState.HELD))
    cadence = whole.mentorship.cadence_days
    starts_at = heartbeat.next_talk(held, nth, cadence, whole.everyone())
    if moment < starts_at < evidence.course(unit, whole).ends:
        _plan(unit, whole, starts_at, held.zone, moment)


def _held_on(unit: Unit, whole: Whole, day: date, zone: str) -> Meeting | None:
    """The talk of this day that was noted before, if any."""
    held = unit.meetings.find(mentorship_id=whole.mentorship.id, state=MeetingState.HELD)
    return next((one for one in held if hours.local(one.starts_at, zone).date() == day), None)


def _logged(unit: Unit, whole: Whole, member: Member, day: date, moment: datetime) -> Meeting:
    zone = whole.person(member).zone
    starts_at = min(hours.instant(day, _NOON, zone), moment)
    held = Meeting(
        new_id(),
        whole.mentorship.id,
        starts_at,
        whole.mentorship.minutes,
        zone,
        planned_at=moment,
        state=MeetingState.HELD,
        settled_by=member.participant_id,
        settled_at=moment,
    )
    unit.meetings.add(held)
    return held


def _refresh(unit: Unit, whole: Whole, moment: datetime, but: Meeting | None = None) -> None:
    """The journey looks again; the messages that show the plan are brought up to date: the
    introduction until the first talk, then what was last said after one. Those of the talk `but`
    are up to date already."""
    mentorships.wake_now(unit, whole.mentorship, moment)
    mentorship_id = whole.mentorship.id
    every = unit.meetings.find(mentorship_id=mentorship_id)
    settled = [one for one in every if one.state is not MeetingState.PLANNED]
    if settled:
        last = max(settled, key=lambda one: one.starts_at)
        if but is None or last.id != but.id:
            unit.deliveries.want(moment, template="after", subject_id=last.id)
    if all(one.state is not MeetingState.HELD for one in settled):
        introduced = ("introduction", "introduction.copy")
        unit.deliveries.want(moment, template=introduced, subject_id=mentorship_id)
