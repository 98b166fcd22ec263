"""The two ways Slack reaches the bot, with the same listeners behind both."""

import time
from threading import Thread
from typing import Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from waitress.server import create_server

PONG_SECONDS = 60.0
"""After which a silent wire counts as dead, whatever it says of itself (slack-platform 2.10)."""

PATH = "/slack/events"


class Transport(Protocol):
    """A way in."""

    def connect(self) -> None:
        """Hear from now on."""

    def close(self) -> None:
        """Hear no more."""

    def alive(self) -> bool:
        """Whether Slack can reach us now."""


class SocketMode:
    """Slack's own wire out of the company: no address of ours is needed."""

    def __init__(self, app: App, app_token: str, at_once: int) -> None:
        """`at_once` payloads are taken in parallel."""
        client = SocketModeHandler(app, app_token, concurrency=at_once).client
        if not isinstance(client, SocketModeClient):
            raise TypeError("Bolt's Socket Mode handler brought another client than its own")
        self._client = client

    def connect(self) -> None:
        """Open the wire; the client renews it by itself from then on."""
        self._client.connect()

    def close(self) -> None:
        """Close the wire and its threads."""
        self._client.close()

    def alive(self) -> bool:
        """Connected, and answered within the last minute."""
        session = self._client.current_session
        if session is None or not self._client.is_connected():
            return False
        pong = session.last_ping_pong_time
        return pong is None or time.time() - pong < PONG_SECONDS


class Http:
    """Signed requests to an address that a reverse proxy passes on to this port."""

    def __init__(self, app: App, port: int) -> None:
        """Bind the port on all addresses; raises OSError where it is taken."""
        handler = SlackRequestHandler(app, path=PATH)
        self._server = create_server(handler, host="0.0.0.0", port=port)  # noqa: S104 - to be reached
        self._thread = Thread(target=self._server.run, name="http", daemon=True)

    def connect(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def close(self) -> None:
        """Answer no more."""
        self._server.close()

    def alive(self) -> bool:
        """Whether the server's thread runs."""
        return self._thread.is_alive()
