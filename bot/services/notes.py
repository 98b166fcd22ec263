"""Parked questions: kept in three seconds, brought back the working day before the next talk."""

from dataclasses import replace
from datetime import datetime

from bot.domain.deliveries import About, plan
from bot.domain.ids import new_id
from bot.domain.meetings import Meeting, MeetingState, Note
from bot.domain.participants import Participant
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import enrollment, mentorships, people, programs

NOTE_MOST = 500
"""Characters of a parked question; several must fit one message."""

TOPICS_MOST = 1500
"""Characters of what is sent to the partner before a talk."""


def author(unit: Unit, workspace_id: str, slack_id: str) -> Participant:
    """The participant who may keep notes; raises Refused."""
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if program and person else None
    if member is None:
        raise refuse("note.not_joined")
    return member


def keep(unit: Unit, workspace_id: str, slack_id: str, text: str, moment: datetime) -> Note:
    """Park a question; raises Refused at the field `text` where it is empty or too long."""
    member = author(unit, workspace_id, slack_id)
    if not text.strip():
        raise refuse("note.empty", at="text")
    if len(text) > NOTE_MOST:
        raise refuse("note.long", at="text", most=NOTE_MOST)
    note = Note(new_id(), member.id, text.strip(), moment)
    unit.notes.add(note)
    return note


def parked(unit: Unit, participant_id: str) -> tuple[Note, ...]:
    """What this participant parked and neither sent nor talked about, oldest first."""
    return unit.notes.find(participant_id=participant_id, sent_at=None, done_at=None)


def fitting(kept: tuple[Note, ...]) -> tuple[Note, ...]:
    """As many of these notes, oldest first and whole, as fit what is sent before one talk."""
    found: list[Note] = []
    for note in kept:
        if len("\n".join(one.text for one in (*found, note))) > TOPICS_MOST:
            break
        found.append(note)
    return tuple(found)


def sent(unit: Unit, participant_id: str, meeting: Meeting) -> tuple[Note, ...]:
    """What this participant sent to the partner for this talk, or for an earlier one that was
    moved before they could talk about it; oldest first."""
    found = unit.notes.find(participant_id=participant_id, mentorship_id=meeting.mentorship_id)
    return tuple(
        note
        for note in found
        if note.sent_at is not None and (note.brought_for == meeting.id or note.done_at is None)
    )


def send(unit: Unit, meeting_id: str, slack_id: str, text: str, moment: datetime) -> None:
    """Send topics to the partner for a planned talk; what was parked and fitted is settled by it.

    Raises Refused for others, an empty or long text, or a talk that is over.
    """
    meeting = unit.meetings.one(id=meeting_id)
    if meeting is None:
        raise refuse("mentorship.not_yours")
    whole, member = mentorships.mine(unit, meeting.mentorship_id, slack_id)
    if meeting.state is not MeetingState.PLANNED:
        raise refuse("meeting.settled")
    if not text.strip():
        raise refuse("note.empty", at="topics")
    if len(text) > TOPICS_MOST:
        raise refuse("note.long", at="topics", most=TOPICS_MOST)
    for note in fitting(parked(unit, member.participant_id)):
        unit.notes.save(replace(note, done_at=moment))
    unit.notes.add(
        Note(
            new_id(),
            member.participant_id,
            text.strip(),
            moment,
            mentorship_id=whole.mentorship.id,
            brought_for=meeting.id,
            sent_at=moment,
        )
    )
    program = unit.programs.get(whole.mentorship.program_id)
    for person in whole.partners(member):
        about = About(
            program.workspace_id, "meeting", meeting.id, person.id, whole.mentorship.id, program.id
        )
        unit.deliveries.queue(
            plan("before", "before.topics", about, moment, expires=meeting.starts_at)
        )
    unit.deliveries.want(moment, subject_type="meeting", subject_id=meeting.id)


def talked(unit: Unit, mentorship_id: str, moment: datetime) -> None:
    """A talk was held: what was sent for it is done with."""
    for note in unit.notes.find(mentorship_id=mentorship_id, done_at=None):
        if note.sent_at is not None:
            unit.notes.save(replace(note, done_at=moment))
