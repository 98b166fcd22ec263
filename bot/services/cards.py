"""The living card of a program: changed in place all week, and once a week posted anew where it is
seen; the one before says so and stays behind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.deliveries import About, Delivery, State, plan
from bot.domain.ids import delivery_id
from bot.domain.programs import Program, ProgramState
from bot.ports import Unit

CARD, MOVED = "channel.card", "channel.card.moved"

EVERY = timedelta(weeks=1)
"""Between two cards, at the hour at which the first one was posted (docs/delivery.md)."""


def wake(unit: Unit, moment: datetime) -> None:
    """Post the card anew where a week is over, once however late it is; of two that were posted,
    the older one stays behind."""
    for program in unit.programs.find(state=ProgramState.OPEN):
        cards = _cards(unit, program)
        if cards and moment >= cards[-1].due_at + EVERY:
            due = cards[-1].due_at + (moment - cards[-1].due_at) // EVERY * EVERY
            unit.deliveries.queue(_anew(program, due))
        for old in [one for one in cards if one.state is State.SENT][:-1]:
            behind = {"template": MOVED, "wanted": old.wanted + 1, "edit_at": moment}
            unit.deliveries.change(old.id, {"template": CARD}, behind)


def next_wake(unit: Unit) -> datetime | None:
    """When the next card is due, or an older one has to stay behind."""
    every = (_cards(unit, one) for one in unit.programs.find(state=ProgramState.OPEN))
    return min((_looks(cards) for cards in every if cards), default=None)


def _looks(cards: Sequence[Delivery]) -> datetime:
    two = sum(one.state is State.SENT for one in cards) > 1
    return cards[-1].due_at + (timedelta() if two else EVERY)


def _cards(unit: Unit, program: Program) -> list[Delivery]:
    """The cards of this program that have not stayed behind, oldest first."""
    found = unit.deliveries.find(template=CARD, subject_id=program.id)
    return sorted(found, key=lambda one: one.due_at)


def _anew(program: Program, due: datetime) -> Delivery:
    """The card of the week that begins now; its key names the moment, so that there is one,
    whoever plans it and how often."""
    about = About(program.workspace_id, "program", program.id, program_id=program.id)
    card = plan("card", CARD, about, due)
    key = f"{card.key}/{due:%Y-%m-%dT%H:%M}"
    return replace(card, id=delivery_id(key), key=key)
