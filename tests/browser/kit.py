"""Block Kit for the tests: the parts, one message and one form with every kind of element."""

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(text: str, accessory: Block | None = None, **more: Any) -> Block:
    beside = {"accessory": accessory} if accessory else {}
    return {"type": "section", "text": mrkdwn(text), **beside, **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "block_id": "actions", "elements": list(elements)}


def button(text: str, action_id: str = "press", **more: Any) -> Block:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def option(text: str, **more: Any) -> Block:
    return {"text": plain(text), "value": text.lower(), **more}


def options(*texts: str) -> list[Block]:
    return [option(text) for text in texts]


def field(name: str, element: Block, **more: Any) -> Block:
    """An input whose label is the name and whose ids are the name in small letters."""
    id = name.lower()
    given = {"block_id": id, "label": plain(name), "element": {"action_id": id, **element}}
    return {"type": "input", **given, **more}


def modal(title: str, *blocks: Block, **more: Any) -> Block:
    view = {"type": "modal", "callback_id": "form", "title": plain(title), "blocks": list(blocks)}
    return {**view, "submit": plain("Send"), "close": plain("Cancel"), **more}


def confirm(text: str) -> Block:
    return {
        "title": plain("Are you sure?"),
        "text": mrkdwn(text),
        "confirm": plain("Do it"),
        "deny": plain("Rather not"),
    }


FRUIT = options("Apple", "Banana", "Cherry")
GROUPS = [
    {"label": plain("Red"), "options": options("Apple", "Cherry")},
    {"label": plain("Yellow"), "options": options("Banana")},
]

INPUTS = [
    field("Line", {"type": "plain_text_input", "placeholder": plain("In a few words")}),
    field("Story", {"type": "plain_text_input", "multiline": True}, hint=plain("Take your time")),
    field("Email", {"type": "email_text_input"}),
    field("Link", {"type": "url_text_input"}),
    field("Number", {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}),
    field("Rich", {"type": "rich_text_input"}),
    field("Fruit", {"type": "static_select", "options": FRUIT}),
    field("Basket", {"type": "multi_static_select", "option_groups": GROUPS}),
    field("City", {"type": "external_select", "min_query_length": 0}),
    field("Topic", {"type": "multi_external_select", "min_query_length": 2}),
    field("Person", {"type": "users_select"}),
    field("Team", {"type": "multi_users_select", "max_selected_items": 2}),
    field("Channel", {"type": "channels_select"}),
    field("Size", {"type": "radio_buttons", "options": options("Small", "Large")}),
    field("Extras", {"type": "checkboxes", "options": options("Milk", "Sugar")}),
    field("Day", {"type": "datepicker"}),
    field("Hour", {"type": "timepicker"}),
    field("Moment", {"type": "datetimepicker"}),
]
EVERY_INPUT = modal("Everything", *INPUTS)


def text_entry(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def rich_section(*entries: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(entries)}


def rich_list(style: str, *texts: str) -> Block:
    rows = [rich_section(text_entry(text)) for text in texts]
    return {"type": "rich_text_list", "style": style, "elements": rows}


RICH: Block = {
    "type": "rich_text",
    "elements": [
        rich_section(
            text_entry("Bold", bold=True),
            text_entry(" for "),
            {"type": "user", "user_id": "U_ANA"},
            {"type": "link", "url": "https://example.org/", "text": "a link"},
        ),
        rich_list("bullet", "first", "second"),
        rich_list("ordered", "one", "two"),
        {"type": "rich_text_quote", "elements": [text_entry("quoted")]},
        {"type": "rich_text_preformatted", "elements": [text_entry("kept  as is")]},
    ],
}

MENU: Block = {
    "type": "overflow",
    "action_id": "menu",
    "options": [*options("Why", "Later"), option("Read", url="https://example.org/")],
}

CHART: Block = {
    "type": "data_visualization",
    "title": "Talks",
    "chart": {
        "type": "bar",
        "series": [{"name": "Planned", "data": [{"label": "May", "value": 3}]}],
        "axis_config": {"categories": ["May"]},
    },
}

EVERY_BLOCK: list[Block] = [
    {"type": "header", "text": plain("A header")},
    section("*Hello* <@U_ANA>, _how_ is `it`?", button("Beside", "beside")),
    section("Two fields", fields=[mrkdwn("*Role*\nMentor"), plain("Plain *stars*")]),
    {"type": "divider"},
    RICH,
    {
        "type": "context",
        "elements": [
            {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a sun"},
            mrkdwn("Small _print_"),
        ],
    },
    {"type": "image", "image_url": "https://example.org/b.png", "alt_text": "a large moon"},
    {"type": "markdown", "text": "Marked down"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]},
    CHART,
    actions(
        button("Yes", style="primary"),
        button("No", "no", style="danger", confirm=confirm("This *cannot* be taken back.")),
        {
            "type": "static_select",
            "action_id": "pick",
            "options": FRUIT,
            "placeholder": plain("Fruit"),
        },
        {"type": "users_select", "action_id": "who", "placeholder": plain("Somebody")},
        {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-03"},
        {"type": "timepicker", "action_id": "hour"},
        MENU,
    ),
    section(
        "How large?", {"type": "radio_buttons", "action_id": "size", "options": options("S", "L")}
    ),
    section("What else?", {"type": "checkboxes", "action_id": "extras", "options": FRUIT}),
    section("Which?", {"type": "multi_static_select", "action_id": "basket", "options": FRUIT}),
]
