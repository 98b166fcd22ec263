"""Answers to what people write to the bot: a button that fits; nothing of the words is kept."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.deliveries import About, Delivery, plan
from bot.domain.ids import delivery_id, new_id
from bot.domain.meetings import Meeting
from bot.domain.people import Person
from bot.domain.phrases import holds
from bot.domain.words import Words
from bot.ports import Profile, Unit
from bot.services import enrollment, mentorships, people, programs

QUIET = timedelta(minutes=5)
"""In which a person gets one such answer (docs/slack.md)."""

_TOLD = ("concern", "met", "away", "help")
"""What the words of a language can say (`talk.<id>` in the content), the first that fits."""

_MARK = "/talk/"


def meaning(words: Words, text: str) -> str:
    """What was probably meant: one of `concern`, `met`, `away`, `help`, `question`, `hello`; by
    the words of the writer's language, and by the base language's question mark."""
    for told in _TOLD:
        if holds(text, words.plain(f"talk.{told}").splitlines()):
            return told
    return "question" if holds(text, words.plain("talk.question").splitlines()) else "hello"


def answer(unit: Unit, workspace_id: str, profile: Profile, meant: str, moment: datetime) -> None:
    """Queue the answer to what was meant; the same person gets one in five minutes, unless it
    is about harm."""
    person = people.meet(unit, workspace_id, profile)
    window = int(moment.timestamp() // QUIET.total_seconds())
    if meant != "concern":
        if _just_answered(unit, person, moment):
            return
        if not unit.once(f"talk/{person.id}/{window}", moment):
            return
    reply = _reply(unit, workspace_id, person, meant, moment)
    # The key does not tell what was meant: of help nothing is remembered (bot.domain.support).
    key = f"reply/{person.id}{_MARK}{new_id()}"
    unit.deliveries.queue(replace(reply, id=delivery_id(key), key=key))


def _just_answered(unit: Unit, person: Person, moment: datetime) -> bool:
    receipts = unit.deliveries.find(person_id=person.id, kind="receipt")
    return any(_MARK in one.key and one.due_at > moment - QUIET for one in receipts)


def _reply(unit: Unit, workspace_id: str, person: Person, meant: str, moment: datetime) -> Delivery:
    if meant == "met":
        return _about_a_talk(unit, workspace_id, person, moment)
    if meant == "question" and not _joined(unit, workspace_id, person):
        meant = "hello"
    about = About(workspace_id, "talk", person.id, person.id)
    return plan("receipt", f"reply.{meant}", about, moment)


def _about_a_talk(unit: Unit, workspace_id: str, person: Person, moment: datetime) -> Delivery:
    """Did you talk? where one was planned; else the way to log one, for somebody who can."""
    found = mentorships.of_person(unit, workspace_id, person.slack_id)
    for whole, _ in found:
        meeting = mentorships.planned(unit, whole.mentorship.id)
        if meeting is not None and meeting.starts_at <= moment:
            return plan("receipt", "after", _on(workspace_id, person, meeting, unit), moment)
    about = About(workspace_id, "talk", person.id, person.id)
    return plan("receipt", "reply.log" if found else "reply.hello", about, moment)


def _on(workspace_id: str, person: Person, meeting: Meeting, unit: Unit) -> About:
    program = unit.mentorships.get(meeting.mentorship_id).program_id
    return About(workspace_id, "meeting", meeting.id, person.id, meeting.mentorship_id, program)


def _joined(unit: Unit, workspace_id: str, person: Person) -> bool:
    program = programs.current(unit, workspace_id)
    return program is not None and enrollment.participant(unit, program, person) is not None
