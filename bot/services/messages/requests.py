"""What the messages about a request say, in its present state."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.content.types import FLASH
from bot.domain import hours
from bot.domain.access import shown
from bot.domain.deliveries import Delivery, State
from bot.domain.facts import Day, Fact, Mention, Quote, Several, Term
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.programs import ProgramState
from bot.domain.requests import Request, RequestState
from bot.domain.rounds import RoundState
from bot.domain.topics import topic_fact
from bot.ports import Unit
from bot.services import enrollment, rounds, sides
from bot.services.sides import Sides

_CLOSED: Mapping[RequestState, str] = {
    RequestState.PASSED: "request.passed",
    RequestState.EXPIRED: "request.expired",
    RequestState.WITHDRAWN: "request.withdrawn",
    RequestState.OVERTAKEN: "request.overtaken",
    RequestState.BEGUN: "request.begun",
}


_REMINDERS = {"request.asked": "request.reminder", "flash.asked": "flash.reminder"}
_OPEN = (*_REMINDERS, "request.suggested", "flash.suggested")
"""The question, however it came about."""


def _of(unit: Unit, delivery: Delivery) -> Sides:
    return sides.of(unit, unit.requests.get(delivery.subject_id))


def _is_over(whole: Sides) -> bool:
    """Whether the program ended before this request led to anything."""
    begun = whole.request.state is RequestState.BEGUN
    return whole.program.state is ProgramState.CLOSED and not begun


REMINDER = "request.reminder"


def asked(unit: Unit, delivery: Delivery) -> Message:
    """To the mentor: who hopes to work with you, on what, in whose words; or how it went, unless
    a reminder below says so."""
    message = _standing(unit, delivery)
    if message.text in _OPEN or not _reminded(unit, delivery):
        return message
    mentee = Mention(_of(unit, delivery).mentee_person.slack_id)
    return replace(message, text="request.again", facts={"mentee": mentee})


def _reminded(unit: Unit, delivery: Delivery) -> bool:
    said = unit.deliveries.find(template=REMINDER, subject_id=delivery.subject_id, state=State.SENT)
    return bool(said)


def _standing(unit: Unit, delivery: Delivery) -> Message:
    """The question to the mentor, or how it went."""
    whole = _of(unit, delivery)
    message = _question(unit, whole)
    return replace(message, heard=not whole.request.silent)


def _question(unit: Unit, whole: Sides) -> Message:
    request = whole.request
    if _is_over(whole):
        return Message("request.over", request.id)
    mentee: dict[str, Fact] = {"mentee": Mention(whole.mentee_person.slack_id)}
    if request.state is RequestState.MENTOR_YES:
        return Message("request.waiting", request.id, mentee)
    if request.state in _CLOSED:
        return Message(_CLOSED[request.state], request.id, mentee)
    shared = hours.shared_weekly_hours(
        whole.mentee_person, whole.mentor_person, hours.local(request.asked_at, "UTC").date()
    )
    facts = mentee | {
        "topic": topic_fact(request.topic) if request.topic else Term("topic.any"),
        "line": _line(unit, whole),
        "hours": Term("count.hours", {"n": int(shared)}),
        "day": Day(request.answer_by),
    }
    kind = "flash" if request.type == FLASH else "request"
    text = "suggested" if request.by_others else "asked"
    return Message(f"{kind}.{text}", request.id, facts)


def _line(unit: Unit, whole: Sides) -> Fact:
    """The line that came with the question: of whoever brings the two together, else the
    mentee's own."""
    request = whole.request
    reader = (whole.mentor.id,)
    if request.by_others and request.line:
        theirs = shown(request.line, reader, sent=True)
        return Term("request.their_line", {"line": Quote(theirs)})
    role = unit.roles.one(participant_id=whole.mentee.id, role=Role.MENTEE)
    kept = role.line if request.by_others and role else request.line
    line = shown(kept, reader, sent=True)
    mentee = Mention(whole.mentee_person.slack_id)
    return Term("request.line", {"line": Quote(line), "mentee": mentee}) if line else ""


