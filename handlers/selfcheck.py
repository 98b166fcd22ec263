"""A look at oneself in six items: opened behind the number, sent, kept."""

from bot.domain.selfcheck import ITEMS
from bot.services import selfcheck
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import selfcheck as view


def opened(desk: Desk, heard: Heard) -> Answer:
    """The six items, each with what was said before."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        taken = selfcheck.looks(unit, heard.value, heard.user)
    return Show(view.view(words, heard.value, {one: selfcheck.before(taken, one) for one in ITEMS}))


def sent(desk: Desk, heard: Heard) -> Answer:
    """The form was sent; sending it twice keeps it once."""
    said = {name: heard.text(name) for name in ITEMS}
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            selfcheck.keep(unit, heard.about, heard.user, said, desk.now())
    return Say("form.selfcheck.done")


LISTENERS = (
    Listener("button", "selfcheck.open", opened),
    Listener("form", "form.selfcheck", sent),
)
