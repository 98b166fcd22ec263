"""Blocks and views are refused where Slack refuses them, with a pointer."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Client
from tests.sandbox.app import FORM, button, option


def text(words: str = "x", kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": words}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def entry(**element: Any) -> dict[str, Any]:
    return {"type": "input", "label": text(), "element": {"action_id": "a", **element}}


SELECT = {"type": "static_select", "action_id": "a"}
REFUSED: list[tuple[str, list[Any], str]] = [
    ("an unknown block", [{"type": "poem"}], "/blocks/0/type"),
    ("a block without a type", [{"text": text()}], "/blocks/0"),
    ("an unknown element", [actions({"type": "lever"})], "/blocks/0/elements/0/type"),
    (
        "a text input in an actions block",
        [actions({"type": "plain_text_input", "action_id": "a"})],
        "/blocks/0/elements/0/type",
    ),
    ("a block that is no object", ["words"], "/blocks/0"),
    ("options that are no list", [actions({**SELECT, "options": 7})], "/elements/0/options"),
    ("a table of bare words", [{"type": "table", "rows": [["x"]]}], "/blocks/0/rows/0/0"),
    (
        "a chart of bare words",
        [
            {
                "type": "data_visualization",
                "title": "x",
                "chart": {"type": "bar", "series": ["x"], "axis_config": {"categories": ["x"]}},
            }
        ],
        "/blocks/0/chart/series/0",
    ),
    ("a section without words", [{"type": "section"}], "/blocks/0"),
    (
        "a header in mrkdwn",
        [{"type": "header", "text": text(kind="mrkdwn")}],
        "/blocks/0/text/type",
    ),
    ("empty words", [{"type": "section", "text": text("")}], "/blocks/0/text/text"),
    ("a button without words", [actions({"type": "button"})], "/blocks/0/elements/0"),
    ("a button in mrkdwn", [actions({**button("x", "a"), "text": text(kind="mrkdwn")})], "/type"),
    ("a strange style", [actions({**button("x", "a"), "style": "loud"})], "/elements/0/style"),
    ("an unknown key", [{"type": "divider", "color": "red"}], "/blocks/0"),
    ("an empty actions block", [actions()], "/blocks/0/elements"),
    ("a select without options", [actions(SELECT)], "/blocks/0/elements/0"),
    ("an empty list of options", [actions({**SELECT, "options": []})], "/elements/0/options"),
    (
        "an initial option that is no option",
        [actions({**SELECT, "options": [option("A")], "initial_option": option("B")})],
        "/blocks/0/elements/0",
    ),
    (
        "an option without a value",
        [actions({**SELECT, "options": [{"text": text()}]})],
        "/options/0",
    ),
    (
        "two elements with one action_id in a block",
        [actions(button("Yes", "same"), button("No", "same"))],
        "/blocks/0/elements/1/action_id",
    ),
    (
        "two blocks with one block_id",
        [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
        "/blocks/1/block_id",
    ),
    ("an image without alt_text", [{"type": "image", "image_url": "https://x"}], "/blocks/0"),
    ("an image without a source", [{"type": "image", "alt_text": "x"}], "/blocks/0"),
    (
        "a number input in a message",
        [entry(type="number_input", is_decimal_allowed=False)],
        "/type",
    ),
    ("an e-mail input in a message", [entry(type="email_text_input")], "/element/type"),
    ("a url input in a message", [entry(type="url_text_input")], "/element/type"),
    (
        "an unknown rich text element",
        [{"type": "rich_text", "elements": [{"type": "rich_text_song", "elements": []}]}],
        "/blocks/0/elements/0/type",
    ),
    ("a button in a context block", [{"type": "context", "elements": [button("x", "a")]}], "/type"),
]


@pytest.mark.parametrize(
    ("blocks", "pointer"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_message_with_wrong_blocks_is_refused(
    api: WebClient, client: Client, blocks: list[Any], pointer: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        api.chat_postMessage(channel="U_ANA", text="x", blocks=blocks)
    body: Any = refused.value.response.data
    assert body["error"] == "invalid_blocks"
    assert any(message.endswith(f"{pointer}]") for message in body["response_metadata"]["messages"])
    assert body["errors"]
    assert client.person("U_ANA").messages() == []


def test_one_action_id_in_two_blocks_is_fine(api: WebClient, client: Client) -> None:
    blocks = [actions(button("Yes", "same")), actions(button("No", "same"))]
    api.chat_postMessage(channel="U_ANA", text="x", blocks=blocks)
    dm = client.person("U_ANA").dm
    assert dm is not None
    assert [words for words, _, _ in dm.buttons] == ["Yes", "No"]


def test_blocks_that_are_no_json_are_refused(api: WebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_blocks_format"):
        api.api_call("chat.postMessage", data={"channel": "U_ANA", "blocks": "[{", "text": "x"})


VIEW = {"type": "modal", "title": text("A form"), "blocks": []}
WRONG_VIEWS: list[tuple[str, dict[str, Any], str | None]] = [
    ("no title", {"type": "modal", "blocks": []}, "/view"),
    ("no blocks", {"type": "modal", "title": text()}, "/view"),
    ("a home tab in a modal", {"type": "home", "blocks": []}, "/view/type"),
    ("inputs without a submit", {**VIEW, "blocks": [entry(type="plain_text_input")]}, "/view"),
    *(
        (f"the key {key} that Slack adds", {**VIEW, key: "x"}, "/view")
        for key in ("id", "hash", "state", "team_id", "root_view_id", "app_id", "bot_id")
    ),
    (
        "two blocks with one block_id, without a hint",
        {**VIEW, "blocks": [{"type": "divider", "block_id": "b"}] * 2},
        None,
    ),
    (
        "two elements with one action_id",
        {**VIEW, "blocks": [actions(button("x", "a"), button("y", "a"))]},
        "/view/blocks/0/elements/1/action_id",
    ),
    ("a wrong block", {**VIEW, "blocks": [{"type": "poem"}]}, "/view/blocks/0/type"),
]


@pytest.mark.parametrize(
    ("view", "pointer"), [row[1:] for row in WRONG_VIEWS], ids=[row[0] for row in WRONG_VIEWS]
)
def test_a_wrong_view_is_refused(
    api: WebClient, client: Client, view: dict[str, Any], pointer: str | None
) -> None:
    ana = client.person("U_ANA")
    with pytest.raises(SlackApiError) as refused:
        api.views_open(trigger_id=ana.trigger(), view=view)
    body: Any = refused.value.response.data
    assert body["error"] == "invalid_arguments"
    messages = body.get("response_metadata", {}).get("messages", [])
    assert any(message.endswith(f"{pointer}]") for message in messages) == (pointer is not None)
    assert ana.view is None


@pytest.mark.parametrize(
    "element",
    [
        {"type": "number_input", "is_decimal_allowed": False},
        {"type": "email_text_input"},
        {"type": "url_text_input"},
    ],
)
def test_inputs_for_modals_are_taken_there_and_not_on_the_home_tab(
    api: WebClient, client: Client, element: dict[str, Any]
) -> None:
    blocks = [entry(**element)]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        api.views_publish(user_id="U_ANA", view={"type": "home", "blocks": blocks})
    view = {**VIEW, "submit": text("Send"), "blocks": blocks}
    assert api.views_open(trigger_id=client.person("U_ANA").trigger(), view=view)["ok"]


def test_what_was_typed_stays_when_a_view_changes_around_it(api: WebClient, client: Client) -> None:
    ana = client.person("U_ANA")
    opened: Any = api.views_open(trigger_id=ana.trigger(), view=FORM)["view"]
    ana.fill("Goal", "to learn")
    api.views_update(view_id=opened["id"], hash=opened["hash"], view=FORM)
    view = ana.view
    assert view is not None
    assert view.inputs["Goal"].value == "to learn"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        api.views_update(view_id=opened["id"], hash=opened["hash"], view=FORM)
    ana.close_view()
    with pytest.raises(SlackApiError, match="not_found"):
        api.views_update(view_id=opened["id"], view=FORM)


def test_what_a_person_cannot_type_or_choose_is_impossible(api: WebClient, client: Client) -> None:
    ana = client.person("U_ANA")
    typed = {"type": "plain_text_input", "max_length": 3}
    number = {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}
    people = {"type": "multi_users_select", "max_selected_items": 1}
    blocks = [
        {**entry(**typed), "label": text("Words")},
        {**entry(**number), "label": text("Number")},
        {**entry(**people), "label": text("People"), "optional": True},
        {**entry(type="checkboxes", options=[option("A"), option("B")]), "label": text("Boxes")},
    ]
    api.views_open(trigger_id=ana.trigger(), view={**VIEW, "submit": text(), "blocks": blocks})
    for field, value in (("People", ["U_BEN", "U_CY"]), ("People", "U_NOBODY"), ("Boxes", "C")):
        with pytest.raises(AssertionError):
            ana.fill(field, value)
    ana.fill("Words", "four")
    ana.fill("Number", "10")
    ana.fill("Boxes", ["A", "b"])
    with pytest.raises(AssertionError, match="takes at most 3 characters; 'Number' takes 9"):
        ana.submit()