def reminder(unit: Unit, delivery: Delivery) -> Message:
    """To the mentor, once: the question is still there, and a pass is a good answer too."""
    message = _standing(unit, delivery)
    if message.text in _REMINDERS:
        return replace(message, text=_REMINDERS[message.text])
    return message


def said_yes(unit: Unit, delivery: Delivery) -> Message:
    """To the mentee: the mentor said yes, and the four lines."""
    whole = _of(unit, delivery)
    if _is_over(whole):
        return Message("request.over", whole.request.id)
    facts: dict[str, Fact] = {"mentor": Mention(whole.mentor_person.slack_id)}
    if whole.request.state is RequestState.BEGUN:
        return Message("request.begun.mentee", whole.request.id, facts)
    if whole.request.state is not RequestState.MENTOR_YES:
        return Message("request.closed.mentee", whole.request.id, facts)
    until = sides.mentee_deadline(whole, delivery.due_at)
    day = Day(hours.local(until, whole.mentee_person.zone).date())
    facts["day"] = day
    if not whole.request.by_others:
        return Message("request.yes", whole.request.id, facts)
    line = shown(whole.request.line, (whole.mentee.id,), sent=True)
    facts["line"] = Term("request.their_line", {"line": Quote(line)}) if line else ""
    facts["what"] = Term(f"request.what.{whole.request.type}")
    return Message("request.proposed", whole.request.id, facts)


def offer(unit: Unit, delivery: Delivery) -> Message:
    """To the mentee: a mentor proposes to work with you, and the four lines."""
    whole = _of(unit, delivery)
    message = replace(said_yes(unit, delivery), heard=not whole.request.silent)
    if message.text == "request.yes":
        line = shown(whole.request.line, (whole.mentee.id,), sent=True)
        mentor = message.facts["mentor"]
        said: Fact = (
            Term("request.offer_line", {"mentor": mentor, "line": Quote(line)}) if line else ""
        )
        return replace(message, text="request.offer", facts={**message.facts, "line": said})
    return message


def unavailable(unit: Unit, delivery: Delivery) -> Message:
    """To the mentee: not available, and who is asked now; the same words for a pass, an expiry, a
    taken place and a question that was never delivered."""
    whole = _of(unit, delivery)
    facts: dict[str, Fact] = {"mentor": Mention(whole.mentor_person.slack_id)}
    if whole.round is None or enrollment.is_matched(unit, whole.mentee):
        return Message("request.closed.mentee", whole.request.id, facts, buttons=())
    waiting = rounds.live(unit, whole.round)
    if waiting:
        facts |= {"next": asked_of(unit, waiting), "day": rounds.promised(unit, whole.round)}
        return Message("request.unavailable.next", whole.request.id, facts)
    if whole.request.type == FLASH:
        return Message("flash.unavailable", whole.request.id, facts)
    ends = Day(whole.round.answer_by)
    goes_on = whole.round.state is RoundState.OPEN
    facts["ends"] = Term("request.stands", {"day": ends}) if goes_on else ""
    return Message("request.unavailable", whole.request.id, facts)


def asked_of(unit: Unit, waiting: Sequence[Request]) -> Fact:
    """The mentors of these requests."""
    people = (sides.of(unit, one).mentor_person for one in waiting)
    return Several(tuple(Mention(one.slack_id) for one in people))


def declined(unit: Unit, delivery: Delivery) -> Message:
    """To the mentor who proposed herself: not available, without a reason."""
    whole = _of(unit, delivery)
    facts: dict[str, Fact] = {"mentee": Mention(whole.mentee_person.slack_id)}
    return Message("request.declined", whole.request.id, facts)


def lapsed(unit: Unit, delivery: Delivery) -> Message:
    """To the mentor: the other yes did not come, the place is free again."""
    whole = _of(unit, delivery)
    facts: dict[str, Fact] = {"mentee": Mention(whole.mentee_person.slack_id)}
    return Message("request.lapsed", whole.request.id, facts)
