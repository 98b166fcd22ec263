"""Home: one section per matter, the next action first."""

from collections.abc import Sequence

from bot.domain.messages import Message
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block
from handlers.views.naming import tell_apart

BLOCKS_MOST, MESSAGE_BLOCKS_MOST = 100, 50
"""Blocks in a view and in a message (docs/slack.md)."""


def view(words: Words, now: Sequence[Message], always: Sequence[Message] = ()) -> Block:
    """The Home view; only the first matter has a primary button. What always stands below is
    always there: of the rest, the least urgent is left out where it would not fit."""
    below = [{"type": "divider"}, *stack(words, always, leads=False)] if always else []
    parts = list(now)
    while len(parts) > 1 and len(stack(words, parts)) + len(below) > BLOCKS_MOST:
        parts.pop()
    return {"type": "home", "callback_id": "home", "blocks": [*stack(words, parts), *below]}


def stack(words: Words, parts: Sequence[Message], leads: bool = True) -> list[Block]:
    """Messages below each other; where they lead, the first one's first button is primary."""
    shown: list[Block] = []
    each = [message.blocks(words, part) for part in parts]
    tell_apart(words, parts, each)
    for place, found in enumerate(each):
        shown += [{"type": "divider"}] if place else []
        _quieten(found)
        if leads and not place:
            _lead(found)
        shown.extend(found)
    return shown


def _lead(blocks: list[Block]) -> None:
    buttons = [one for block in blocks for one in block.get("elements", ()) if "action_id" in one]
    for first in buttons[:1]:
        first["style"] = "primary"


def _quieten(blocks: list[Block]) -> None:
    for block in blocks:
        for element in block.get("elements", ()):
            element.pop("style", None)
