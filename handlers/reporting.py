"""Running matches that the reporting line connects: a coordinator decides, then the two choose."""

from bot.services import admin, findings, guarding, stages
from bot.services.questions import place
from handlers import closing
from handlers.desk import Answer, Desk, Heard, Listener, Show, Turn
from handlers.views import cards
from handlers.views.blocks import Block


def looked(desk: Desk, heard: Heard) -> Answer:
    """What waits for a coordinator, one card each."""
    return Show(attention(desk, heard, allowed(desk, heard)))


def told(desk: Desk, heard: Heard) -> Answer:
    """Both hear it; the list goes on."""
    channel = allowed(desk, heard)
    with desk.unit() as unit:
        findings.tell(unit, heard.value, heard.user, desk.now())
    return Turn(attention(desk, heard, channel))


def set_aside(desk: Desk, heard: Heard) -> Answer:
    """It rests until the line changes; the list goes on."""
    channel = allowed(desk, heard)
    with desk.unit() as unit:
        findings.set_aside(unit, heard.value, heard.user, desk.now())
    return Turn(attention(desk, heard, channel))


def round_off(desk: Desk, heard: Heard) -> Answer:
    """One of the two chooses a short close: the form that rounds it off."""
    with desk.unit() as unit:
        stages.round_off(unit, place(unit, heard.value, heard.user), desk.now())
    return closing.opened(desk, heard)


def attention(desk: Desk, heard: Heard, channel: str) -> Block:
    """What waits for this coordinator, one card each; opened in the admin channel."""
    with desk.store.read() as unit:
        program = admin.current(unit, desk.team)
        lines = findings.shown(unit, program, heard.user)
        parts = (*lines, *guarding.shown(unit, program, heard.user))
    shown = parts or (findings.NOTHING,)
    return cards.view(desk.words_for(heard.user), "attention", shown, about=channel)


def allowed(desk: Desk, heard: Heard) -> str:
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
