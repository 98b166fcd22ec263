"""What the outbox keeps to itself: what is forgotten once a message is over (that help was
offered, a line that has arrived), and which messages nobody ever got."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from bot.domain.deliveries import FINAL, Delivery, State
from bot.domain.ids import new_id
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


def nowhere(moment: datetime) -> str:
    """Where a message stands whose reader never gets it: it looks like the place of any other,
    so that the outbox does not tell which question was not heard."""
    return f"{int(moment.timestamp())}.{UUID(new_id()).int % 1_000_000:06}"
