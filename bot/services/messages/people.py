"""Receipts of what a person sets for herself, and answers to what she writes to the bot."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Day, Fact, Term
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import away, enrollment, home, programs


def away_set(unit: Unit, delivery: Delivery) -> Message | None:
    """The receipt of a time away, in its present state."""
    pause = unit.pauses.one(id=delivery.subject_id)
    person = unit.people.get(delivery.person_id or "")
    if pause is None or away.over_early(person, pause):
        return Message("away.over", delivery.subject_id) if delivery.ts else None
    span = away.days(person, pause)
    facts: dict[str, Fact] = {"back": away.back_on(person, pause)}
    if span.first and span.last:
        facts |= {"first": Day(span.first), "last": Day(span.last)}
    return Message("away.set", pause.id, facts)


def left(unit: Unit, delivery: Delivery) -> Message:
    """The receipt of leaving a program, until they are in it again."""
    program = unit.programs.get(delivery.program_id or "")
    facts: dict[str, Fact] = {"program": Term(f"program.{program.template}")}
    text = "left.over" if enrollment.came_back(unit, delivery) else "left"
    return Message(text, delivery.subject_id, facts)


def reply(_unit: Unit, delivery: Delivery) -> Message:
    """The answer that was chosen when the words came in; the words are not here."""
    return Message(delivery.template, delivery.subject_id)


def reply_help(unit: Unit, delivery: Delivery) -> Message:
    """Where help is, beside the words the bot knows."""
    program = programs.current(unit, delivery.workspace_id)
    contacts = home.contacts(program) if program else {}
    if not contacts:
        return Message("reply.hello", delivery.subject_id)
    return Message("reply.help", delivery.subject_id, contacts)


def removed(_unit: Unit, delivery: Delivery) -> Message:
    """What stands where a message stood whose reader was erased."""
    return Message("erased", delivery.id)
