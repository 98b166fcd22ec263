"""What the two messages about a round say: where somebody stands, and that a place is free."""

from collections.abc import Mapping

from bot.domain.deliveries import Delivery
from bot.domain.messages import Message
from bot.ports import Unit
from bot.services import enrollment, flash, suggestions

_BUTTONS: Mapping[str, tuple[tuple[str, ...] | None, tuple[str, ...] | None]] = {
    "round.over": (("find.open", "join.open"), None),
    "round.over.nobody": (("join.open",), None),
    "round.place": (None, None),
}
"""Without and with single talks: None, whatever the text says."""


def over(unit: Unit, delivery: Delivery) -> Message | None:
    """To the mentee, on the promised day: not this round, and what can come next."""
    return _standing(unit, delivery, "round.over", "round.over.nobody")


def place(unit: Unit, delivery: Delivery) -> Message | None:
    """To the mentee whom nobody fitted: somebody does now."""
    return _standing(unit, delivery, "round.place", None)


def _standing(unit: Unit, delivery: Delivery, some: str, none: str | None) -> Message | None:
    """One text where somebody could be asked now, another where nobody could; once the mentee
    has a mentor the message is spent."""
    asked = unit.rounds.get(delivery.subject_id)
    mentee = unit.participants.get(asked.participant_id)
    if mentee.left_at is not None or enrollment.is_matched(unit, mentee):
        return Message("round.spent", mentee.id) if delivery.ts else None
    program = unit.programs.get(mentee.program_id)
    found = suggestions.for_mentee(unit, program, mentee, moment=delivery.as_of)
    text = some if none is None or found else none
    return Message(text, mentee.id, buttons=_BUTTONS[text][flash.offered(program)])
