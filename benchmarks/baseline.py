"""What Bolt alone takes: `python -m benchmarks.baseline FILE` gives constant replies.

FILE holds the very replies that the bot gave (`Replies`), so the same bytes go over the wire;
nothing is looked up, decided or kept.
"""

import json
import os
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.listeners import LISTENERS_AT_ONCE

HELD = "after.held"
"""The button "Yes, we met"."""


@dataclass(frozen=True)
class Replies:
    """Arguments of three calls: a response, a form to open, an edit of the tapped message."""

    said: Mapping[str, Any]
    form: Any
    edit: Mapping[str, Any]


def build(replies: Replies, token: str, api_url: str) -> App:
    """An app with as many threads as the bot has."""
    app = App(
        token=token,
        client=WebClient(token, base_url=api_url),
        signing_secret="unused in Socket Mode",  # noqa: S106 - not a secret
        listener_executor=ThreadPoolExecutor(LISTENERS_AT_ONCE),
    )

    def word(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        if body["text"] == "join":
            client.views_open(trigger_id=body["trigger_id"], view=replies.form)
        else:
            WebhookClient(body["response_url"]).send(**replies.said)

    def held(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        place = body["container"]
        client.chat_update(channel=place["channel_id"], ts=place["message_ts"], **replies.edit)

    app.command("/mentor")(word)
    app.action(HELD)(held)
    for event in ("message", "app_home_opened"):
        app.event(event)(lambda: None)
    return app


def main() -> None:
    """Answer until the process is ended."""
    replies = Replies(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    app = build(replies, os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"])
    wire = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], concurrency=LISTENERS_AT_ONCE)
    wire.connect()  # type: ignore[no-untyped-call]
    print("connected", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
