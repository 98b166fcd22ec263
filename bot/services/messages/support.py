"""What the messages of support say."""

from bot.domain.access import Reader, shown
from bot.domain.deliveries import Delivery
from bot.domain.facts import Fact, Mention, Quote, Term
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import support


def line(unit: Unit, delivery: Delivery) -> Message | None:
    """To the coordinator: one line, from whom, and whether they may act; nobody else is named."""
    found = unit.support_lines.one(id=delivery.subject_id)
    if found is None:
        return None
    chosen = found.reader_id == delivery.person_id
    facts: dict[str, Fact] = {
        "person": Mention(unit.people.get(found.person_id).slack_id),
        "line": Quote(shown(found.text, Reader.COORDINATOR, sent=chosen)),
        "act": Term("support.act.yes" if found.may_act else "support.act.no"),
    }
    return Message("support.line", found.id, facts)


def concern(unit: Unit, delivery: Delivery) -> Message:
    """To somebody who wrote of harm: where help is, now."""
    contacts = support.contacts(unit, delivery.workspace_id)
    text = "reply.concern" if contacts else "support.none"
    return Message(text, delivery.subject_id, contacts)
