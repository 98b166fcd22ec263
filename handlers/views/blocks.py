"""The few Block Kit parts we use, with Slack's limits kept."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.domain.access import readable

Block = dict[str, Any]

SECTION_MOST = 3000
OPTION_MOST = 75
INPUT_MOST = 3000
"""Characters of a section, of an option's text and of a text input (docs/slack.md)."""

BOXES_MOST = 10
"""Boxes in one group (docs/slack.md)."""

_PARTS = re.compile(r"&\w+;|<[^<>]{1,200}>|\s+|[^\s<>&]{1,60}|[<>&]")


def plain(text: str) -> Block:
    """A text that Slack shows as it stands."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Block:
    """A text with mentions; nothing in it is linked by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph, with a button or menu beside it."""
    block: Block = {"type": "section", "text": mrkdwn(text[:SECTION_MOST])}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def sections(text: str) -> list[Block]:
    """A paragraph as one section, or as several where it is longer than Slack takes.

    Nothing is cut: it breaks between words where it can, never inside an escape or a mention.
    """
    found: list[str] = [""]
    for part in _PARTS.findall(text):
        if len(found[-1]) + len(part) > SECTION_MOST:
            found.append("")
        found[-1] += part
    return [section(part.strip()) for part in found if part.strip()]


def small(text: str) -> Block:
    """A quiet line below something."""
    return {"type": "context", "elements": [mrkdwn(text[:SECTION_MOST])]}


def button(id: str, label: str, value: str, primary: bool = False) -> Block:
    """A button; `value` is an opaque id."""
    element: Block = {"type": "button", "action_id": id, "text": plain(label), "value": value}
    if primary:
        element["style"] = "primary"
    return element


def option(text: str, value: str) -> Block:
    """One choice of a list, cut to Slack's 75 characters."""
    if len(text) > OPTION_MOST:
        text = text[: OPTION_MOST - 1] + "…"
    return {"text": plain(text), "value": value}


def menu(options: Sequence[Block]) -> Block:
    """The `...` of a message."""
    return {"type": "overflow", "action_id": "more", "options": list(options)}


def field(id: str, label: str, element: Mapping[str, Any], hint: str = "") -> Block:
    """A form field; the element's action id is the field's id, so values are found by it."""
    block: Block = {
        "type": "input",
        "block_id": id,
        "label": plain(label),
        "element": {"action_id": id, **element},
        "optional": False,
    }
    if hint:
        block["hint"] = plain(hint)
    return block


def optional(block: Block) -> Block:
    """The same field, which may stay empty."""
    return block | {"optional": True}


def line(most: int, value: str = "", tall: bool = False) -> Block:
    """A text input of at most `most` characters."""
    element: Block = {"type": "plain_text_input", "max_length": most, "multiline": tall}
    if value:
        element["initial_value"] = readable(value)
    return element


def radios(options: Sequence[Block], chosen: str | None = None) -> Block:
    """A choice of one."""
    return _chosen({"type": "radio_buttons", "options": list(options)}, options, chosen)


def select(options: Sequence[Block], chosen: str | None = None) -> Block:
    """A choice of one from a longer list."""
    return _chosen({"type": "static_select", "options": list(options)}, options, chosen)


def selects(options: Sequence[Block], chosen: Collection[str], most: int) -> Block:
    """A choice of several from a longer list."""
    element: Block = {
        "type": "multi_static_select",
        "options": list(options),
        "max_selected_items": most,
    }
    initial = [one for one in options if one["value"] in [readable(each) for each in chosen]]
    return element | {"initial_options": initial} if initial else element


def persons(chosen: Sequence[str], most: int) -> Block:
    """A choice of people."""
    element: Block = {"type": "multi_users_select", "max_selected_items": most}
    return element | {"initial_users": [readable(one) for one in chosen]} if chosen else element


def boxes(options: Sequence[Block], chosen: Collection[str] = ()) -> Block:
    """A choice of any; Slack takes no empty list of what is chosen already."""
    element: Block = {"type": "checkboxes", "options": list(options)}
    initial = [one for one in options if one["value"] in [readable(each) for each in chosen]]
    return element | {"initial_options": initial} if initial else element


def form(callback: str, title: str, blocks: Sequence[Block], **more: str) -> Block:
    """A modal; `more` holds `submit`, `close` and `about` (the opaque id it was opened for)."""
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title),
        "blocks": list(blocks),
    }
    for key in ("submit", "close"):
        if more.get(key):
            view[key] = plain(more[key])
    if more.get("about"):
        view["private_metadata"] = more["about"]
    return view


def _chosen(element: Block, options: Sequence[Block], chosen: str | None) -> Block:
    initial = next((one for one in options if one["value"] == readable(chosen or "")), None)
    return element | {"initial_option": initial} if initial else element
