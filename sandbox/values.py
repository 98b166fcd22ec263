"""The values of form elements: what they start with and what a person puts into them."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from sandbox.blocks import elements_of
from sandbox.refusal import Json, Unable, Value

# element type -> (key in the state, key of the initial value)
STATE_KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_LISTS: Final = frozenset(
    {"selected_options", "selected_users", "selected_channels", "selected_conversations"}
)
_PATTERNS: Final[Mapping[str, str]] = {
    "datepicker": r"\d{4}-\d{2}-\d{2}",
    "timepicker": r"\d{2}:\d{2}",
}


def empty(kind: str) -> Value:
    """Return the value of an element of this type in which nothing is chosen."""
    return [] if STATE_KEYS[kind][0] in _LISTS else None


def initial_state(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """Return `state.values` as it is when nobody has touched the form yet."""
    values: dict[str, dict[str, Json]] = {}
    for block in blocks:
        for element in elements_of(block):
            kind = element["type"]
            if kind in STATE_KEYS:
                key, initial = STATE_KEYS[kind]
                value = element.get(initial, empty(kind))
                entry = {"type": kind, key: value}
                values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def options_of(element: Json) -> list[Json]:
    """Return all options of an element, grouped ones too."""
    groups = element.get("option_groups") or []
    nested = [entry for group in groups for entry in group["options"]]
    return [*(element.get("options") or []), *nested]


def pick(options: list[Json], wanted: str) -> Json:
    """Return the option with this text or value; raises Unable."""
    for option in options:
        if wanted in (option["text"]["text"], option["value"]):
            return option
    shown = ", ".join(repr(option["text"]["text"]) for option in options)
    raise Unable(f"there is no option {wanted!r}, only {shown or 'none'}")


def _listed(value: Value) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _checked(element: Json, value: Value) -> str:
    pattern = _PATTERNS.get(element["type"])
    if pattern and not re.fullmatch(pattern, str(value)):
        raise Unable(f"a {element['type']} does not take {value!r}")
    return str(value)


def _rich(_element: Json, value: Value) -> Json:
    text = {"type": "text", "text": str(value)}
    section = {"type": "rich_text_section", "elements": [text]}
    return {"type": "rich_text", "elements": [section]}


_READERS: Final[Mapping[str, Callable[[Json, Any], Any]]] = {
    "rich_text_value": _rich,
    "selected_option": lambda element, value: pick(options_of(element), value),
    "selected_options": lambda element, value: [
        pick(options_of(element), entry) for entry in _listed(value)
    ],
    "selected_date_time": lambda _element, value: int(value),
}


def entered(element: Json, value: Value) -> Json:
    """Return the state of an element after a person put a value into it; raises Unable."""
    kind = element["type"]
    if kind not in STATE_KEYS:
        raise Unable(f"a {kind} takes no value")
    key, _ = STATE_KEYS[kind]
    if value is None or value == []:
        return {"type": kind, key: empty(kind)}
    if key in _READERS:
        read = _READERS[key](element, value)
    elif key in _LISTS:
        read = [str(entry) for entry in _listed(value)]
    else:
        read = _checked(element, value)
    largest = element.get("max_selected_items")
    if largest is not None and isinstance(read, list) and len(read) > largest:
        raise Unable(f"at most {largest} can be chosen")
    return {"type": kind, key: read}


def value_of(entry: Json) -> Value:
    """Return the bare value in a state entry."""
    return entry.get(STATE_KEYS[entry["type"]][0])


def _text_flaw(element: Json, value: str) -> str | None:
    least, largest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"needs at least {least} characters"
    return f"takes at most {largest} characters" if len(value) > largest else None


def _number_flaw(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "takes a number"
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and float(value) < float(low):
        return f"takes {low} or more"
    return f"takes {high} or less" if high is not None and float(value) > float(high) else None


_FLAWS: Final[Mapping[str, Callable[[Json, str], str | None]]] = {
    "plain_text_input": _text_flaw,
    "number_input": _number_flaw,
    "email_text_input": lambda _element, value: (
        None if re.fullmatch(r"[^@\s]+@[^@\s]+", value) else "takes an e-mail address"
    ),
    "url_text_input": lambda _element, value: (
        None if re.match(r"https?://\S+$", value) else "takes a link"
    ),
}


def flaws_before_submit(blocks: list[Json], values: dict[str, dict[str, Json]]) -> list[str]:
    """Return what Slack's client would complain about before it sends a form."""
    flaws = []
    for block in blocks:
        if block["type"] != "input" or block["element"]["type"] not in STATE_KEYS:
            continue
        element, label = block["element"], block["label"]["text"]
        value = value_of(values[block["block_id"]][element["action_id"]])
        check = _FLAWS.get(element["type"])
        if value in (None, "", []):
            if not block.get("optional"):
                flaws.append(f"{label!r} is required")
        elif check and (flaw := check(element, value)):
            flaws.append(f"{label!r} {flaw}")
    return flaws
