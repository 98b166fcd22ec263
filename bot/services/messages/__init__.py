"""What every message says right now: one function per template, given a unit and the delivery."""

from collections.abc import Callable, Mapping

from bot.domain.deliveries import Delivery
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services.messages import channel, heartbeat, joined, requests

Composer = Callable[[Unit, Delivery], Message | None]
"""Gives the message as it should read now, or None where it is no longer worth sending."""

COMPOSERS: Mapping[str, Composer] = {
    "channel.invited": channel.invited,
    "channel.card": channel.card,
    "channel.coordinator": channel.new_coordinator,
    "joined": joined.joined,
    "request.asked": requests.asked,
    "request.reminder": requests.reminder,
    "request.offer": requests.offer,
    "request.yes": requests.said_yes,
    "request.unavailable": requests.unavailable,
    "request.lapsed": requests.lapsed,
    "introduction": heartbeat.introduction,
    "introduction.copy": heartbeat.introduction,
    "before": heartbeat.before,
    "before.topics": heartbeat.topics,
    "after": heartbeat.after,
}


def compose(unit: Unit, delivery: Delivery) -> Message | None:
    """The message of this delivery as it should read now; KeyError: an unknown template."""
    return COMPOSERS[delivery.template](unit, delivery)
