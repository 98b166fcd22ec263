"""What the introduction and the two halves of a heartbeat say, in their present state."""

from dataclasses import dataclass

from bot.domain import heartbeat, hours
from bot.domain.access import Reader, shown
from bot.domain.deliveries import Delivery
from bot.domain.facts import At, Day, Fact, Link, Mention, Quote, Several, Term
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Member
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.questions import ATTEMPT, CLOSING, TOPIC, Question
from bot.domain.words import clean, disarm
from bot.ports import Unit
from bot.services import (
    agreeing,
    agreements,
    away,
    evidence,
    mentorships,
    notes,
    prompts,
    questions,
    reviews,
    stages,
)
from bot.services.mentorships import Whole
from bot.services.questions import JOIN, Place


@dataclass(frozen=True)
class Reading:
    """A message about a talk and the person who reads it."""

    whole: Whole
    member: Member
    meeting: Meeting

    @property
    def reader(self) -> Person:
        """The person who gets the message."""
        return self.whole.person(self.member)

    @property
    def partner(self) -> Fact:
        """The others in the mentorship."""
        return _mentions(self.whole.partners(self.member))

    @property
    def at(self) -> At:
        """The talk on the reader's clock."""
        return At(self.meeting.starts_at, self.reader.zone)

    @property
    def day(self) -> Day:
        """The day of the talk on the reader's clock."""
        return Day(hours.local(self.meeting.starts_at, self.reader.zone).date())


def introduction(unit: Unit, delivery: Delivery) -> Message | None:
    """The one message in the group: both people's own lines and three times, or the time set."""
    whole = mentorships.whole(unit, delivery.subject_id)
    if whole.ended:
        return None
    mentor = next(one for one in whole.members if one.role is Role.MENTOR)
    mentees = tuple(one for one in whole.members if one.role is Role.MENTEE)
    facts: dict[str, Fact] = {
        "mentor": Mention(whole.person(mentor).slack_id),
        "mentee": _mentions(tuple(whole.person(one) for one in mentees)),
    }
    meeting = mentorships.planned(unit, whole.mentorship.id)
    if meeting is not None:
        first = heartbeat.before(meeting, whole.person(mentees[0]))
        day = hours.local(first.due, whole.person(mentees[0]).zone).date()
        facts |= {"at": At(meeting.starts_at, meeting.zone), "quiet": Day(day)}
        for calendar in ("google", "outlook"):
            facts[calendar] = Link(calendar, meeting.starts_at, meeting.minutes)
        return Message("introduction.set", whole.mentorship.id, facts)
    facts["times"] = _times(unit, whole)
    facts["mentee_line"] = _line(unit, mentees[0], whole)
    facts["mentor_line"] = _line(unit, mentor, whole)
    return Message("introduction", whole.mentorship.id, facts)


def before(unit: Unit, delivery: Delivery) -> Message | None:
    """To the mentee: the talk, what was parked, and what to send; None once it is settled."""
    reading = _reading(unit, delivery)
    if reading is None or reading.meeting.state is not MeetingState.PLANNED:
        return _spent(reading, delivery)
    facts: dict[str, Fact] = {"partner": reading.partner, "at": reading.at}
    facts["tried"] = _tried(unit, reading)
    facts["review"] = reviews.word(unit, reading.whole, reading.meeting)
    text = "before"
    if notes.sent(unit, reading.member.participant_id, reading.meeting):
        text = "before.sent"
    elif kept := notes.parked(unit, reading.member.participant_id):
        text, facts["count"] = "before.kept", Term("count.kept", {"n": len(kept)})
    return Message(text, reading.meeting.id, facts, _with_lines(text) if facts["review"] else None)


def _with_lines(text: str) -> tuple[str, ...]:
    """The buttons of a message before a talk with the way to the six lines."""
    first = () if text == "before.sent" else ("before.send",)
    return (*first, "meeting.change", "agreement.open")


def _tried(unit: Unit, reading: Reading) -> Fact:
    """What its author wanted to try last, as long as nothing was told of it."""
    said = evidence.told(unit, reading.whole, reading.member)
    attempt = evidence.last(said.answers, ATTEMPT.id)
    if attempt is None or not said.trying:
        return ""
    what = shown(attempt.value, (reading.member.participant_id,)).split(JOIN)[0]
    return Term("before.tried", {"what": Quote(what)})


def topics(unit: Unit, delivery: Delivery) -> Message | None:
    """To the partner: the topics somebody chose to send for the next talk."""
    reading = _reading(unit, delivery)
    if reading is None:
        return None
    over = reading.meeting.state is not MeetingState.PLANNED
    if over and delivery.ts is None:
        return None
    sender = next(one for one in reading.whole.members if one.id != reading.member.id)
    found = notes.sent(unit, sender.participant_id, reading.meeting)
    if not found:
        return None
    sent = found[-1].sent_at is not None
    facts: dict[str, Fact] = {
        "partner": Mention(reading.whole.person(sender).slack_id),
        "at": reading.at,
        "topics": _lines(shown(found[-1].text, (reading.member.participant_id,), sent=sent)),
    }
    if over:
        return Message("before.topics", reading.meeting.id, facts, buttons=(), menu=())
    return Message("before.topics", reading.meeting.id, facts)


