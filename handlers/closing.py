"""The end: rounded off together, or ended by one without blame."""

from functools import partial

from bot.domain.endings import Wish
from bot.domain.facts import Mention, Several
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.services import afterwards, closing, endings
from bot.services.questions import place
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import cards
from handlers.views import closing as view


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form that rounds it off."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        start = closing.form(unit, heard.value, heard.user)
    here = start.place
    form = view.view(words, here.whole.mentorship.id, start.lines, start.said)
    return Show(form if here.member.role is Role.MENTEE else view.without_number(form))


def closed(desk: Desk, heard: Heard) -> Answer:
    """The three answers were sent; sending them twice keeps them once."""
    names = ("changed", "thanks", "number", "next")
    fields = {name: heard.text(name) for name in names}
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            closing.keep(unit, heard.about, heard.user, fields, desk.now())
    return Say("form.farewell.done")


def asked(desk: Desk, heard: Heard) -> Answer:
    """Somebody thinks of another match: one card says what would follow."""
    return end_card(desk, heard, heard.value)


def end_card(desk: Desk, heard: Heard, mentorship_id: str) -> Answer:
    """The card: end and suggest, end only, or keep; nothing has happened yet."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        here = place(unit, mentorship_id, heard.user)
    partners = Several(tuple(Mention(one.slack_id) for one in here.whole.partners(here.member)))
    mentee = here.member.role is Role.MENTEE
    text = "end.card.mentee" if mentee else "end.card.mentor"
    card = Message(text, here.whole.mentorship.id, {"partner": partners})
    return Show(cards.view(words, "end", [card, word(mentorship_id)]))


def word(mentorship_id: str) -> Message:
    """Below whatever leads: a word with a coordinator."""
    return Message("end.word", mentorship_id, buttons=("contact.open",))


def ended(suggest: bool, desk: Desk, heard: Heard) -> Answer:
    """The second tap: it has ended, and the card says what follows, or asks what comes next."""
    words = desk.words_for(heard.user)
    with desk.unit() as unit:
        whole = endings.end(unit, heard.value, heard.user, desk.now())
        if suggest:
            afterwards.say(unit, heard.value, heard.user, Wish.MATCH, desk.now())
    others = [one for one in whole.everyone() if one.slack_id != heard.user]
    partners = Several(tuple(Mention(one.slack_id) for one in others))
    done = Message("end.done.find" if suggest else "end.done", heard.value, {"partner": partners})
    return Turn(cards.view(words, "end", [done, word(heard.value)]))


def kept(desk: Desk, heard: Heard) -> Answer:
    """They keep the match; nothing was changed."""
    words = desk.words_for(heard.user)
    return Turn(cards.view(words, "end", [Message("end.kept", heard.value)]))


LISTENERS = (
    Listener("button", "closing.open", opened),
    Listener("form", "form.farewell", closed),
    Listener("button", "end.open", asked),
    Listener("button", "end.find", partial(ended, True)),
    Listener("button", "end.only", partial(ended, False)),
    Listener("button", "end.keep", kept),
)
