"""Everything about me, page by page; and the form that erases it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum

from bot.domain.facts import At, Fact, Quote
from bot.domain.terms import term
from bot.domain.words import Words
from handlers.views.blocks import Block, boxes, button, field, form, option, section, small

PAGE_MOST = 45
"""Blocks of a page: with its head and buttons it stays far below Slack's hundred."""

SURE = "sure"


@dataclass(frozen=True)
class Part:
    """What one table keeps: its name, the kinds of its access and retention, and its rows."""

    table: str
    item: str
    kept: str
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Head:
    """What stands above the pages; `file` whether a file can be given."""

    file: bool
    joined: bool
    keeps: bool
    goes_on: Fact


def view(words: Words, parts: Sequence[Part], head: Head, page: int, zone: str) -> Block:
    """One page; the buttons to take it along, keep it, erase it stand on the first."""
    pages = _pages([block for part in parts for block in _part(words, part, zone)])
    page = min(max(page, 0), len(pages) - 1)
    first = _head(words, parts, head) if page == 0 else []
    blocks = [*first, *pages[page], *_turns(words, page, len(pages))]
    return form(
        "form.data", words.plain("form.data.title"), blocks, close=words.plain("form.close")
    )


def erase(words: Words) -> Block:
    """What erasing does, and the box that says it is meant."""
    sure = boxes([option(words.plain("form.erase.sure"), SURE)])
    blocks = [
        *(section(words(f"form.erase.{one}")) for one in ("gone", "stays", "ends")),
        field(SURE, words.plain("form.erase.question"), sure),
    ]
    return form(
        "form.erase",
        words.plain("form.erase.title"),
        blocks,
        submit=words.plain("form.erase.submit"),
        close=words.plain("form.cancel"),
    )


def note(words: Words, id: str) -> Block:
    """A sentence in the place of the form."""
    shown = [section(words(id))]
    return form("notice", words.plain("form.data.title"), shown, close=words.plain("form.close"))


def _head(words: Words, parts: Sequence[Part], head: Head) -> list[Block]:
    if not parts:
        return [section(words("form.data.nothing"))]
    blocks = [section(words("form.data.about")), small(words("form.data.honest"))]
    row = [button("data.file", words.plain("button.data.file"), "0")] if head.file else []
    if not head.file:
        blocks.append(small(words("form.data.no_file")))
    if head.joined:
        blocks.append(small(_keeping(words, head)))
        keep = "data.unkeep" if head.keeps else "data.keep"
        row.append(button(keep, words.plain(f"button.{keep}"), "0"))
    row.append(button("data.erase", words.plain("button.data.erase"), "0"))
    return [*blocks, {"type": "actions", "elements": row}, {"type": "divider"}]


def _keeping(words: Words, head: Head) -> str:
    if head.keeps:
        return words("form.data.kept")
    return words("form.data.goes_on", day=head.goes_on) if head.goes_on else words("form.data.goes")


def _part(words: Words, part: Part, zone: str) -> list[Block]:
    name = words(f"data.table.{part.table}")
    reads, kept = words(f"data.reads.{part.item}"), words(f"data.kept.{part.kept}")
    lines = [line for line in (_row(words, part.table, row, zone) for row in part.rows) if line]
    count = "" if lines else words("data.entries", n=len(part.rows))
    head = section("\n".join(one for one in (f"*{name}*", count) if one))
    return [head, small(f"{reads} {kept}"), *map(section, lines)]


def _row(words: Words, table: str, row: Mapping[str, object], zone: str) -> str:
    """The columns with a name of their own, one a line; an entry without any is only counted."""
    shown = (
        words("data.line", what=words(f"data.column.{table}.{name}"), value=value)
        for name, given in row.items()
        if words.has(f"data.column.{table}.{name}")
        and (value := _value(words, (table, name), given, zone)) is not None
    )
    return "\n".join(shown)


_PACKED = ("agreement", "terms")
"""The column that holds several lines in one."""


def _value(words: Words, place: tuple[str, str], given: object, zone: str) -> Fact | None:
    if given is None or given == "":
        return None
    if isinstance(given, bool):
        return words.plain("data.yes" if given else "data.no")
    if isinstance(given, datetime):
        return At(given, zone)
    if isinstance(given, time):
        return f"{given:%H:%M}"
    text = str(given.value if isinstance(given, Enum) else given)
    if place == _PACKED:
        text = " · ".join(json.loads(text).values()) if text else ""
        return Quote(text) if text else None
    return term(words, *place, text) or Quote(text)


def _pages(blocks: Sequence[Block]) -> list[list[Block]]:
    found = [list(blocks[at : at + PAGE_MOST]) for at in range(0, len(blocks), PAGE_MOST)]
    return found or [[]]


def _turns(words: Words, page: int, pages: int) -> list[Block]:
    row = []
    if page > 0:
        row.append(button("data.back", words.plain("button.data.back"), str(page - 1)))
    if page + 1 < pages:
        row.append(button("data.more", words.plain("button.data.more"), str(page + 1)))
    return [{"type": "actions", "elements": row}] if row else []
