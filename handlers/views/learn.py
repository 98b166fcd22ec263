"""Cards to read: all there is, one read with its question, a plan, an idea."""

from collections.abc import Sequence

from bot.domain.learning import Standing, next_read
from bot.domain.messages import Message
from bot.domain.words import Text, Words
from handlers.views import message
from handlers.views.blocks import (
    Block,
    button,
    form,
    option,
    plain,
    radios,
    section,
    select,
    small,
)

CARDS = ("form.learn", "form.read", "form.plan", "form.idea", "form.about", "notice")
"""Screens without anything typed in them: the next card may take their place."""

_LETTERS = ("a", "b", "c")


def overview(words: Words, reads: Sequence[Text], plans: Sequence[Text], here: Standing) -> Block:
    """The next read first, then all of them, the plans, and another idea."""
    following = next_read(reads, here)
    shown: list[Block] = []
    if following is not None:
        facts = {"title": words(f"{following.id}.title")}
        shown += message.blocks(words, Message("learn.next", following.id, facts))
    chosen = [option(_title(words, one, here), one.id) for one in reads]
    planned = [option(words.plain(f"{one.id}.title"), one.id) for one in plans]
    shown += [_menu(words, "learn.choose", chosen)] if chosen else []
    shown += [_menu(words, "plan.choose", planned)] if planned else []
    shown += [_row(words, "idea.next", "learn.about"), small(words("learn.reads"))]
    return _form(words, "learn", shown)


def card(words: Words, text: Text) -> Block:
    """One read, and the question at its end."""
    shown = [section(f"*{words(f'{text.id}.title')}*"), *_body(words, text)]
    if words.has(f"{text.id}.ask"):
        answers = [
            option(words.plain(f"{text.id}.{letter}"), f"{text.id}/{letter}")
            for letter in _LETTERS
            if words.has(f"{text.id}.{letter}")
        ]
        element = {"action_id": "learn.answer", **radios(answers)}
        shown += [
            {"type": "divider"},
            section(words(f"{text.id}.ask")),
            {"type": "actions", "elements": [element]},
        ]
    else:
        shown.append(_row(words, "learn.done", value=text.id))
    return _form(words, "read", shown)


def after(words: Words, name: str, right: bool, following: Text | None) -> Block:
    """Why the answer fits, or another one does; and the next read, where there is one."""
    said = words("learn.right" if right else "learn.other", why=words(f"{name}.why"))
    shown = [section(f"*{words(f'{name}.title')}*"), section(said)]
    if following is not None:
        shown.append(_row(words, "learn.next", "learn.open", value=following.id))
    else:
        shown.append(_row(words, "learn.open", "idea.next"))
    return _form(words, "read", [*shown, small(words("learn.reads"))])


def plan(words: Words, text: Text) -> Block:
    """The plan of a talk."""
    shown = [section(f"*{words(f'{text.id}.title')}*"), *_body(words, text)]
    return _form(words, "plan", [*shown, _row(words, "learn.open", "idea.next")])


def idea(words: Words, id: str) -> Block:
    """One idea, and the next one a tap away."""
    return _form(words, "idea", [section(words(id)), _row(words, "idea.next", value=id)])


def _form(words: Words, name: str, shown: Sequence[Block]) -> Block:
    title = words.plain(f"form.{name}.title")
    return form(f"form.{name}", title, shown, close=words.plain("form.close"))


def _body(words: Words, text: Text) -> list[Block]:
    return [section(part) for part in message.paragraphs(words, Message(text.id, text.id))]


def _title(words: Words, text: Text, here: Standing) -> str:
    title = words.plain(f"{text.id}.title")
    return words.plain("learn.read", title=title) if text.id in here.done else title


def _menu(words: Words, id: str, options: Sequence[Block]) -> Block:
    element = {"action_id": id, "placeholder": plain(words.plain(id)), **select(options)}
    return {"type": "actions", "elements": [element]}


def _row(words: Words, *ids: str, value: str = "learn") -> Block:
    elements = [button(id, words.plain(f"button.{id}"), value) for id in ids]
    return {"type": "actions", "elements": elements}
