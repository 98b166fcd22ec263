"""Each limit of Slack's: what is at it passes, one more is refused as Slack refuses it."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from sandbox import Client, Sandbox
from sandbox.limits import LIMITS
from tests.sandbox.app import Bot, button, option
from tests.sandbox.loops import apart

Answer = tuple[str | None, list[str]]
TABLE: dict[str, dict[str, Any]] = {
    f"{group}.{name}": row
    for group, rows in tomllib.loads(
        (Path(__file__).parent / "limits.toml").read_text(encoding="utf-8")
    ).items()
    for name, row in rows.items()
}


@dataclass
class Desk:
    """What a case needs to try something."""

    sandbox: Sandbox
    client: Client
    api: WebClient
    ask: Callable[[str], Any]


def answer_of(call: Callable[[], Any]) -> Answer:
    try:
        return call().get("warning"), []
    except SlackApiError as refused:
        body: Any = refused.response.data
        return body["error"], body.get("response_metadata", {}).get("messages", [])


def plain(size: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * size}


def say(*blocks: dict[str, Any]) -> Callable[[Desk], Answer]:
    return lambda desk: answer_of(
        lambda: desk.api.chat_postMessage(channel="U_ANA", text="x", blocks=list(blocks))
    )


def touch(kind: str = "button", **more: Any) -> Callable[[Desk], Answer]:
    element = {"type": kind, "action_id": "a", **more}
    if kind == "button":
        element = {**button("x", "a"), **more}
    return say({"type": "actions", "elements": [element]})


def section(**more: Any) -> Callable[[Desk], Answer]:
    return say({"type": "section", **more})


def confirm(**more: Any) -> Callable[[Desk], Answer]:
    whole = {name: plain(5) for name in ("title", "text", "confirm", "deny")}
    return touch(confirm={**whole, **more})


def select(**more: Any) -> Callable[[Desk], Answer]:
    return touch("static_select", **more)


def options(number: int) -> list[dict[str, Any]]:
    return [option(f"o{each}") for each in range(number)]


def image(**more: Any) -> Callable[[Desk], Answer]:
    return say({"type": "image", "image_url": "https://x", "alt_text": "x", **more})


def modal(**more: Any) -> Callable[[Desk], Answer]:
    view = {"type": "modal", "title": plain(5), "submit": plain(5), "blocks": [], **more}
    return lambda desk: answer_of(
        lambda: desk.api.views_open(trigger_id=desk.client.person("U_ANA").trigger(), view=view)
    )


def entry(element: dict[str, Any] | None = None, **more: Any) -> Callable[[Desk], Answer]:
    typed = {"type": "plain_text_input", "action_id": "a", **(element or {})}
    return modal(blocks=[{"type": "input", "label": plain(5), "element": typed, **more}])


def long_text(size: int) -> Callable[[Desk], Answer]:
    return lambda desk: answer_of(
        lambda: desk.api.chat_postMessage(channel="U_ANA", text="x" * size)
    )


def long_edit(size: int) -> Callable[[Desk], Answer]:
    def attempt(desk: Desk) -> Answer:
        posted: Any = desk.api.chat_postMessage(channel="U_ANA", text="x")
        place = {"channel": posted["channel"], "ts": posted["ts"]}
        return answer_of(lambda: desk.api.chat_update(**place, text="x" * size))

    return attempt


def long_blocks(size: int) -> Callable[[Desk], Answer]:
    lengths = [2000] * (size // 2000) + [size % 2000]
    return say(*({"type": "section", "text": plain(length)} for length in lengths))


def long_markdown(size: int) -> Callable[[Desk], Answer]:
    lengths = (6000, size - 6000)
    return say(*({"type": "markdown", "text": "x" * length} for length in lengths))


def attachments(number: int) -> Callable[[Desk], Answer]:
    return lambda desk: answer_of(
        lambda: desk.api.chat_postMessage(
            channel="U_ANA", text="x", attachments=[{"text": "x"}] * number
        )
    )


def chart(shown: dict[str, Any], title: str = "x") -> dict[str, Any]:
    return {"type": "data_visualization", "title": title, "chart": shown}


def pie(number: int, label: str = "x") -> dict[str, Any]:
    return {"type": "pie", "segments": [{"label": label, "value": 1}] * number}


def bars(number: int, **axis: str) -> dict[str, Any]:
    series = [{"name": f"s{each}", "data": [{"label": "x", "value": 1}]} for each in range(number)]
    return {"type": "bar", "series": series, "axis_config": {"categories": ["x"], **axis}}


def sized_view(size: int) -> Callable[[Desk], Answer]:
    texts = [{"type": "mrkdwn", "text": ""} for _ in range(100)]
    view = {
        "type": "modal",
        "title": plain(5),
        "blocks": [{"type": "context", "elements": [text]} for text in texts],
    }
    missing = size - len(json.dumps(view))
    for place, text in enumerate(texts):
        text["text"] = "x" * (missing // 100 + (place < missing % 100))
    return lambda desk: answer_of(
        lambda: desk.api.views_open(trigger_id=desk.client.person("U_ANA").trigger(), view=view)
    )


def stacked(number: int) -> Callable[[Desk], Answer]:
    view = {"type": "modal", "title": plain(5), "blocks": []}

    def attempt(desk: Desk) -> Answer:
        ana = desk.client.person("U_ANA")
        desk.api.views_open(trigger_id=ana.trigger(), view=view)
        answer: Answer = (None, [])
        for _ in range(number - 1):
            trigger = ana.trigger(from_modal=True)
            answer = answer_of(lambda t=trigger: desk.api.views_push(trigger_id=t, view=view))
        return answer

    return attempt


def crowd(number: int) -> Callable[[Desk], Answer]:
    people = ["U_ANA", *(f"U_P{each}" for each in range(1, number))]
    return lambda desk: answer_of(lambda: desk.api.conversations_open(users=people))


def responses(number: int) -> Callable[[Desk], Answer]:
    def attempt(desk: Desk) -> Answer:
        bot: Bot = desk.ask("bot")
        desk.client.person("U_ANA").command("/mentor")
        url = bot.of_type("/mentor")[-1]["response_url"]
        answer: Answer = (None, [])
        for _ in range(number):
            response = WebhookClient(url).send(text="x")
            if response.status_code != 200:
                answer = (json.loads(response.body)["error"], [])
        return answer

    return attempt


def sockets(number: int) -> Callable[[Desk], Answer]:
    async def connect(desk: Desk) -> Answer:
        told: list[Any] = []
        kept: list[aiohttp.ClientWebSocketResponse] = []
        # The sockets of the test before may still be closing.
        desk.client.until(lambda: desk.client.connections <= 1)
        async with aiohttp.ClientSession() as session:
            for _ in range(number - desk.client.connections):
                opened: Any = desk.api.apps_connections_open(app_token=desk.sandbox.app_token)
                kept.append(await session.ws_connect(opened["url"]))
                told.append(await kept[-1].receive_json())
        return told[-1].get("reason"), []

    return lambda desk: apart(connect(desk))


CELL = {"type": "raw_text", "text": "x"}
CASES: dict[str, Callable[[int], Callable[[Desk], Answer]]] = {
    "message.blocks": lambda n: say(*[{"type": "divider"}] * n),
    "message.text": long_text,
    "message.update_text": long_edit,
    "message.blocks_text": long_blocks,
    "message.markdown_sum": long_markdown,
    "message.attachments": attachments,
    "section.text": lambda n: section(text=plain(n)),
    "section.field": lambda n: section(fields=[plain(n)]),
    "section.fields": lambda n: section(fields=[plain(1)] * n),
    "header.text": lambda n: say({"type": "header", "text": plain(n)}),
    "context.elements": lambda n: say({"type": "context", "elements": [plain(1)] * n}),
    "actions.elements": lambda n: say(
        {"type": "actions", "elements": [button("x", f"a{each}") for each in range(n)]}
    ),
    "button.text": lambda n: touch(text=plain(n)),
    "button.value": lambda n: touch(value="x" * n),
    "button.url": lambda n: touch(url="x" * n),
    "button.accessibility_label": lambda n: touch(accessibility_label="x" * n),
    "id.block_id": lambda n: say({"type": "divider", "block_id": "x" * n}),
    "id.action_id": lambda n: touch(action_id="x" * n),
    "option.text": lambda n: select(options=[{"text": plain(n), "value": "v"}]),
    "option.value": lambda n: select(options=[{"text": plain(1), "value": "v" * n}]),
    "option.description": lambda n: select(options=[{**option("x"), "description": plain(n)}]),
    "option.url": lambda n: touch("overflow", options=[{**option("x"), "url": "x" * n}]),
    "select.options": lambda n: select(options=options(n)),
    "select.option_groups": lambda n: select(
        option_groups=[{"label": plain(1), "options": options(1)}] * n
    ),
    "select.group_options": lambda n: select(
        option_groups=[{"label": plain(1), "options": options(n)}]
    ),
    "select.group_label": lambda n: select(
        option_groups=[{"label": plain(n), "options": options(1)}]
    ),
    "checkboxes.options": lambda n: touch("checkboxes", options=options(n)),
    "radio_buttons.options": lambda n: touch("radio_buttons", options=options(n)),
    "overflow.options": lambda n: touch("overflow", options=options(n)),
    "object.placeholder": lambda n: touch("users_select", placeholder=plain(n)),
    "confirm.title": lambda n: confirm(title=plain(n)),
    "confirm.text": lambda n: confirm(text=plain(n)),
    "confirm.confirm": lambda n: confirm(confirm=plain(n)),
    "confirm.deny": lambda n: confirm(deny=plain(n)),
    "image.alt_text": lambda n: image(alt_text="x" * n),
    "image.title": lambda n: image(title=plain(n)),
    "image.url": lambda n: image(image_url="x" * n),
    "markdown.text": lambda n: say({"type": "markdown", "text": "x" * n}),
    "table.rows": lambda n: say({"type": "table", "rows": [[CELL]] * n}),
    "table.columns": lambda n: say({"type": "table", "rows": [[CELL] * n]}),
    "chart.title": lambda n: say(chart(pie(1), title="x" * n)),
    "chart.segments": lambda n: say(chart(pie(n))),
    "chart.series": lambda n: say(chart(bars(n))),
    "chart.label": lambda n: say(chart(pie(1, label="x" * n))),
    "chart.axis_label": lambda n: say(chart(bars(1, x_label="x" * n))),
    "chart.per_message": lambda n: say(*[chart(pie(1))] * n),
    "input.label": lambda n: entry(label=plain(n)),
    "input.hint": lambda n: entry(hint=plain(n)),
    "input.text": lambda n: entry({"initial_value": "x" * n}),
    "view.blocks": lambda n: modal(blocks=[{"type": "divider"}] * n),
    "view.title": lambda n: modal(title=plain(n)),
    "view.submit": lambda n: modal(submit=plain(n)),
    "view.close": lambda n: modal(close=plain(n)),
    "view.callback_id": lambda n: modal(callback_id="x" * n),
    "view.external_id": lambda n: modal(external_id="x" * n),
    "view.private_metadata": lambda n: modal(private_metadata="x" * n),
    "view.size": sized_view,
    "view.stack": stacked,
    "people.group": crowd,
    "response_url.uses": responses,
    "socket.connections": sockets,
}


@pytest.fixture
def desk(sandbox: Sandbox, client: Client, api: WebClient, request: pytest.FixtureRequest) -> Desk:
    return Desk(sandbox, client, api, request.getfixturevalue)


def test_the_sandbox_knows_exactly_the_limits_in_the_table() -> None:
    assert {name: limit.most for name, limit in LIMITS.items()} == {
        name: row["most"] for name, row in TABLE.items()
    }
    assert {name: limit.error for name, limit in LIMITS.items()} == {
        name: row["error"] for name, row in TABLE.items()
    }


def test_every_limit_is_tried() -> None:
    assert CASES.keys() == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_at_the_limit_passes(desk: Desk, name: str) -> None:
    assert CASES[name](TABLE[name]["most"])(desk) == (None, [])


@pytest.mark.parametrize("name", TABLE)
def test_one_over_the_limit_is_refused_with_slacks_error(desk: Desk, name: str) -> None:
    row = TABLE[name]
    error, messages = CASES[name](row["most"] + 1)(desk)
    assert error == row["error"]
    pointed = [message for message in messages if f"[json-pointer:{row.get('pointer')}]" in message]
    assert bool(pointed) == ("pointer" in row)
