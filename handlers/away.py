"""Time away: plan it, change it, be back early."""

from datetime import date

from bot.services import away
from bot.services.away import Span
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import away as view


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form: what is planned already, to be changed, or a fresh time away."""
    words, profile = desk.words_for(heard.user), desk.profile(heard.user)
    with desk.store.read() as unit:
        asked = away.form(unit, desk.team, profile, desk.now(), fresh=heard.id == "away.open")
    return Show(view.view(words, view.Dates(asked.first, asked.last, asked.changes)))


def sent(desk: Desk, heard: Heard) -> Answer:
    """The days were sent; sending them twice keeps them once."""
    profile = desk.profile(heard.user)
    said = Span(_day(heard, "first"), _day(heard, "last"), heard.about)
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            away.keep(unit, desk.team, profile, said, desk.now())
        back = away.back_after(unit, desk.team, heard.user, said)
    return Say("form.away.done", {"day": back})


def back(desk: Desk, heard: Heard) -> Answer:
    """The person is back, or does not go after all; its receipt says so in place."""
    with desk.unit() as unit:
        away.end(unit, desk.team, heard.user, desk.now())
    return None if desk.delivery(heard) else Say("form.away.back")


def _day(heard: Heard, name: str) -> date | None:
    try:
        return date.fromisoformat(heard.text(name))
    except ValueError:
        return None


LISTENERS = (
    Listener("word", "pause", opened, help="help.word.pause"),
    Listener("button", "away.open", opened),
    Listener("button", "away.change", opened),
    Listener("form", "form.away", sent),
    Listener("button", "away.back", back),
)
