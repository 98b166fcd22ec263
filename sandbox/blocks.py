"""Checks blocks and views as Slack does, and says where they are wrong."""

import json
from collections.abc import Iterator
from typing import Any, Final

from sandbox.charts import CHART
from sandbox.elements import IMAGE, element
from sandbox.limits import most
from sandbox.refusal import Json, Refused, Value
from sandbox.rich import RICH_TEXT
from sandbox.schema import (
    BOTH,
    Check,
    Field,
    Report,
    Spec,
    anything,
    array,
    choice,
    flag,
    may,
    need,
    record,
    string,
    together,
    variant,
    words,
)


def _block(spec: Spec, *more: Check) -> Check:
    shared: dict[str, Field] = {"type": need(string()), "block_id": may(string("id.block_id"))}
    return together(record({**shared, **spec}), *more)


def _text_or_fields(value: Value, at: str, report: Report) -> None:
    if not value.get("text") and not value.get("fields"):
        report.add("must provide at least one of: text, fields", at)


def _one_picture(value: Value, at: str, report: Report) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        report.add("must provide exactly one of: image_url, slack_file", at)


def _modal_only(value: Value, at: str, report: Report) -> None:
    if report.surface != "modal":
        report.add(f"unsupported type: {value['type']}", f"{at}/type")


def _loose(value: Value, at: str, report: Report) -> None:
    """Blocks too new or too rare to be worth a table here."""
    if "block_id" in value:
        string("id.block_id")(value["block_id"], f"{at}/block_id", report)


_CONTEXT: Final = variant(
    {
        "image": IMAGE,
        "plain_text": words(None, BOTH),
        "mrkdwn": words(None, BOTH),
    }
)
_CELL: Final = variant(
    {
        "raw_text": record({"type": need(string()), "text": need(string())}),
        "raw_number": _loose,
        "rich_text": _block({"elements": need(RICH_TEXT)}),
    }
)
BLOCKS: Final[dict[str, Check]] = {
    "section": _block(
        {
            "text": may(words("section.text", BOTH)),
            "fields": may(array(words("section.field", BOTH), "section.fields")),
            "accessory": may(element("accessory")),
            "expand": may(flag),
        },
        _text_or_fields,
    ),
    "header": _block({"text": need(words("header.text"))}),
    "divider": _block({}),
    "context": _block({"elements": need(array(_CONTEXT, "context.elements"))}),
    "actions": _block({"elements": need(array(element("actions"), "actions.elements"))}),
    "input": _block(
        {
            "label": need(words("input.label")),
            "element": need(element("input")),
            "hint": may(words("input.hint")),
            "optional": may(flag),
            "dispatch_action": may(flag),
        }
    ),
    "image": _block(
        {
            "image_url": may(string("image.url")),
            "slack_file": may(anything),
            "alt_text": need(string("image.alt_text")),
            "title": may(words("image.title")),
        },
        _one_picture,
    ),
    "markdown": _block({"text": need(string("markdown.text"))}),
    "rich_text": _block({"elements": need(RICH_TEXT)}),
    "table": _block(
        {
            "rows": need(array(array(_CELL, "table.columns"), "table.rows")),
            "column_settings": may(anything),
        }
    ),
    "data_visualization": _block({"title": need(string("chart.title")), "chart": need(CHART)}),
    "alert": together(_loose, _modal_only),
    "card": _loose,
    "container": _loose,
    "context_actions": _loose,
    "file": _loose,
    "video": _loose,
}
BLOCK: Final = variant(BLOCKS)
_SHARED_VIEW: Final[Spec] = {
    "type": need(choice("modal", "home")),
    "private_metadata": may(string("view.private_metadata", least=0)),
    "callback_id": may(string("view.callback_id", least=0)),
    "external_id": may(string("view.external_id", least=0)),
    "blocks": need(array(BLOCK, "view.blocks", least=0)),
}
VIEWS: Final[dict[str, Check]] = {
    "home": record(_SHARED_VIEW),
    "modal": record(
        {
            **_SHARED_VIEW,
            "title": need(words("view.title")),
            "submit": may(words("view.submit")),
            "close": may(words("view.close")),
            "clear_on_close": may(flag),
            "notify_on_close": may(flag),
            "submit_disabled": may(flag),
        }
    ),
}


