"""A single talk: ask with one question, say whether one would meet again, tell what came of it."""

from functools import partial

from bot.services import flash
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import one_line


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form with the one question."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        flash.asker(unit, desk.team, heard.user)
    return Show(one_line.view(words, ("form.flash", "question"), flash.QUESTION_MOST))


def sent(desk: Desk, heard: Heard) -> Answer:
    """The question was sent; sending it twice asks once."""
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            flash.ask(unit, desk.team, heard.user, heard.text("question"), desk.now())
    return Say("form.flash.done")


def said(word: str, desk: Desk, heard: Heard) -> Answer:
    """Whether they would meet again."""
    with desk.unit() as unit:
        flash.say(unit, heard.value, heard.user, word, desk.now())
    return None


def telling(desk: Desk, heard: Heard) -> Answer:
    """The form with one line for the mentor."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        flash.telling(unit, heard.value, heard.user)
    at = ("form.flash.tell", "line")
    return Show(one_line.view(words, at, flash.QUESTION_MOST, heard.value))


def told(desk: Desk, heard: Heard) -> Answer:
    """The line goes to the mentor; sending it twice passes it on once."""
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            flash.tell(unit, heard.about, heard.user, heard.text("line"), desk.now())
    return Say("form.flash.tell.done")


LISTENERS = (
    Listener("button", "flash.open", opened),
    Listener("form", "form.flash", sent),
    Listener("button", "flash.yes", partial(said, flash.YES)),
    Listener("button", "flash.no", partial(said, flash.NO)),
    Listener("button", "flash.tell", telling),
    Listener("form", "form.flash.tell", told),
)
