"""Reads of a minute, plans for a talk, another idea, and what mentoring is and is not."""

from bot.domain import learning as rules
from bot.domain.learning import PLAN, READ, Standing
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.refusals import Refused, refuse
from bot.domain.words import Text, Words
from bot.services import learning
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import cards
from handlers.views import learn as view
from handlers.views.blocks import Block

STRANGER = "learn.join_first"
"""The refusal for somebody who did not join: only what mentoring is stands open to all."""


def opened(desk: Desk, heard: Heard) -> Answer:
    """Everything to read; for somebody who did not join, what this is."""
    try:
        here = _here(desk, heard)
    except Refused as refused:
        if refused.code != STRANGER:
            raise
        return about(desk, heard)
    words = desk.words_for(heard.user)
    reads = rules.shelf(words.texts(), READ, here.roles)
    plans = rules.shelf(words.texts(), PLAN, here.roles)
    return _place(heard, view.overview(words, reads, plans, here))


def read(desk: Desk, heard: Heard) -> Answer:
    """The read that was chosen; else the next one, else all of them."""
    words, here = desk.words_for(heard.user), _here(desk, heard)
    reads = rules.shelf(words.texts(), READ, here.roles)
    chosen = _named(reads, heard.value) or rules.next_read(reads, here)
    if chosen is None:
        return opened(desk, heard)
    return _place(heard, view.card(words, chosen))


def answered(desk: Desk, heard: Heard) -> Answer:
    """The question of a read was answered; whatever the answer, it is done, and why it fits or
    another one does stands below. The answer itself is not kept."""
    name, _, answer = heard.value.partition("/")
    words = desk.words_for(heard.user)
    if not words.has(f"{name}.right"):
        raise refuse("learn.gone")
    here = _finished(desk, heard, name)
    right = words.plain(f"{name}.right") == answer
    return _place(heard, view.after(words, name, right, _next(words, here)))


def done(desk: Desk, heard: Heard) -> Answer:
    """A read without a question was read."""
    words = desk.words_for(heard.user)
    here = _finished(desk, heard, heard.value)
    following = _next(words, here)
    return opened(desk, heard) if following is None else _place(heard, view.card(words, following))


def plan(desk: Desk, heard: Heard) -> Answer:
    """The plan that was chosen; else the one for the next talk."""
    words, here = desk.words_for(heard.user), _here(desk, heard)
    plans = rules.shelf(words.texts(), PLAN, here.roles)
    chosen = _named(plans, heard.value) or rules.plan(plans, here)
    if chosen is None:
        raise refuse("learn.gone")
    return _place(heard, view.plan(words, chosen))


def idea(desk: Desk, heard: Heard) -> Answer:
    """One small thing to try; each tap brings the next one."""
    words, here = desk.words_for(heard.user), _here(desk, heard)
    role = Role.MENTEE if Role.MENTEE in here.roles else Role.MENTOR
    chosen = rules.following(rules.ideas(words.ids(), role, here), heard.value, desk.now())
    if chosen is None:
        raise refuse("learn.gone")
    return _place(heard, view.idea(words, chosen))


def about(desk: Desk, heard: Heard) -> Answer:
    """What mentoring is, and is not."""
    words = desk.words_for(heard.user)
    return _place(heard, cards.view(words, "about", [Message("about.this", "about")]))


def after_accepting(desk: Desk, heard: Heard) -> Answer:
    """A mentor has accepted: thanks, and the first reads while there are any left."""
    words, here = desk.words_for(heard.user), _here(desk, heard)
    following = rules.next_read(rules.shelf(words.texts(), READ, (Role.MENTOR,)), here)
    return Say("form.accept.done") if following is None else Say("accept.reads")


def _here(desk: Desk, heard: Heard) -> Standing:
    with desk.store.read() as unit:
        return learning.reader(unit, desk.team, heard.user, desk.now(), heard.value).here


def _finished(desk: Desk, heard: Heard, name: str) -> Standing:
    words = desk.words_for(heard.user)
    if name not in words.messages or not name.startswith(READ):
        raise refuse("learn.gone")
    with desk.unit() as unit:
        learning.finish(unit, desk.team, heard.user, name, desk.now())
        return learning.reader(unit, desk.team, heard.user, desk.now()).here


def _next(words: Words, here: Standing) -> Text | None:
    return rules.next_read(rules.shelf(words.texts(), READ, here.roles), here)


def _named(texts: tuple[Text, ...], id: str) -> Text | None:
    return next((one for one in texts if one.id == id), None)


def _place(heard: Heard, shown: Block) -> Answer:
    """A card takes the place of another card; on a form where something may have been typed it
    comes on top, and elsewhere it opens."""
    here = heard.in_modal and heard.view.get("callback_id") in view.CARDS
    return Turn(shown) if here else Show(shown)


LISTENERS = (
    Listener("word", "learn", opened, help="help.word.learn"),
    Listener("button", "learn.open", opened),
    Listener("button", "learn.read", read),
    Listener("button", "learn.first", read),
    Listener("button", "learn.next", read),
    Listener("button", "learn.choose", read),
    Listener("button", "learn.answer", answered),
    Listener("button", "learn.done", done),
    Listener("button", "learn.about", about),
    Listener("button", "plan.open", plan),
    Listener("button", "plan.choose", plan),
    Listener("button", "idea.next", idea),
)