def elements_of(block: Json) -> list[Json]:
    """Return the interactive elements of a block, in the order they are shown."""
    found = [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    if block.get("type") in ("actions", "context_actions"):
        found += [entry for entry in block.get("elements", []) if isinstance(entry, dict)]
    return found


def _repeats(values: list[tuple[Any, str]]) -> Iterator[str]:
    seen: set[Any] = set()
    for value, at in values:
        if isinstance(value, str) and value in seen:
            yield at
        seen.add(value)


def _check_action_ids(blocks: list[Json], at: str, report: Report) -> None:
    for number, block in enumerate(blocks):
        ids = [
            (entry.get("action_id"), f"{at}/{number}/elements/{place}/action_id")
            for place, entry in enumerate(elements_of(block))
        ]
        for pointer in _repeats(ids):
            report.add("`action_id` already exists within the block", pointer)


def _repeated_block_ids(blocks: list[Json], at: str) -> list[str]:
    ids = [
        (block.get("block_id"), f"{at}/{number}/block_id") for number, block in enumerate(blocks)
    ]
    return list(_repeats(ids))


def text_length(value: Value) -> int:
    """Return how many characters of text stand in blocks."""
    if isinstance(value, list):
        return sum(text_length(entry) for entry in value)
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    rest = sum(text_length(entry) for key, entry in value.items() if key != "text")
    return rest + (len(own) if isinstance(own, str) else text_length(own))


def check_message_blocks(blocks: Value) -> None:
    """Refuse blocks that no message may carry."""
    report = Report("message")
    array(BLOCK, "message.blocks", least=0)(blocks, "/blocks", report)
    if not report.flaws:
        _check_action_ids(blocks, "/blocks", report)
        for pointer in _repeated_block_ids(blocks, "/blocks"):
            report.add("`block_id` already exists", pointer)
        charts = sum(block["type"] == "data_visualization" for block in blocks)
        if charts > most("chart.per_message"):
            report.add(f"no more than {most('chart.per_message')} charts allowed", "/blocks")
    if report.flaws:
        raise Refused("invalid_blocks", tuple(report.flaws))
    texts = [entry["text"] for entry in blocks if entry["type"] == "markdown"]
    if sum(map(len, texts)) > most("message.markdown_sum"):
        raise Refused("msg_blocks_too_long", ("markdown is too long [json-pointer:/blocks]",))


def check_blocks_length(blocks: list[Json]) -> None:
    """Refuse blocks whose text is too long for a posted message, an undocumented limit."""
    if text_length(blocks) > most("message.blocks_text"):
        raise Refused("msg_blocks_too_long", ("blocks are too long [json-pointer:/blocks]",))


def check_view(view: Value, kinds: tuple[str, ...]) -> None:
    """Refuse a view that Slack would not show on one of these surfaces."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in kinds:
        reason = f"must be a valid enum value: {', '.join(kinds)} [json-pointer:/view/type]"
        raise Refused("invalid_arguments", (reason,))
    if len(json.dumps(view).encode()) > most("view.size"):
        raise Refused("view_too_large")
    report = Report(str(kind))
    VIEWS[str(kind)](view, "/view", report)
    if not report.flaws:
        _check_action_ids(view["blocks"], "/view/blocks", report)
        inputs = any(block["type"] == "input" for block in view["blocks"])
        if inputs and kind == "modal" and not view.get("submit"):
            report.add("missing required field: submit", "/view")
    if report.flaws:
        raise Refused("invalid_arguments", tuple(report.flaws))
    if _repeated_block_ids(view["blocks"], "/view/blocks"):
        # Slack gives no hint for this one.
        raise Refused("invalid_arguments")
