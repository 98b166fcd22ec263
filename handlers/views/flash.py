"""The forms of a single talk: one question, and one line about what came of it."""

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


def tell(words: Words, most: int, mentorship_id: str) -> Block:
    """One line, and who reads it."""
    label = words.plain("form.flash.tell.line")
    return form(
        "form.flash.tell",
        words.plain("form.flash.tell.title"),
        [field("line", label, line(most, tall=True)), small(words("form.flash.tell.reads"))],
        submit=words.plain("form.flash.tell.submit"),
        close=words.plain("form.cancel"),
        about=mentorship_id,
    )
