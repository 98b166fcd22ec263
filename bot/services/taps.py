"""Taps: that a message was answered at all, so that silence can be told from an answer."""

from datetime import datetime

from bot.domain.people import PersonStatus
from bot.ports import Unit


def note(unit: Unit, message: tuple[str, str], slack_id: str, moment: datetime) -> str | None:
    """The reader of this message (channel, ts) tapped something in it; later taps change
    nothing, and other people's taps do not count. Returns the id of its delivery, if it has
    one."""
    channel, ts = message
    delivery = unit.deliveries.one(channel=channel, ts=ts)
    if delivery is None:
        return None
    if delivery.person_id is not None and delivery.answered_at is None:
        person = unit.people.get(delivery.person_id)
        if person.slack_id == slack_id and person.status is PersonStatus.ACTIVE:
            unit.deliveries.change(delivery.id, {"answered_at": None}, {"answered_at": moment})
    return delivery.id
