"""What the two in a mentorship read where the reporting line connects them."""

from bot.domain.deliveries import Delivery
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import findings


def told(unit: Unit, delivery: Delivery) -> Message | None:
    """The neutral choice; once it is settled, that there is nothing more to do."""
    said = findings.told(unit, delivery.subject_id, delivery.person_id or "")
    if said is None:
        return Message("line.over", delivery.subject_id) if delivery.ts else None
    return said
