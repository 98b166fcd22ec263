"""The two ways Slack reaches the bot, with the same listeners behind both."""

import time
from functools import partial
from socket import SHUT_RDWR
from threading import Thread
from typing import Any, Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from waitress import wasyncore
from waitress.server import create_server

from handlers.slack_client import error_code

PONG_SECONDS = 60.0
"""After which a silent wire counts as dead, whatever it says of itself (docs/slack.md)."""

PATH = "/slack/events"

LARGEST_BODY = 4 * 1024 * 1024
"""Far above any payload of Slack's, far below what a stranger could wish to send."""


class NoWire(RuntimeError):
    """Slack cannot reach us: the text is Slack's own code where `refused`, else what went
    wrong."""

    def __init__(self, reason: str, refused: bool) -> None:
        super().__init__(reason)
        self.refused = refused


class Transport(Protocol):
    """A way in."""

    def connect(self) -> None:
        """Hear from now on; raises NoWire."""

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
        self._session = ("", 0.0)

    def connect(self) -> None:
        """Open the wire; the client renews it by itself from then on. Raises NoWire."""
        try:
            self._client.connect()
        except SlackApiError as refusal:
            code = error_code(refusal)
            raise NoWire(code or "no answer of its own", refused=code is not None) from None
        except (SlackClientError, OSError) as error:
            raise NoWire(type(error).__name__, refused=False) from None
        if not self._client.is_connected():
            raise NoWire("the wire did not open", refused=False)

    def close(self) -> None:
        """Close the wire and its threads."""
        client, session = self._client, self._client.current_session
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        if session is not None and session.sock is not None:
            _hang_up(session.sock)
        client.closed = True
        # Its processor looks at `closed` once it has taken something, or after a second.
        client.message_queue.put(None)
        client.close()

    def alive(self) -> bool:
        """Connected, and answered within the last minute."""
        session = self._client.current_session
        if session is None or not self._client.is_connected():
            return False
        if session.session_id != self._session[0]:
            self._session = (session.session_id, time.monotonic())
        pong = session.last_ping_pong_time
        if pong is None:
            return time.monotonic() - self._session[1] < PONG_SECONDS
        return time.time() - pong < PONG_SECONDS  # noqa: TID251 - the SDK stamps with this clock


class _Hanging(Protocol):
    def shutdown(self, how: int, /) -> None: ...


def _hang_up(sock: _Hanging) -> None:
    """Wake the SDK's reader, which would wait out a silence of three seconds first."""
    try:
        sock.shutdown(SHUT_RDWR)
    except OSError:
        return


class Http:
    """Signed requests to an address that a reverse proxy passes on to this port."""

    def __init__(self, app: App, port: int, at_once: int) -> None:
        """Bind the port on all addresses (0: any free one); raises OSError where it is taken."""
        self._sockets: dict[int, Any] = {}
        try:
            self._server = create_server(
                SlackRequestHandler(app, path=PATH),
                map=self._sockets,
                host="0.0.0.0",  # noqa: S104 - to be reached
                port=port,
                threads=at_once,
                ident="",
                max_request_body_size=LARGEST_BODY,
            )
        except OSError:
            wasyncore.close_all(self._sockets)
            raise
        self._thread = Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.effective_port)

    def connect(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def close(self) -> None:
        """Take no more requests, finish those in hand."""
        if not self._thread.is_alive():
            wasyncore.close_all(self._sockets)
            return
        # In the server's own thread, since that is the one that watches these sockets.
        aside = self._server.trigger.pull_trigger
        aside(partial(wasyncore.dispatcher.close, self._server))
        self._server.task_dispatcher.shutdown(cancel_pending=False)
        aside(partial(wasyncore.close_all, self._sockets))
        self._thread.join(5)

    def alive(self) -> bool:
        """Whether the server's thread runs."""
        return self._thread.is_alive()