def after(unit: Unit, delivery: Delivery) -> Message | None:
    """Did you talk? And on the answer, in place, the one small question of the stage."""
    reading = _reading(unit, delivery, ended_too=delivery.ts is not None)
    if reading is None:
        return None
    meeting, facts = reading.meeting, {"partner": reading.partner, "day": reading.day}
    if reading.whole.ended_for(reading.member):
        return Message("after.closed", meeting.id, {"day": reading.day})
    if meeting.state is MeetingState.PLANNED:
        return Message("after", meeting.id, facts)
    if meeting.state is MeetingState.HELD:
        return _held(unit, reading, delivery)
    if delivery.ts is None:
        return None
    following = mentorships.planned(unit, meeting.mentorship_id)
    if following is not None:
        at = At(following.starts_at, reading.reader.zone)
        return Message("after.planned", meeting.id, facts | {"at": at})
    return Message(f"after.{meeting.state}", meeting.id, facts)


def _held(unit: Unit, reading: Reading, delivery: Delivery) -> Message | None:
    """After a yes: the one small question; on its answer, whether to go on to the next stage."""
    meeting = reading.meeting
    if delivery.ts is None:
        return None
    facts: dict[str, Fact] = {
        "day": reading.day,
        "next": _next(unit, reading),
        "partner": reading.partner,
    }
    question = questions.asked(unit, reading.whole, reading.member, meeting)
    if question is None or questions.answered(unit, meeting.id, reading.member, question.id):
        return _answered(unit, reading, facts)
    mine = meeting.settled_by == reading.member.participant_id
    text = "after.held" if mine else "after.held.partner"
    return Message(text, meeting.id, facts | _asked(question), buttons=question.buttons)


def _answered(unit: Unit, reading: Reading, facts: dict[str, Fact]) -> Message:
    place = Place(reading.whole, reading.member, reading.meeting)
    facts["shared"] = _shared(unit, reading)
    lines = agreeing.asks(unit, place)
    if lines is not None:
        card = agreements.facts(lines, reading.member)
        return Message("after.agree", lines.id, card | facts | {"said": stages.said(unit, place)})
    target = stages.asks(unit, place)
    if target is not None:
        facts["stage"] = Term(f"stage.{target}")
        return Message("after.ready", reading.meeting.id, facts)
    return Message("after.answered", reading.meeting.id, facts | {"said": stages.said(unit, place)})


def _shared(unit: Unit, reading: Reading) -> Fact:
    """What each said to the question that all of them see."""
    said = []
    for member in reading.whole.members:
        answer = questions.answered(unit, reading.meeting.id, member, TOPIC.id)
        if answer is not None:
            who = Mention(reading.whole.person(member).slack_id)
            words = "topic.mine" if member == reading.member else "topic.said"
            value = shown(answer.value, (reading.member.participant_id,))
            said.append(Term(f"{words}.{value}", {"person": who}))
    return Several(tuple(said))


def _asked(question: Question) -> dict[str, Fact]:
    reads = "question.private" if question.private else "question.shared"
    if question is CLOSING:
        reads = "question.by_field"
    return {"question": Term(f"question.{question.id}"), "reads": Term(reads)}


def _next(unit: Unit, reading: Reading) -> Fact:
    following = mentorships.planned(unit, reading.meeting.mentorship_id)
    if following is None:
        return ""
    reader = reading.reader
    beat = heartbeat.before if reading.member.role is Role.MENTEE else heartbeat.after
    quiet = hours.local_day(reader, beat(following, reader).due)
    told = evidence.told_at(reading.meeting)
    other = prompts.first_day(unit, reading.whole, reading.member, told)
    at = At(following.starts_at, reader.zone)
    return Term("after.next", {"at": at, "quiet": Day(min(quiet, other or quiet))})


def _reading(unit: Unit, delivery: Delivery, ended_too: bool = False) -> Reading | None:
    meeting = unit.meetings.get(delivery.subject_id)
    whole = mentorships.whole(unit, meeting.mentorship_id)
    member = next((one for one in whole.members if one.person_id == delivery.person_id), None)
    if member is None or (whole.ended_for(member) and not ended_too):
        return None
    return Reading(whole, member, meeting)


def _spent(reading: Reading | None, delivery: Delivery) -> Message | None:
    """A message already shown whose talk is settled loses its buttons."""
    if reading is None or delivery.ts is None:
        return None
    facts: dict[str, Fact] = {"partner": reading.partner, "at": reading.at}
    return Message("before.over", reading.meeting.id, facts, menu=())


def _lines(text: str) -> str:
    """Typed words whole, line by line: a quote would be cut, and nothing sent is lost."""
    return "\n".join(disarm(clean(line)) for line in text.splitlines() if line.strip())


def _times(unit: Unit, whole: Whole) -> Fact:
    """How many times fit all of them, as they were when the mentorship began."""
    began, minutes = whole.mentorship.began_at, whole.mentorship.minutes
    found = away.three_times(unit, whole.everyone(), began, minutes)
    return Term("count.times", {"n": len(found)}) if found else Term("introduction.no_time")


def _line(unit: Unit, member: Member, whole: Whole) -> Fact:
    role = unit.roles.one(participant_id=member.participant_id, role=member.role)
    if role is None or not role.line:
        return ""
    person = Mention(whole.person(member).slack_id)
    said = shown(role.line, Reader.PARTNER, sent=True)
    return Term(f"introduction.line.{member.role}", {"person": person, "line": Quote(said)})


def _mentions(people: tuple[Person, ...]) -> Fact:
    return Several(tuple(Mention(person.slack_id) for person in people))
