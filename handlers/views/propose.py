"""The forms to propose a mentorship: with oneself in it, or of two others."""

from collections.abc import Sequence

from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block, field, form, line, option, optional, radios, small


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


def pair(words: Words, kinds: Sequence[str], line_most: int, channel: str) -> Block:
    """Two people, the type where there is a choice, one line; who reads what stands below."""
    types = [option(words.plain(f"form.pair.type.{one}"), one) for one in kinds]
    people: Block = {"type": "users_select"}
    blocks = [
        field("mentee", words.plain("form.pair.mentee"), people),
        field("mentor", words.plain("form.pair.mentor"), people),
        field("type", words.plain("form.pair.what"), radios(types, kinds[0])),
        optional(field("line", words.plain("form.pair.line"), line(line_most))),
        small(words("form.pair.reads")),
    ]
    return form(
        "form.pair",
        words.plain("form.pair.title"),
        blocks,
        submit=words.plain("form.pair.submit"),
        close=words.plain("form.cancel"),
        about=channel,
    )
