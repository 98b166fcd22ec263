"""Running matches that the reporting line connects: a coordinator decides, then the two choose."""

from bot.services import admin, findings, stages
from bot.services.questions import place
from handlers import closing
from handlers.desk import Answer, Desk, Heard, Listener, Show, Turn
from handlers.views import cards
from handlers.views.blocks import Block


def looked(desk: Desk, heard: Heard) -> Answer:
    """What waits for a coordinator, one card each."""
    return Show(_list(desk, heard, _allowed(desk, heard)))


def told(desk: Desk, heard: Heard) -> Answer:
    """Both hear it; the list goes on."""
    channel = _allowed(desk, heard)
    with desk.unit() as unit:
        findings.tell(unit, heard.value, heard.user, desk.now())
    return Turn(_list(desk, heard, channel))


def set_aside(desk: Desk, heard: Heard) -> Answer:
    """It rests until the line changes; the list goes on."""
    channel = _allowed(desk, heard)
    with desk.unit() as unit:
        findings.set_aside(unit, heard.value, heard.user, desk.now())
    return Turn(_list(desk, heard, channel))


def round_off(desk: Desk, heard: Heard) -> Answer:
    """One of the two chooses a short close: the form that rounds it off."""
    with desk.unit() as unit:
        stages.round_off(unit, place(unit, heard.value, heard.user), desk.now())
    return closing.opened(desk, heard)


def _list(desk: Desk, heard: Heard, channel: str) -> Block:
    with desk.store.read() as unit:
        program = admin.current(unit, desk.team)
        parts = findings.shown(unit, program, heard.user)
    none = () if parts else (findings.NOTHING,)
    return cards.view(desk.words_for(heard.user), "attention", (*parts, *none), about=channel)


def _allowed(desk: Desk, heard: Heard) -> str:
    """The admin channel, where this person is a coordinator there now; raises Refused."""
    channel = heard.channel or heard.about
    desk.coordinator(heard.user, channel)
    return channel


LISTENERS = (
    Listener("button", "attention.open", looked),
    Listener("button", "attention.tell", told),
    Listener("button", "attention.rest", set_aside),
    Listener("button", "line.close", round_off),
)
