"""The six items as one form: each may stay empty, and what was said before stands below it."""

from collections.abc import Sequence

from bot.domain.facts import Day
from bot.domain.selfcheck import ITEMS, SCALE
from bot.domain.words import Words
from handlers.views.blocks import Block, button, field, form, option, optional, select, small

Before = Sequence[tuple[Day, str]]
"""What was said on which day, oldest first."""


def view(words: Words, about: str, before: dict[str, Before]) -> Block:
    """The form; nothing is filled in, since each look is a new one."""
    blocks = [small(words("form.selfcheck.when"))]
    blocks += [_item(words, name, before.get(name, ())) for name in ITEMS]
    blocks.append(small(words("form.selfcheck.reads")))
    # Pushed on top of this form, so what is chosen here stays.
    help_ = button("support.open", words.plain("button.support.open"), about)
    blocks.append({"type": "actions", "elements": [help_]})
    return form(
        "form.selfcheck",
        words.plain("form.selfcheck.title"),
        blocks,
        submit=words.plain("form.keep"),
        close=words.plain("form.cancel"),
        about=about,
    )


def _item(words: Words, name: str, before: Before) -> Block:
    choices = [option(_label(words, name, value), value) for value in ITEMS[name]]
    said = "; ".join(
        words.plain("selfcheck.then", day=day, said=_label(words, name, value))
        for day, value in before
    )
    hint = words.plain("selfcheck.before", said=said) if said else ""
    return optional(field(name, words.plain(f"selfcheck.{name}"), select(choices), hint))


def _label(words: Words, name: str, value: str) -> str:
    """What a value of this item is called."""
    if ITEMS[name] is not SCALE:
        ends = {"0": words.plain("form.number.low"), "10": words.plain("form.number.high")}
        return ends.get(value, value)
    scale = "who" if name in ("topics", "first_way") else "often"
    return words.plain(f"selfcheck.{scale}.{value}")
