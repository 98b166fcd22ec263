"""Home: one section per matter, the next action first."""

from collections.abc import Sequence

from bot.domain.messages import Message
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block
from handlers.views.naming import tell_apart

BLOCKS_MOST, MESSAGE_BLOCKS_MOST = 100, 50
"""Blocks in a view and in a message (docs/slack.md)."""


def view(words: Words, parts: Sequence[Message]) -> Block:
    """The Home view; only the first matter has a primary button."""
    shown = stack(words, parts)[:BLOCKS_MOST]
    return {"type": "home", "callback_id": "home", "blocks": shown}


def stack(words: Words, parts: Sequence[Message]) -> list[Block]:
    """Messages below each other; only the first one's first button is primary."""
    shown: list[Block] = []
    each = [message.blocks(words, part) for part in parts]
    tell_apart(words, parts, each)
    for place, found in enumerate(each):
        if place:
            shown.append({"type": "divider"})
            _quieten(found)
        shown.extend(found)
    return shown


def _quieten(blocks: list[Block]) -> None:
    for block in blocks:
        for element in block.get("elements", ()):
            element.pop("style", None)
