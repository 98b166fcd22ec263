"""What is said three months after a good end: the question, and the line that goes over."""

from bot.domain.deliveries import Delivery
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import lasting


def asked(unit: Unit, delivery: Delivery) -> Message | None:
    """To the mentee: what is still there; then that it was passed on, or left."""
    found = lasting.asked(unit, delivery.subject_id, delivery.person_id or "")
    if found is None:
        return None
    here, facts = found
    answer = lasting.answered(unit, here)
    if answer is None:
        return Message(lasting.ASKED, here.ending.id, facts)
    return Message("lasted.sent" if answer.value else "lasted.skipped", here.ending.id, facts)
