"""What Bolt alone takes: `python -m benchmarks.baseline FILE [DATABASE]` gives constant replies.

FILE holds the very replies that the bot gave (`Replies`), so the same bytes go over the wire;
nothing is looked up, decided or kept. With a DATABASE (a new SQLite file) each press costs what a
database alone costs: a word reads one row, a tap is committed durably before it is answered.
"""

import json
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, local
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


class Nothing:
    """What the bare app keeps and reads."""

    def keep(self, user: str) -> None:
        """Keep nothing."""

    def look(self, user: str) -> None:
        """Read nothing."""


class Ledger(Nothing):
    """The least that a durable press costs: one row, one writer, one commit that is on the disk
    before anybody is answered (the same promises as the bot's own SQLite)."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._turn = Lock()
        self._writer = self._connection()
        self._writer.execute("PRAGMA journal_mode = WAL")
        self._writer.execute("PRAGMA synchronous = FULL")
        self._writer.execute("CREATE TABLE tap (id INTEGER PRIMARY KEY, user TEXT, at REAL)")
        self._writer.execute("CREATE INDEX tap_user ON tap (user)")
        self._readers = local()

    def keep(self, user: str) -> None:
        """Commit one row."""
        with self._turn:
            self._writer.execute("BEGIN IMMEDIATE")
            self._writer.execute("INSERT INTO tap (user, at) VALUES (?, ?)", (user, time.time()))
            self._writer.execute("COMMIT")

    def look(self, user: str) -> None:
        """Read one row."""
        if not hasattr(self._readers, "connection"):
            self._readers.connection = self._connection()
        found = self._readers.connection.execute("SELECT * FROM tap WHERE user = ?", (user,))
        found.fetchone()

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)


def build(replies: Replies, token: str, api_url: str, store: Nothing) -> App:
    """An app with as many threads as the bot has."""
    app = App(
        token=token,
        client=WebClient(token, base_url=api_url),
        signing_secret="unused in Socket Mode",  # noqa: S106 - not a secret
        listener_executor=ThreadPoolExecutor(LISTENERS_AT_ONCE),
    )

    def word(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        store.look(body["user_id"])
        if body["text"] == "join":
            client.views_open(trigger_id=body["trigger_id"], view=replies.form)
        else:
            WebhookClient(body["response_url"]).send(**replies.said)

    def held(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        store.keep(body["user"]["id"])
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
    store = Ledger(sys.argv[2]) if len(sys.argv) > 2 else Nothing()
    app = build(replies, os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"], store)
    wire = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], concurrency=LISTENERS_AT_ONCE)
    wire.connect()  # type: ignore[no-untyped-call]
    print("connected", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
