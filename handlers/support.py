"""Need help? The card, the stop that works this moment, and the check before something is saved."""

from typing import Any

from bot.domain.phrases import holds
from bot.services import support
from handlers.desk import Answer, Desk, Heard, Listener, Show, Turn
from handlers.views import cards
from handlers.views import support as view
from handlers.views.blocks import Block

UNCHECKED = ("form.setup", "form.contacts")
"""Forms in which coordinators write about help themselves."""


def opened(desk: Desk, heard: Heard) -> Answer:
    """The card; nobody is told and nothing is kept."""
    with desk.store.read() as unit:
        found = support.card(unit, desk.team, heard.user)
    return Show(cards.view(desk.words_for(heard.user), "support", found))


def worried(desk: Desk, heard: Heard) -> Answer:
    """The card for somebody who is worried about another."""
    with desk.store.read() as unit:
        found = support.worried(unit, desk.team)
    return _in_place(heard, cards.view(desk.words_for(heard.user), "support", [found]))


def stopped(desk: Desk, heard: Heard) -> Answer:
    """The match has stopped, from this moment on."""
    words = desk.words_for(heard.user)
    with desk.unit() as unit:
        done = support.stop(unit, heard.value, heard.user, desk.now())
    return _in_place(heard, cards.view(words, "support", [done]))


def before_saving(desk: Desk, heard: Heard) -> Answer:
    """The form again, with where help is above what was typed, where that speaks of harm and
    this has not been shown yet; None otherwise. Looked at here, kept nowhere."""
    if heard.kind != "form" or heard.id in UNCHECKED or view.was_shown(heard.view):
        return None
    typed = " \n ".join(_typed(heard))
    if not typed:
        return None
    words = desk.words_for(heard.user)
    phrases = [one("talk.concern") for one in (words.plain, desk.library.words("en").plain)]
    if not holds(typed, "\n".join(phrases).splitlines()):
        return None
    with desk.store.read() as unit:
        contacts = support.contacts(unit, desk.team)
    return Turn(view.above(words, heard.view, contacts)) if contacts else None


def _typed(heard: Heard) -> list[str]:
    """What was written by hand in this form."""
    blocks: list[Any] = heard.view.get("blocks", [])
    written = {
        block["block_id"]
        for block in blocks
        if (block.get("element") or {}).get("type") == "plain_text_input"
    }
    return [text for name, text in heard.said.items() if name in written and text]


def _in_place(heard: Heard, form: Block) -> Answer:
    return Turn(form) if heard.in_modal else Show(form)


LISTENERS = (
    Listener("button", "support.open", opened),
    Listener("button", "support.worried", worried),
    Listener("button", "support.stop", stopped),
)
