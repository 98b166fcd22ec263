"""Home and the next step."""

from slack_sdk import WebClient

from bot.services import home
from handlers.desk import Answer, Desk, Heard, Listener, Tell
from handlers.views import home as view
from handlers.views import message


def publish(desk: Desk, slack_id: str, client: WebClient) -> None:
    """Show this person's Home as it is now."""
    words = desk.words_for(slack_id)
    with desk.store.read() as unit:
        parts = home.screen(unit, desk.team, slack_id, desk.now())
    client.views_publish(user_id=slack_id, view=view.view(words, parts))


def next_step(desk: Desk, heard: Heard) -> Answer:
    """The one thing this person could do next, with its button."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        step = home.next_step(unit, desk.team, heard.user, desk.now())
    return Tell(message.fallback(words, step), message.blocks(words, step))


def opened(_desk: Desk, _heard: Heard) -> Answer:
    """Home was opened; it is published once the listener is done."""
    return None


LISTENERS = (
    Listener("word", "", next_step, help="help.word.next"),
    Listener("word", "status", next_step, help="help.word.status"),
    Listener("button", "home.next", next_step),
    Listener("event", "app_home_opened", opened),
)
