"""A form shown once more with where help is above it; what was typed stays."""

from collections.abc import Mapping
from typing import Any

from bot.domain.facts import Fact
from bot.domain.messages import Message
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block, plain
from handlers.views.cards import BLOCKS_MOST

SHOWN = "concern"
"""The id of the block by which a form knows that this was shown already; nothing else does."""

_KEPT = ("type", "callback_id", "title", "close", "private_metadata")


def was_shown(form: Mapping[str, Any]) -> bool:
    """Whether this form has shown it already."""
    return any(block.get("block_id") == SHOWN for block in form.get("blocks", ()))


def above(words: Words, form: Mapping[str, Any], contacts: Mapping[str, Fact]) -> Block:
    """The same form, its text kept, below where help is; sending it again saves it."""
    card = message.blocks(words, Message("concern.card", SHOWN, contacts))
    card[0]["block_id"] = SHOWN
    values = (form.get("state") or {}).get("values", {})
    blocks = [*card, *(_filled(block, values) for block in form["blocks"])]
    shown = {name: form[name] for name in _KEPT if form.get(name)}
    submit = plain(words.plain("form.concern.submit"))
    return {**shown, "blocks": blocks[:BLOCKS_MOST], "submit": submit}


def _filled(block: Mapping[str, Any], values: Mapping[str, Any]) -> Block:
    """The block with what was typed or chosen in it as its beginning."""
    element = block.get("element")
    if not element:
        return dict(block)
    state = values.get(str(block.get("block_id")), {}).get(element.get("action_id"), {})
    begins = {_INITIAL[name]: state[name] for name in _INITIAL if state.get(name)}
    return {**block, "element": {**element, **begins}}


_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
}
