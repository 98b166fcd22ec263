"""What is forgotten once a message is over: that help was offered, and a line that has arrived."""

from collections.abc import Mapping

from bot.domain.deliveries import FINAL, Delivery, State
from bot.domain.support import FORGOTTEN
from bot.ports import Unit


def over(unit: Unit, row: Delivery, to: Mapping[str, object]) -> Mapping[str, object]:
    """What is to be kept of a row that changes so; a support line goes once it has arrived."""
    state = to.get("state")
    if state not in FINAL:
        return to
    if state is State.SENT and row.subject_type == "support_line":
        unit.support_lines.remove(row.subject_id)
    remembered = FORGOTTEN.get(row.template)
    return {**to, "template": remembered} if remembered else to
