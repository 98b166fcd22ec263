"""The two small forms that start a program."""

from collections.abc import Sequence
from datetime import date

from bot.domain.words import Words
from handlers.views.blocks import (
    Block,
    field,
    form,
    line,
    option,
    optional,
    select,
    small,
)


def outline(
    words: Words, channel: str, templates: Sequence[str], first_day: date, hope_most: int
) -> Block:
    """What for, the first day, one line on what should be different."""
    choices = [option(words.plain(f"program.{one}"), one) for one in templates]
    day: Block = {"type": "datepicker", "initial_date": first_day.isoformat()}
    hope = optional(field("hope", words.plain("form.setup.hope"), line(hope_most)))
    blocks = [
        field("template", words.plain("form.setup.what"), select(choices, templates[0])),
        field("first_day", words.plain("form.setup.day"), day),
        hope,
        small(words("form.setup.reads")),
    ]
    return form(
        "form.setup",
        words.plain("form.setup.title"),
        blocks,
        submit=words.plain("form.setup.next"),
        close=words.plain("form.cancel"),
        about=channel,
    )


def contacts(words: Words, program_id: str, most: int) -> Block:
    """Where people find help; all four are needed."""
    emergency = line(most, words.plain("form.contacts.emergency_default"))
    blocks = [
        field(
            name,
            words.plain(f"form.contacts.{name}"),
            emergency if name == "emergency" else line(most),
        )
        for name in ("assistance", "people_team", "harassment", "emergency")
    ]
    blocks.append(small(words("form.contacts.reads")))
    return form(
        "form.contacts",
        words.plain("form.contacts.title"),
        blocks,
        submit=words.plain("form.contacts.submit"),
        close=words.plain("form.cancel"),
        about=program_id,
    )
