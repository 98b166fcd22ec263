"""A word before the next match: who waits for one stands in the console, with one way on."""

from bot.services import guarding
from handlers import reporting
from handlers.desk import Answer, Desk, Heard, Listener, Turn


def lifted(desk: Desk, heard: Heard) -> Answer:
    """The word was had, so matching goes on; the list goes on too."""
    channel = reporting.allowed(desk, heard)
    with desk.unit() as unit:
        guarding.lift(unit, heard.value, heard.user, desk.now())
    return Turn(reporting.attention(desk, heard, channel))


LISTENERS = (Listener("button", "attention.word", lifted),)
