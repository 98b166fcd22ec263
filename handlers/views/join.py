"""The form for joining: three fields, a fourth where no reporting line is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.facts import Day, Term
from bot.domain.participants import Role
from bot.domain.topics import SHARED, TOPICS_MOST
from bot.domain.words import Words
from handlers.views.blocks import (
    Block,
    button,
    field,
    form,
    line,
    option,
    optional,
    plain,
    radios,
    small,
)

BOTH = "both"

OPTIONS_MOST = 100
"""Options in answer to a search (docs/slack.md)."""


@dataclass(frozen=True)
class Asked:
    """What the form shows: the role chosen now, what was said before, and what is asked."""

    role: str
    topics: tuple[str, ...]
    hope: str
    lesson: str
    manager: str | None
    asks_manager: bool
    last_day: date
    line_most: int
    places: int
    joined: bool


def view(words: Words, asked: Asked) -> Block:
    """The join form; choosing another role changes which line is asked for."""
    choices = (Role.MENTEE, Role.MENTOR, BOTH)
    roles = radios(
        [option(words.plain(f"form.join.role.{one}"), one) for one in choices], asked.role
    )
    blocks = [
        field("roles", words.plain("form.join.who"), roles) | {"dispatch_action": True},
        field(
            "topics",
            words.plain(f"form.join.topics.{asked.role}"),
            {
                "type": "multi_external_select",
                "min_query_length": 0,
                "max_selected_items": TOPICS_MOST,
                "placeholder": {"type": "plain_text", "text": words.plain("form.join.search")},
                **_initial(words, asked.topics),
            },
            words.plain("form.join.own"),
        ),
        *_lines(words, asked),
    ]
    if asked.asks_manager:
        who: Block = {"type": "users_select"}
        if asked.manager:
            who["initial_user"] = asked.manager
        hint = words.plain("form.join.manager.hint")
        blocks.append(optional(field("manager", words.plain("form.join.manager"), who, hint)))
    places = Term("count.one_place", {"n": asked.places})
    blocks.append(small(words(f"form.join.reads.{asked.role}", places=places)))
    ids = ("learn.about", "profile.open") if asked.joined else ("learn.about",)
    more = [button(id, words.plain(f"button.{id}"), "join") for id in ids]
    blocks.append({"type": "actions", "elements": more})
    return form(
        "form.join",
        words.plain("form.join.title"),
        blocks,
        submit=words.plain("form.join.submit"),
        close=words.plain("form.cancel"),
    )


def options(words: Words, names: Sequence[str]) -> list[Block]:
    """These topics as options, at most the hundred that Slack takes."""
    return [topic_option(words, name) for name in names[:OPTIONS_MOST]]


def group(words: Words, label: str, names: Sequence[str]) -> Block:
    """The same under a label."""
    return {"label": plain(words.plain(label)), "options": options(words, names)}


def topic_option(words: Words, name: str) -> Block:
    """A topic as an option: a shared one in words, an own one as it was typed."""
    shown = words.plain(f"topic.{name}") if name in SHARED else name
    return option(shown, name)


def _initial(words: Words, topics: Sequence[str]) -> Block:
    if not topics:
        return {}
    return {"initial_options": [topic_option(words, name) for name in topics]}


def _lines(words: Words, asked: Asked) -> list[Block]:
    found: list[Block] = []
    if asked.role != Role.MENTOR:
        label = words.plain("form.join.hope", day=Day(asked.last_day))
        found.append(optional(field("hope", label, line(asked.line_most, asked.hope))))
    if asked.role != Role.MENTEE:
        label = words.plain("form.join.lesson")
        found.append(optional(field("lesson", label, line(asked.line_most, asked.lesson))))
    return found
