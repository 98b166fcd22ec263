"""Leaving: away for a while, or for good; one card asks, a second one says what would follow."""

from bot.domain.messages import Message
from bot.services import leaving
from handlers.desk import Answer, Desk, Heard, Listener, Show, Turn
from handlers.views import cards


def asked(desk: Desk, heard: Heard) -> Answer:
    """Away for a while, or leaving the program? Nothing has happened yet."""
    with desk.store.read() as unit:
        here = leaving.inside(unit, desk.team, heard.user)
    return Show(_form(desk, heard, Message("leave.asked", here.member.id)))


def sure(desk: Desk, heard: Heard) -> Answer:
    """What would end with it."""
    with desk.store.read() as unit:
        card = leaving.card(unit, desk.team, heard.user)
    return Turn(_form(desk, heard, card))


def left(desk: Desk, heard: Heard) -> Answer:
    """The second tap: they have left."""
    with desk.unit() as unit:
        leaving.leave(unit, desk.team, heard.user, desk.now())
    return Turn(_form(desk, heard, Message("leave.done", heard.value)))


def stayed(desk: Desk, heard: Heard) -> Answer:
    """They stay; nothing was changed."""
    return Turn(_form(desk, heard, Message("leave.stayed", heard.value)))


def _form(desk: Desk, heard: Heard, card: Message) -> dict[str, object]:
    return cards.view(desk.words_for(heard.user), "leave", [card])


LISTENERS = (
    Listener("word", "leave", asked, help="help.word.leave"),
    Listener("button", "leave.open", asked),
    Listener("button", "leave.sure", sure),
    Listener("button", "leave.now", left),
    Listener("button", "leave.stay", stayed),
)
