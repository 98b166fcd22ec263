"""Three months later: one line back to the mentor, or nothing."""

from bot.domain.questions import LINE_MOST
from bot.services import lasting
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import one_line


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form for one line."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        here = lasting.mine(unit, heard.value, heard.user)
    at = ("form.lasted", "text")
    return Show(one_line.view(words, at, LINE_MOST, heard.value, partner=here.partner))


def sent(desk: Desk, heard: Heard) -> Answer:
    """The line is on its way; sending the form twice sends it once."""
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            lasting.send(unit, heard.about, heard.user, heard.text("text"), desk.now())
    return Say("form.lasted.done")


def skipped(desk: Desk, heard: Heard) -> Answer:
    """Nothing is passed on; the message says so in place."""
    with desk.unit() as unit:
        lasting.skip(unit, heard.value, heard.user, desk.now())
    return None


LISTENERS = (
    Listener("button", "lasted.open", opened),
    Listener("form", "form.lasted", sent),
    Listener("button", "lasted.skip", skipped),
)
