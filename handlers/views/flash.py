"""The form for a single talk: one question."""

from bot.domain.words import Words
from handlers.views.blocks import Block, field, form, line, small


def view(words: Words, most: int) -> Block:
    """One question, and who reads it."""
    label = words.plain("form.flash.question")
    return form(
        "form.flash",
        words.plain("form.flash.title"),
        [field("question", label, line(most, tall=True)), small(words("form.flash.reads"))],
        submit=words.plain("form.flash.submit"),
        close=words.plain("form.cancel"),
    )
