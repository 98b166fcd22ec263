"""The next talk as an entry in somebody's own calendar; the same entry however often it moves."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import At, Fact, Link
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.messages import Message
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import mentorships, questions, together
from bot.services.questions import Place

FILE = "talk.ics"


@dataclass(frozen=True)
class Entry:
    """A planned talk as calendars know it: `uid` stays when the talk moves, `sequence` counts its
    moves; nothing anybody wrote is in it."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    planned_at: datetime


def offered(unit: Unit, about: str, slack_id: str, as_file: bool) -> Message:
    """The ways into one's own calendar, a file among them where Slack lets the bot give one.

    `about` is a mentorship or one of its talks. Raises Refused for others, and where no talk is
    planned.
    """
    here, meeting = _next(unit, about, slack_id)
    facts: dict[str, Fact] = {
        "partner": together.mentions(here.whole.partners(here.member)),
        "at": At(meeting.starts_at, here.whole.person(here.member).zone),
    }
    for calendar in ("google", "outlook"):
        facts[calendar] = Link(calendar, meeting.starts_at, meeting.minutes)
    text = "calendar.talk.file" if as_file else "calendar.talk"
    return Message(text, here.whole.mentorship.id, facts)


def entry(unit: Unit, about: str, slack_id: str) -> Entry:
    """The next talk of this person's mentorship; raises Refused as above."""
    _, meeting = _next(unit, about, slack_id)
    moved = _moved_before(unit, meeting)
    first = moved[-1] if moved else meeting
    return Entry(first.id, len(moved), meeting.starts_at, meeting.minutes, meeting.planned_at)


def _next(unit: Unit, about: str, slack_id: str) -> tuple[Place, Meeting]:
    here = questions.place(unit, about, slack_id)
    meeting = mentorships.planned(unit, here.whole.mentorship.id)
    if meeting is None:
        raise refuse("calendar.none")
    return here, meeting


def _moved_before(unit: Unit, meeting: Meeting) -> list[Meeting]:
    """The earlier plans for the same talk, the newest first."""
    every = unit.meetings.find(mentorship_id=meeting.mentorship_id)
    found: list[Meeting] = []
    for one in reversed(every[: every.index(meeting)]):
        if one.state is not MeetingState.MOVED:
            break
        found.append(one)
    return found
