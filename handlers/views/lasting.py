"""One line back to a mentor, three months later."""

from bot.domain.facts import Fact
from bot.domain.questions import LINE_MOST
from bot.domain.words import Words
from handlers.views.blocks import Block, field, form, line, small


def view(words: Words, about: str, partner: Fact) -> Block:
    """The form: one line, and who reads it."""
    blocks = [
        field("text", words.plain("form.lasted.text"), line(LINE_MOST, tall=True)),
        small(words("form.lasted.reads", partner=partner)),
    ]
    return form(
        "form.lasted",
        words.plain("form.lasted.title"),
        blocks,
        submit=words.plain("form.lasted.submit"),
        close=words.plain("form.cancel"),
        about=about,
    )
