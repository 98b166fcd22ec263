"""The directory of volunteers: a topic to search by, one section for each, and pages."""

from collections.abc import Sequence

from bot.domain.messages import Message
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block, button, form, plain, small
from handlers.views.join import topic_option
from handlers.views.naming import tell_apart

TOPIC = "volunteers.topic"
PAGE = 8
"""Volunteers on one page, each of three blocks at most; a view takes a hundred."""


def view(words: Words, parts: Sequence[Message], topic: str, page: tuple[int, int]) -> Block:
    """The directory: this page of that last one, for this topic ("" is any)."""
    each = [message.blocks(words, part) for part in parts]
    tell_apart(words, parts, each)
    shown = [block for blocks in each for block in blocks]
    blocks = [_search(words, topic), *shown, *_pages(words, page), small(words("find.reads"))]
    for block in shown:
        for element in block.get("elements", ()):
            element.pop("style", None)
    return form(
        "form.volunteers",
        words.plain("form.volunteers.title"),
        blocks,
        close=words.plain("form.close"),
    )


def _search(words: Words, topic: str) -> Block:
    select: Block = {
        "type": "external_select",
        "action_id": TOPIC,
        "min_query_length": 0,
        "placeholder": plain(words.plain("form.volunteers.topic")),
    }
    if topic:
        select["initial_option"] = topic_option(words, topic)
    return {"type": "actions", "block_id": TOPIC, "elements": [select]}


def _pages(words: Words, page: tuple[int, int]) -> list[Block]:
    at, last = page
    row = [
        button(f"volunteers.{way}", words.plain(f"button.volunteers.{way}"), str(to))
        for way, to in (("back", at - 1), ("on", at + 1))
        if 0 <= to <= last
    ]
    return [{"type": "actions", "elements": row}] if row else []
