"""Choosing a coordinator, and the form for one line to them."""

from collections.abc import Sequence

from bot.domain.facts import Fact, Mention
from bot.domain.support import LINE_MOST
from bot.domain.words import Words
from handlers.views.blocks import Block, button, field, form, line, option, radios, section, small

MAY, MAY_NOT = "yes", "no"
CHOICES_MOST = 20
"""Coordinators shown; a program has few."""


def choose(words: Words, coordinators: Sequence[str]) -> Block:
    """Each coordinator with a button, which a screen reader tells from the others."""
    blocks = [section(words("contact.choose"))]
    shown, label = coordinators[:CHOICES_MOST], words.plain("button.contact.choose")
    for place, slack_id in enumerate(shown, 1):
        choice = button("contact.choose", label, slack_id)
        if len(shown) > 1:
            facts: dict[str, Fact] = {"button": label, "n": place, "all": len(shown)}
            choice["accessibility_label"] = words.plain("alike.plain", **facts)
        blocks.append(section(words("contact.person", person=Mention(slack_id)), choice))
    title = words.plain("form.contact.title")
    return form("form.coordinators", title, blocks, close=words.plain("form.cancel"))


def write(words: Words, slack_id: str) -> Block:
    """One line to this coordinator, and whether they may act on it."""
    acts = [option(words.plain(f"form.contact.act.{one}"), one) for one in (MAY, MAY_NOT)]
    blocks = [
        section(words("contact.person", person=Mention(slack_id))),
        field("text", words.plain("form.contact.text"), line(LINE_MOST, tall=True)),
        field("may_act", words.plain("form.contact.may"), radios(acts)),
        small(words("form.contact.reads")),
    ]
    return form(
        "form.contact",
        words.plain("form.contact.title"),
        blocks,
        submit=words.plain("form.contact.submit"),
        close=words.plain("form.cancel"),
        about=slack_id,
    )
