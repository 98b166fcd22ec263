"""Home, where things stand, and the next step."""

from collections.abc import Sequence

from slack_sdk import WebClient

from bot.domain.messages import Message
from bot.services import home
from bot.services.home import Screen
from handlers.desk import Answer, Desk, Heard, Listener, Tell
from handlers.views import home as view
from handlers.views import message


def publish(desk: Desk, slack_id: str, client: WebClient) -> None:
    """Show this person's Home as it is now."""
    screen = _screen(desk, slack_id)
    parts = (*screen.now, *screen.always)
    client.views_publish(user_id=slack_id, view=view.view(desk.words_for(slack_id), parts))


def next_step(desk: Desk, heard: Heard) -> Answer:
    """The one thing this person could do next, with its button."""
    return tell(desk, heard, _screen(desk, heard.user).now[:1])


def status(desk: Desk, heard: Heard) -> Answer:
    """Where things stand: the next step first, then everything else that is going on."""
    return tell(desk, heard, _screen(desk, heard.user).now)


def tell(desk: Desk, heard: Heard, parts: Sequence[Message]) -> Tell:
    """These messages below each other, shown to this person only."""
    words = desk.words_for(heard.user)
    text = "\n\n".join(message.fallback(words, part) for part in parts)
    return Tell(text, view.stack(words, parts)[: view.MESSAGE_BLOCKS_MOST])


def _screen(desk: Desk, slack_id: str) -> Screen:
    with desk.store.read() as unit:
        return home.screen(unit, desk.team, slack_id, desk.now())


def opened(_desk: Desk, _heard: Heard) -> Answer:
    """Home was opened; it is published once the listener is done."""
    return None


LISTENERS = (
    Listener("word", "", next_step, help="help.word.next"),
    Listener("word", "status", status, help="help.word.status"),
    Listener("button", "home.next", next_step),
    Listener("event", "app_home_opened", opened),
)
