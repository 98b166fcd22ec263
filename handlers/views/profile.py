"""What people tell later: one screen that lists it, and a small form for each part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.messages import Message
from bot.domain.participants import Topic
from bot.domain.profile import LEVELS, PRIORITIES, Field, Kind
from bot.domain.topics import topic_fact
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import (
    BOXES_MOST,
    Block,
    boxes,
    field,
    form,
    line,
    option,
    optional,
    persons,
    select,
    selects,
    small,
)

SCREEN = "profile"
"""The callback id of the screen that lists everything."""

UNSAID = "-"
"""The choice that says nothing: Slack lets nobody empty a select."""

Initial = Mapping[str, object]


def overview(words: Words, parts: Sequence[Message]) -> Block:
    """Every part with what was told and the button that changes it."""
    shown: list[Block] = []
    for place, part in enumerate(parts):
        shown += [{"type": "divider"}] if place else []
        shown += message.blocks(words, replace(part, buttons=_buttons(words, part)))
    return form(SCREEN, words.plain("form.profile.title"), shown, close=words.plain("form.close"))


def _buttons(words: Words, part: Message) -> tuple[str, ...]:
    """The buttons of a part, none of them the main one: all parts are alike."""
    return words.message(part.text).buttons if part.buttons is None else part.buttons


def fixed(words: Words, name: str, fields: Sequence[Field], begin: Initial) -> Block:
    """A small form, filled with what was told before; every field may stay empty."""
    return _form(words, name, [_field(words, one, begin.get(one.name)) for one in fields])


def levels(words: Words, topics: Sequence[Topic]) -> Block:
    """How far along one is in each topic."""
    choices = [_choice(words, "level", level) for level in LEVELS]
    blocks = [
        field(
            one.id,
            words.plain("form.profile.topic", topic=topic_fact(one.name)),
            _select(words, choices, None if one.level is None else str(one.level)),
        )
        for one in topics
    ]
    return _form(words, "levels", [optional(block) for block in blocks])


def order(words: Words, topics: Sequence[Topic]) -> Block:
    """Which topics come first, second and third."""
    choices = [
        option(words.plain("form.profile.topic", topic=topic_fact(one.name)), one.id)
        for one in topics
    ]
    blocks = []
    for place, name in enumerate(PRIORITIES[: len(topics)], start=1):
        chosen = next((one.id for one in topics if one.priority == place), None)
        label = words.plain(f"form.profile.ask.{name}")
        blocks.append(optional(field(name, label, _select(words, choices, chosen))))
    return _form(words, "order", blocks)


def _form(words: Words, name: str, blocks: Sequence[Block]) -> Block:
    return form(
        f"form.profile.{name}",
        words.plain(f"form.profile.{name}.title"),
        [*blocks, small(words(f"form.profile.{name}.reads"))],
        submit=words.plain("form.keep"),
        close=words.plain("form.cancel"),
    )


def _field(words: Words, one: Field, begin: object) -> Block:
    label, hint = words.plain(f"form.profile.ask.{one.name}"), f"form.profile.ask.{one.name}.hint"
    shown = words.plain(hint) if words.has(hint) else ""
    return optional(field(one.name, label, _element(words, one, begin), shown))


def _element(words: Words, one: Field, begin: object) -> Block:
    chosen = tuple(begin) if isinstance(begin, tuple) else ()
    choices = [_choice(words, one.words, choice) for choice in one.choices]
    match one.kind:
        case Kind.LINE:
            return line(one.most, str(begin or ""), tall=one.most > 100)
        case Kind.PEOPLE:
            return persons(chosen, one.most)
        case Kind.SEVERAL if len(choices) <= BOXES_MOST:
            return boxes(choices, chosen)
        case Kind.SEVERAL:
            return selects(choices, chosen, one.most)
        case _:
            return _select(words, choices, str(begin) if begin else None)


def _choice(words: Words, table: str, choice: str) -> Block:
    return option(words.plain(f"{table}.{choice}"), choice)


def _select(words: Words, choices: Sequence[Block], chosen: str | None) -> Block:
    unsaid = option(words.plain("form.profile.unsaid"), UNSAID)
    return select([*choices, unsaid], chosen)
