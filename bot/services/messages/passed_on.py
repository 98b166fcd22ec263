"""One line that its author passed on to a mentor."""

from bot.domain.access import shown
from bot.domain.deliveries import Delivery
from bot.domain.facts import Fact, Mention, Quote
from bot.domain.messages import Message
from bot.ports import Unit


def line(unit: Unit, delivery: Delivery) -> Message | None:
    """The line in its author's words, under the delivery's own template; None once it is no
    longer kept."""
    answer = unit.answers.one(id=delivery.subject_id)
    if answer is None:
        return None
    author = unit.people.get(unit.participants.get(answer.participant_id).person_id)
    said = shown(answer.value, (delivery.person_id or "",), sent=True)
    facts: dict[str, Fact] = {"partner": Mention(author.slack_id), "line": Quote(said)}
    return Message(delivery.template, answer.id, facts)
