"""A small app on the real Bolt, with a listener for whatever the tests need."""

import contextlib
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox

FORM = {
    "type": "modal",
    "callback_id": "form",
    "private_metadata": "kept",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "goal",
            "label": {"type": "plain_text", "text": "Goal"},
            "element": {"type": "plain_text_input", "action_id": "text", "min_length": 3},
        },
        {
            "type": "input",
            "block_id": "day",
            "optional": True,
            "label": {"type": "plain_text", "text": "Day"},
            "element": {"type": "datepicker", "action_id": "date"},
        },
        {
            "type": "input",
            "block_id": "city",
            "optional": True,
            "label": {"type": "plain_text", "text": "City"},
            "element": {"type": "external_select", "action_id": "city", "min_query_length": 0},
        },
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "More"},
            "accessory": {
                "type": "button",
                "action_id": "deeper",
                "text": {"type": "plain_text", "text": "Deeper"},
            },
        },
    ],
}


def button(text: str, action_id: str, value: str = "1") -> dict[str, Any]:
    words = {"type": "plain_text", "text": text}
    return {"type": "button", "text": words, "action_id": action_id, "value": value}


def option(text: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": text}, "value": text.lower()}


CARD = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Shall we, <@U_ANA>?"}},
    {
        "type": "actions",
        "elements": [
            button("Yes", "yes"),
            button("No", "no"),
            {"type": "overflow", "action_id": "menu", "options": [option("Why"), option("Later")]},
        ],
    },
]


class Bot:
    """The app, what it heard, and how the next form is answered."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.heard: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {}
        self.slow = threading.Event()
        self.app = App(
            client=WebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[]),
            token_verification_enabled=False,
            listener_executor=ThreadPoolExecutor(8),
            logger=logging.getLogger("test-bot"),
        )
        self.app.logger.setLevel(logging.CRITICAL)
        self._listen()
        self.handler = SocketModeHandler(self.app, sandbox.app_token, ping_interval=0.5)
        self.handler.client.logger.setLevel(logging.CRITICAL)

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [
            body
            for body in list(self.heard)
            if kind in (body.get("type"), body.get("event", {}).get("type"), body.get("command"))
        ]

    def _listen(self) -> None:
        app = self.app
        app.command("/mentor")(self._command)
        app.action("yes")(self._yes)
        for name in ("no", "menu", "city", "raw"):
            app.action(name)(self._note)
        app.action("deeper")(self._deeper)
        app.options("city")(self._cities)
        app.view("form")(self._submitted)
        app.view_closed("form")(self._note)
        app.shortcut("shortcut.log")(self._form)
        for event in ("message", "user_change", "member_joined_channel", "member_left_channel"):
            app.event(event)(self._event)
        for event in ("group_archive", "group_deleted", "group_left", "channel_id_changed"):
            app.event(event)(self._event)
        app.event("app_home_opened")(self._home)

    def _command(self, ack: Any, body: Any, client: Any, respond: Any) -> None:
        self.heard.append(body)
        words = body["text"]
        if words == "slow":
            self.slow.wait(5)
        if words == "say":
            ack("said")
        elif words == "badly":
            ack(blocks=[{"type": "nonsense"}], text="x")
        else:
            ack(**self.answer if words == "answer" else {})
        if words == "form":
            client.views_open(trigger_id=body["trigger_id"], view=FORM)
        elif words == "respond":
            respond("first")
            respond("second", replace_original=True)

    def _form(self, ack: Any, body: Any, client: Any) -> None:
        ack()
        self.heard.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    def _deeper(self, ack: Any, body: Any, client: Any) -> None:
        ack()
        self.heard.append(body)
        # Bolt loses an acknowledgement when the listener fails right after it.
        with contextlib.suppress(SlackApiError):
            client.views_push(trigger_id=body["trigger_id"], view=FORM)

    def _yes(self, ack: Any, body: Any, client: Any) -> None:
        ack()
        self.heard.append(body)
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        client.chat_update(**place, text="Agreed", blocks=[])

    def _cities(self, ack: Any, body: Any) -> None:
        found = [name for name in ("Lima", "London") if body["value"] in name]
        ack(options=[option(name) for name in found])

    def _submitted(self, ack: Any, body: Any) -> None:
        self.heard.append(body)
        ack(**self.answer)

    def _note(self, ack: Any, body: Any) -> None:
        ack()
        self.heard.append(body)

    def _event(self, body: Any) -> None:
        self.heard.append(body)

    def _home(self, body: Any, client: Any) -> None:
        self.heard.append(body)
        blocks = [{"type": "actions", "elements": [button("Begin", "no")]}]
        client.views_publish(user_id=body["event"]["user"], view={"type": "home", "blocks": blocks})
