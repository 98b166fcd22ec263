"""The forms of a run: how to weigh, the draft page by page, one change, why not, publishing."""

from collections.abc import Mapping, Sequence

from bot.domain.facts import Fact
from bot.domain.messages import Message
from bot.domain.runs import WEIGHTINGS
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import (
    Block,
    boxes,
    button,
    field,
    form,
    option,
    optional,
    plain,
    radios,
    section,
    select,
    small,
)

BLOCKS_MOST = 98
"""Blocks of matches in the form; two more lead from page to page."""


def start(words: Words, channel: str) -> Block:
    """How to weigh, what to compare with, and whether nobody may rather be with somebody else."""
    ways = [option(words.plain(f"run.weighting.{one}"), one) for one in WEIGHTINGS]
    stable = [option(words.plain("form.run.stable.yes"), "stable")]
    blocks = [
        field("weighting", words.plain("form.run.weighting"), radios(ways, next(iter(WEIGHTINGS)))),
        optional(field("compare", words.plain("form.run.compare"), select(ways))),
        optional(field("stable", words.plain("form.run.stable"), boxes(stable))),
        small(words("form.run.reads")),
    ]
    return form(
        "form.run",
        words.plain("form.run.title"),
        blocks,
        submit=words.plain("form.run.submit"),
        close=words.plain("form.cancel"),
        about=channel,
    )


def page(words: Words, about: str, parts: Sequence[Message], place: tuple[int, int]) -> Block:
    """One page of a draft, with the ways to the next, to "why not" and to publishing."""
    number, pages = place
    shown = [block for part in parts for block in message.blocks(words, part)]
    run_id = about.split(":", maxsplit=1)[0]
    ways = [button("run.why", words.plain("button.run.why"), run_id)]
    for step, id in ((-1, "run.before"), (1, "run.after")):
        if 1 <= number + step <= pages:
            ways.append(button(id, words.plain(f"button.{id}"), f"{run_id}:{number + step}"))
    head = section(words("form.draft.place", number=number, pages=pages))
    return form(
        "form.draft",
        words.plain("form.draft.title"),
        [head, {"type": "actions", "elements": ways}, *shown[:BLOCKS_MOST]],
        close=words.plain("form.close"),
        about=about,
    )


def change(words: Words, about: str, part: Message) -> Block:
    """Another mentor for one person, or none."""
    person = {"type": "users_select", "placeholder": plain(words.plain("form.change.nobody"))}
    chosen = field("mentor", words.plain("form.change.mentor"), person)
    return form(
        "form.change",
        words.plain("form.change.title"),
        [*message.blocks(words, part), optional(chosen), small(words("form.change.reads"))],
        submit=words.plain("form.change.submit"),
        close=words.plain("form.cancel"),
        about=about,
    )


def why(words: Words, about: str, said: str, facts: Mapping[str, Fact] | None = None) -> Block:
    """Two people, and below them what is said: why they are not matched, or what is missing."""
    asked = [
        section(words(f"form.why.{one}"), {"type": "users_select", "action_id": f"why.{one}"})
        | {"block_id": f"why.{one}"}
        for one in ("mentee", "mentor")
    ]
    run_id = about.split(":", maxsplit=1)[0]
    tell = button("run.tell", words.plain("button.run.tell"), run_id, primary=True)
    return form(
        "form.why",
        words.plain("form.why.title"),
        [*asked, {"type": "actions", "elements": [tell]}, section(words(said, **(facts or {})))],
        close=words.plain("form.close"),
        about=about,
    )


def publish(words: Words, about: str, part: Message) -> Block:
    """What publishing does, before it is done."""
    return form(
        "form.publish",
        words.plain("form.publish.title"),
        message.blocks(words, part),
        submit=words.plain("form.publish.submit"),
        close=words.plain("form.cancel"),
        about=about,
    )
