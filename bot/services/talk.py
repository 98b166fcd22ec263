"""Answers to what people write to the bot; the words themselves never get here."""

from datetime import datetime

from bot.domain.deliveries import About, plan
from bot.ports import Profile, Unit
from bot.services import people

QUIET_MINUTES = 5
"""Minutes in which a person gets one such answer (slack-platform 7.5)."""


def answer(unit: Unit, workspace_id: str, profile: Profile, moment: datetime) -> None:
    """Queue one answer with the usual buttons; the same person gets one in five minutes."""
    person = people.meet(unit, workspace_id, profile)
    window = int(moment.timestamp()) // (QUIET_MINUTES * 60)
    about = About(workspace_id, "talk", str(window), person.id)
    unit.deliveries.queue(plan("receipt", "reply.hello", about, moment))
