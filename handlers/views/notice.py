"""A sentence or message shown to one person: in place, or as a small form."""

from collections.abc import Mapping

from bot.domain.facts import Fact
from bot.domain.messages import Message
from bot.domain.words import MissingWord, Words
from handlers.views import message
from handlers.views.blocks import Block, section
from handlers.views.blocks import form as modal


def blocks(words: Words, id: str, facts: Mapping[str, Fact]) -> list[Block]:
    """The blocks of a message of the content, or of a plain sentence."""
    try:
        words.message(id)
    except MissingWord:
        return [section(words(id, **facts))]
    return message.blocks(words, Message(id, str(facts.get("value", id)), facts))


def form(words: Words, id: str, facts: Mapping[str, Fact]) -> Block:
    """The same as a form that only closes."""
    shown = blocks(words, id, facts)
    return modal("notice", words.plain("form.notice"), shown, close=words.plain("form.close"))
