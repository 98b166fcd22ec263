"""Home, where things stand, and the next step."""

from collections.abc import Sequence

from slack_sdk import WebClient

from bot.domain.messages import Message
from bot.domain.words import Words
from bot.services import home, questions, together
from handlers.desk import Answer, Desk, Heard, Listener, Show, Tell
from handlers.views import cards, message
from handlers.views import home as view


def publish(desk: Desk, slack_id: str, client: WebClient) -> None:
    """Show this person's Home as it is now."""
    with desk.store.read() as unit:
        words = desk.words_in(unit, slack_id)
        screen = home.screen(unit, desk.team, slack_id, desk.now(), words.texts())
    shown = view.view(words, screen.now, screen.always)
    client.views_publish(user_id=slack_id, view=shown)


def next_step(desk: Desk, heard: Heard) -> Answer:
    """The one thing this person could do next, with its button."""
    words, parts = _matters(desk, heard.user)
    return _told(words, parts[:1])


def status(desk: Desk, heard: Heard) -> Answer:
    """Where things stand: the next step first, then everything else that is going on."""
    return _told(*_matters(desk, heard.user))


def tell(desk: Desk, heard: Heard, parts: Sequence[Message]) -> Tell:
    """These messages below each other, shown to this person only."""
    return _told(desk.words_for(heard.user), parts)


def _told(words: Words, parts: Sequence[Message]) -> Tell:
    text = "\n\n".join(message.fallback(words, part) for part in parts)
    return Tell(text, view.stack(words, parts)[: view.MESSAGE_BLOCKS_MOST])


def more(desk: Desk, heard: Heard) -> Answer:
    """Everything about one of several mentorships."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        here = questions.place(unit, heard.value, heard.user)
        parts = together.below(unit, here.whole, here.member, desk.now())
    return Show(cards.view(words, "more", parts))


def _matters(desk: Desk, slack_id: str) -> tuple[Words, Sequence[Message]]:
    with desk.store.read() as unit:
        words = desk.words_in(unit, slack_id)
        return words, home.matters(unit, desk.team, slack_id, desk.now())


def opened(_desk: Desk, _heard: Heard) -> Answer:
    """Home was opened; it is published once the listener is done."""
    return None


LISTENERS = (
    Listener("word", "", next_step, help="help.word.next"),
    Listener("word", "status", status, help="help.word.status"),
    Listener("button", "home.next", next_step),
    Listener("button", "home.more", more),
    Listener("event", "app_home_opened", opened),
)
