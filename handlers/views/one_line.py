"""A form for one line, and who reads it."""

from bot.domain.facts import Fact
from bot.domain.words import Words
from handlers.views.blocks import Block, field, form, line, small


def view(words: Words, at: tuple[str, str], most: int, about: str = "", **facts: Fact) -> Block:
    """The form of this name with its one field, of at most so many characters; `about` is what it
    was opened for, the facts go into the sentence on who reads it."""
    name, only = at
    label = words.plain(f"{name}.{only}")
    return form(
        name,
        words.plain(f"{name}.title"),
        [field(only, label, line(most, tall=True)), small(words(f"{name}.reads", **facts))],
        submit=words.plain(f"{name}.submit"),
        close=words.plain("form.cancel"),
        about=about,
    )
