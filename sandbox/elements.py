"""Block Kit's interactive elements and the objects inside them, as tables."""

from typing import Any, Final

from sandbox.refusal import Value
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
    whole,
    words,
)

CONFIRM: Final = record(
    {
        "title": need(words("confirm.title")),
        "text": need(words("confirm.text", BOTH)),
        "confirm": need(words("confirm.confirm")),
        "deny": need(words("confirm.deny")),
        "style": may(choice("primary", "danger")),
    }
)


def option(kinds: tuple[str, ...] = ("plain_text",)) -> Check:
    """Return the check for an option whose text is of these kinds."""
    return record(
        {
            "text": need(words("option.text", kinds)),
            "value": need(string("option.value")),
            "description": may(words("option.description", kinds)),
            "url": may(string("option.url")),
        }
    )


GROUP: Final = record(
    {
        "label": need(words("select.group_label")),
        "options": need(array(option(), "select.group_options")),
    }
)
OPTIONS: Final = array(option(), "select.options")
GROUPS: Final = array(GROUP, "select.option_groups")


def _options_of(element: dict[str, Any]) -> list[Any]:
    groups = element.get("option_groups") or []
    nested = [entry for group in groups for entry in group.get("options", [])]
    return [*(element.get("options") or []), *nested]


def _one_source(value: Value, at: str, report: Report) -> None:
    if ("options" in value) == ("option_groups" in value):
        report.add("must provide exactly one of: options, option_groups", at)


def _initial_known(value: Value, at: str, report: Report) -> None:
    chosen = [*(value.get("initial_options") or [])]
    if value.get("initial_option"):
        chosen.append(value["initial_option"])
    known = _options_of(value)
    if any(entry not in known for entry in chosen):
        report.add("initial options must be among the options", at)


def _element(spec: Spec, *more: Check) -> Check:
    shared: dict[str, Field] = {"type": need(string()), "action_id": may(string("id.action_id"))}
    return together(record({**shared, **spec}), *more)


_FOCUS: Final[Spec] = {"focus_on_load": may(flag), "placeholder": may(words("object.placeholder"))}
_PICK: Final[Spec] = {**_FOCUS, "confirm": may(CONFIRM)}
_SEVERAL: Final[Spec] = {**_PICK, "max_selected_items": may(whole(1))}
_STATIC: Final[Spec] = {"options": may(OPTIONS), "option_groups": may(GROUPS)}
_CONVERSATION: Final[Spec] = {
    "default_to_current_conversation": may(flag),
    "filter": may(anything),
}
_TYPED: Final[Spec] = {**_FOCUS, "dispatch_action_config": may(anything)}
_NAMES: Final = array(string(), least=0)


def _boxes(limit: str, initial: str) -> Check:
    listed = option(BOTH)
    return _element(
        {
            "options": need(array(listed, limit)),
            initial: may(anything),
            "confirm": may(CONFIRM),
            "focus_on_load": may(flag),
        },
        _initial_known,
    )


IMAGE: Final = record(
    {
        "type": need(string()),
        "image_url": may(string("image.url")),
        "slack_file": may(anything),
        "alt_text": need(string("image.alt_text")),
    }
)
BUTTON: Final = _element(
    {
        "text": need(words("button.text")),
        "value": may(string("button.value")),
        "url": may(string("button.url")),
        "style": may(choice("primary", "danger")),
        "confirm": may(CONFIRM),
        "accessibility_label": may(string("button.accessibility_label")),
    }
)
ELEMENTS: Final[dict[str, Check]] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": _element(
        {"options": need(array(option(), "overflow.options")), "confirm": may(CONFIRM)}
    ),
    "static_select": _element(
        {**_PICK, **_STATIC, "initial_option": may(option())}, _one_source, _initial_known
    ),
    "multi_static_select": _element(
        {**_SEVERAL, **_STATIC, "initial_options": may(array(option()))},
        _one_source,
        _initial_known,
    ),
    "external_select": _element(
        {**_PICK, "min_query_length": may(whole()), "initial_option": may(option())}
    ),
    "multi_external_select": _element(
        {**_SEVERAL, "min_query_length": may(whole()), "initial_options": may(array(option()))}
    ),
    "users_select": _element({**_PICK, "initial_user": may(string())}),
    "multi_users_select": _element({**_SEVERAL, "initial_users": may(_NAMES)}),
    "channels_select": _element(
        {**_PICK, "initial_channel": may(string()), "response_url_enabled": may(flag)}
    ),
    "multi_channels_select": _element({**_SEVERAL, "initial_channels": may(_NAMES)}),
    "conversations_select": _element(
        {
            **_PICK,
            **_CONVERSATION,
            "initial_conversation": may(string()),
            "response_url_enabled": may(flag),
        }
    ),
    "multi_conversations_select": _element(
        {**_SEVERAL, **_CONVERSATION, "initial_conversations": may(_NAMES)}
    ),
    "checkboxes": _boxes("checkboxes.options", "initial_options"),
    "radio_buttons": _boxes("radio_buttons.options", "initial_option"),
    "datepicker": _element({**_PICK, "initial_date": may(string())}),
    "timepicker": _element({**_PICK, "initial_time": may(string()), "timezone": may(string())}),
    "datetimepicker": _element(
        {"initial_date_time": may(whole(1)), "confirm": may(CONFIRM), "focus_on_load": may(flag)}
    ),
    "plain_text_input": _element(
        {
            **_TYPED,
            "initial_value": may(string("input.text", least=0)),
            "multiline": may(flag),
            "min_length": may(whole(0, 3000)),
            "max_length": may(whole(1, 3000)),
        }
    ),
    "email_text_input": _element({**_TYPED, "initial_value": may(string())}),
    "url_text_input": _element({**_TYPED, "initial_value": may(string())}),
    "number_input": _element(
        {
            **_TYPED,
            "is_decimal_allowed": need(flag),
            "initial_value": may(string()),
            "min_value": may(string()),
            "max_value": may(string()),
        }
    ),
    "rich_text_input": _element({**_TYPED, "initial_value": may(anything)}),
    "file_input": _element({"filetypes": may(anything), "max_files": may(whole(1, 10))}),
}

_CHOICES: Final = frozenset(
    f"{source}_select" for source in ("static", "external", "users", "channels", "conversations")
)
_MULTIPLE: Final = frozenset(f"multi_{name}" for name in _CHOICES)
_DATES: Final = frozenset({"datepicker", "timepicker"})
_BOXES: Final = frozenset({"checkboxes", "radio_buttons"})
MODAL_ONLY: Final = frozenset({"number_input", "email_text_input", "url_text_input", "file_input"})
PLACES: Final[dict[str, frozenset[str]]] = {
    "actions": _CHOICES | _DATES | _BOXES | {"button", "overflow", "datetimepicker"},
    "accessory": _CHOICES | _MULTIPLE | _DATES | _BOXES | {"button", "overflow", "image"},
    "input": _CHOICES
    | _MULTIPLE
    | _DATES
    | _BOXES
    | MODAL_ONLY
    | {"datetimepicker", "plain_text_input", "rich_text_input"},
}


def _surface(value: Value, at: str, report: Report) -> None:
    if isinstance(value, dict) and value.get("type") in MODAL_ONLY and report.surface != "modal":
        report.add(f"unsupported type: {value['type']}", f"{at}/type")


def element(place: str) -> Check:
    """Return the check for an element that stands in this place of a block."""
    return together(variant(ELEMENTS, PLACES[place]), _surface)
