"""How two people work together: read it, say that it looks right, or change it."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from bot.domain.messages import Message
from bot.domain.words import Words
from bot.ports import Unit
from bot.services import agreeing, agreements
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import agreements as view
from handlers.views import cards
from handlers.views.agreements import Lines
from handlers.views.blocks import Block


def opened(desk: Desk, heard: Heard) -> Answer:
    """The lines as they stand, in a form that only shows."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        return Show(_card(words, unit, heard))


def confirmed(desk: Desk, heard: Heard) -> Answer:
    """They look right; the message that was tapped, or the open form, says what follows."""
    words = desk.words_for(heard.user)
    with desk.unit() as unit:
        agreeing.confirm(unit, heard.value, heard.user, desk.now())
        card = _card(words, unit, heard)
    return Turn(card) if heard.in_modal else None


def changing(more: bool, desk: Desk, heard: Heard) -> Answer:
    """The form to change them; with more lines, what was typed so far stays."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        now, member = agreeing.found(unit, heard.value, heard.user)
        terms = agreements.filled(now, now.terms)
        partner = agreements.facts(now, member)["partner"]
    said = asdict(terms)
    said["contact"] = said["contact"] or words.plain("agreement.contact")
    typed = {name: heard.text(name) for name in view.SHORT if more and name in heard.said}
    about = heard.value if more else now.id
    lines = Lines(about, said | typed, now.end, partner)
    shown = view.view(words, lines, more or any(said[name] for name in view.MORE))
    return Turn(shown) if more else Show(shown)


def changed(desk: Desk, heard: Heard) -> Answer:
    """The form was sent; sending it twice keeps it once."""
    said = _said(desk.words_for(heard.user), heard)
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            agreeing.change(unit, heard.about, heard.user, said, desk.now())
    return Say("form.agreement.done")


def _said(words: Words, heard: Heard) -> Mapping[str, str]:
    """What was sent; the sentence that stood there before anybody wrote one is nobody's words."""
    names = [name for name in (*view.SHORT, *view.MORE) if name in heard.said]
    said = {name: heard.text(name) for name in names}
    if said.get("contact") == words.plain("agreement.contact"):
        said["contact"] = ""
    return said


def _card(words: Words, unit: Unit, heard: Heard) -> Block:
    now, member = agreeing.found(unit, heard.value, heard.user)
    facts = agreements.facts(now, member) | {"state": agreeing.state(now, member)}
    buttons = ("agreement.change",) if now.by(member) else None
    return cards.view(words, "lines", [Message("agreement.card", now.id, facts, buttons)])


LISTENERS = (
    Listener("button", "agreement.open", opened),
    Listener("button", "agreement.confirm", confirmed),
    Listener("button", "agreement.change", partial(changing, False)),
    Listener("button", "agreement.more", partial(changing, True)),
    Listener("form", "form.agreement", changed),
)
