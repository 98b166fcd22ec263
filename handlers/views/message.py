"""How a message looks: its paragraphs, its buttons, its `...` menu."""

import re

from bot.domain.messages import Message
from bot.domain.words import Text, Words
from handlers.views.blocks import Block, button, menu, option, sections

HELP = "support.open"
"""The last choice of every `...`: where help is."""


def blocks(words: Words, message: Message) -> list[Block]:
    """The blocks of a message, with its `...` menu."""
    text = words.message(message.text)
    parts = [part for paragraph in paragraphs(words, message) for part in sections(paragraph)]
    choices = text.menu if message.menu is None else message.menu
    if choices:
        choices = (*choices, HELP)
        parts[0]["accessory"] = menu([option(words.plain(f"button.{one}"), one) for one in choices])
    row = buttons(words, message, text)
    if row:
        parts.append({"type": "actions", "elements": row})
    return parts


def buttons(words: Words, message: Message, text: Text) -> list[Block]:
    """The buttons of a message, the first one primary; answers to a question all look alike."""
    ids = text.buttons if message.buttons is None else message.buttons
    leads = message.buttons is None
    return [
        button(id, words.plain(f"button.{id}"), message.value, primary=leads and place == 0)
        for place, id in enumerate(ids)
    ]


def paragraphs(words: Words, message: Message) -> list[str]:
    """The filled paragraphs; facts that are empty leave no gap, and what somebody wrote with a
    full stop gets no second one behind its quotation mark."""
    filled = re.sub(r"([.!?…][”»])\.", r"\1", words(message.text, **message.facts))
    found = (re.sub(r"[ \t]+", " ", part).strip() for part in filled.split("\n\n"))
    return [part for part in found if part]


def fallback(words: Words, message: Message) -> str:
    """The whole message as one text, for screen readers and notifications."""
    return "\n\n".join(paragraphs(words, message))
