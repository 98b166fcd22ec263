"""The form to propose a mentorship with oneself in it."""

from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block, field, form, line, option, optional, radios


def view(words: Words, line_most: int) -> Block:
    """Whom, in which role, one line; the four lines stand below, sending accepts them."""
    roles = [option(words.plain(f"form.propose.role.{one}"), one) for one in reversed(Role)]
    blocks = [
        field("person", words.plain("form.propose.person"), {"type": "users_select"}),
        field("role", words.plain("form.propose.who"), radios(roles, Role.MENTEE)),
        optional(field("line", words.plain("form.propose.line"), line(line_most))),
        *message.blocks(words, Message("request.lines", "propose")),
    ]
    return form(
        "form.propose",
        words.plain("form.propose.title"),
        blocks,
        submit=words.plain("form.propose.submit"),
        close=words.plain("form.cancel"),
    )
