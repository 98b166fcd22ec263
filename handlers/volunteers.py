"""The directory of volunteers: by topic, page by page; whoever is in it can be asked."""

from bot.domain.messages import Message
from bot.services import requests, suggestions
from handlers import enrollment
from handlers.desk import Answer, Desk, Heard, Listener, Show, Turn
from handlers.views import volunteers as view
from handlers.views.blocks import Block

TOPIC = view.TOPIC


def opened(desk: Desk, heard: Heard) -> Answer:
    """Everybody with a free place, best first."""
    return Show(_page(desk, heard, "", 0))


def searched(desk: Desk, heard: Heard) -> Answer:
    """Those who offer this topic."""
    return _turned(desk, heard, 0)


def turned(desk: Desk, heard: Heard) -> Answer:
    """Another page."""
    return _turned(desk, heard, int(heard.value) if heard.value.isdecimal() else 0)


def _turned(desk: Desk, heard: Heard, page: int) -> Answer:
    shown = _page(desk, heard, str(heard.said.get(TOPIC) or ""), page)
    return Turn(shown) if heard.in_modal else Show(shown)


def _page(desk: Desk, heard: Heard, topic: str, page: int) -> Block:
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        program, mentee = requests.asker(unit, desk.team, heard.user)
        requests.none_open(unit, mentee)
        found = suggestions.volunteers(unit, program, mentee, topic, desk.now())
        last = max(0, (len(found) - 1) // view.PAGE)
        page = min(page, last)
        here = found[page * view.PAGE : (page + 1) * view.PAGE]
        parts = [suggestions.card(unit, one, "find.volunteer") for one in here]
    if not parts:
        parts = [Message("find.no_volunteer", mentee.id)]
    return view.view(words, parts, topic, (page, last))


LISTENERS = (
    Listener("button", "volunteers.open", opened),
    Listener("button", TOPIC, searched),
    Listener("options", TOPIC, enrollment.search),
    Listener("button", "volunteers.back", turned),
    Listener("button", "volunteers.on", turned),
)
