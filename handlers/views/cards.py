"""A form made of messages: each its own section, with its own buttons."""

from collections.abc import Sequence

from bot.domain.messages import Message
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block, form
from handlers.views.naming import tell_apart

BLOCKS_MOST = 100
"""Blocks in a view (docs/slack.md)."""


def view(
    words: Words, title: str, parts: Sequence[Message], submit: str = "", **more: str
) -> Block:
    """A form titled `form.<title>.title`, sent as `form.<title>`; `submit` is a words id, none
    for a form that only closes. `more` may hold `about`."""
    each = [message.blocks(words, part) for part in parts]
    tell_apart(words, parts, each)
    shown = [block for blocks in each for block in blocks]
    _level(shown)
    return form(
        f"form.{title}",
        words.plain(f"form.{title}.title"),
        shown[:BLOCKS_MOST],
        submit=words.plain(submit) if submit else "",
        close=words.plain("form.close"),
        **more,
    )


def _level(blocks: Sequence[Block]) -> None:
    """Where several buttons would lead, none does: the choice is the reader's."""
    leading = [one for block in blocks for one in block.get("elements", ()) if one.get("style")]
    for one in leading if len(leading) > 1 else ():
        del one["style"]
