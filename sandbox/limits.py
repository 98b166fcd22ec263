"""Slack's limits on payloads, as one table: the sandbox refuses what is over them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that Slack takes, and how it refuses more."""

    most: int
    error: str = "invalid_blocks"


LIMITS: Final[dict[str, Limit]] = {
    "message.blocks": Limit(50),
    "message.text": Limit(40_000, "message_truncated"),
    "message.update_text": Limit(4_000, "msg_too_long"),
    "message.blocks_text": Limit(13_200, "msg_blocks_too_long"),
    "message.markdown_sum": Limit(12_000, "msg_blocks_too_long"),
    "message.attachments": Limit(100, "too_many_attachments"),
    "section.text": Limit(3_000),
    "section.field": Limit(2_000),
    "section.fields": Limit(10),
    "header.text": Limit(150),
    "context.elements": Limit(10),
    "actions.elements": Limit(25),
    "button.text": Limit(75),
    "button.value": Limit(2_000),
    "button.url": Limit(3_000),
    "button.accessibility_label": Limit(75),
    "id.block_id": Limit(255),
    "id.action_id": Limit(255),
    "option.text": Limit(75),
    "option.value": Limit(150),
    "option.description": Limit(75),
    "option.url": Limit(3_000),
    "select.options": Limit(100),
    "select.option_groups": Limit(100),
    "select.group_options": Limit(100),
    "select.group_label": Limit(75),
    "checkboxes.options": Limit(10),
    "radio_buttons.options": Limit(10),
    "overflow.options": Limit(5),
    "object.placeholder": Limit(150),
    "confirm.title": Limit(100),
    "confirm.text": Limit(300),
    "confirm.confirm": Limit(30),
    "confirm.deny": Limit(30),
    "image.alt_text": Limit(2_000),
    "image.title": Limit(2_000),
    "image.url": Limit(3_000),
    "markdown.text": Limit(12_000),
    "table.rows": Limit(100),
    "table.columns": Limit(20),
    "chart.title": Limit(50),
    "chart.segments": Limit(6),
    "chart.series": Limit(6),
    "chart.label": Limit(20),
    "chart.axis_label": Limit(50),
    "chart.per_message": Limit(2),
    "input.label": Limit(2_000, "invalid_arguments"),
    "input.hint": Limit(2_000, "invalid_arguments"),
    "input.text": Limit(3_000, "invalid_arguments"),
    "view.blocks": Limit(100, "invalid_arguments"),
    "view.title": Limit(24, "invalid_arguments"),
    "view.submit": Limit(24, "invalid_arguments"),
    "view.close": Limit(24, "invalid_arguments"),
    "view.callback_id": Limit(255, "invalid_arguments"),
    "view.external_id": Limit(255, "invalid_arguments"),
    "view.private_metadata": Limit(3_000, "invalid_arguments"),
    "view.size": Limit(250_000, "view_too_large"),
    "view.stack": Limit(3, "push_limit_reached"),
    "people.group": Limit(8, "too_many_users"),
    "response_url.uses": Limit(5, "used_url"),
    "socket.connections": Limit(10, "too_many_websockets"),
}


def most(name: str) -> int:
    """Return the limit of this name."""
    return LIMITS[name].most
