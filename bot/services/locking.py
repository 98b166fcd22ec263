"""Waiting for one's turn: what is read from here on still holds when this unit ends.

A row is locked by writing what it holds already. On SQLite the whole writing unit is alone anyway.
"""

from bot.domain.mentorships import Mentorship
from bot.domain.participants import Participant
from bot.ports import Unit


def participant(unit: Unit, member: Participant) -> None:
    """Wait until nobody else decides anything for this participant."""
    unit.participants.change(member.id, {}, {"person_id": member.person_id})


def mentorship(unit: Unit, found: Mentorship) -> None:
    """Wait until nobody else changes this mentorship."""
    unit.mentorships.change(found.id, {}, {"cadence_days": found.cadence_days})
