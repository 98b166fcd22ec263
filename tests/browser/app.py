"""A small app on the real Bolt that does what each test tells it."""

import logging
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox import Sandbox
from tests.browser.kit import EVERY_INPUT, Block, option

CITIES = ("Lima", "Lisbon", "London", "Oslo")
ANY = re.compile(".*")
Work = Callable[[dict[str, Any], WebClient], object]


class Parrot:
    """The app, what it heard, and what it does next."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.web = WebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        self.app = App(
            client=self.web,
            token_verification_enabled=False,
            listener_executor=ThreadPoolExecutor(4),
            logger=logging.getLogger("parrot"),
        )
        self.app.logger.setLevel(logging.CRITICAL)
        self._listen()
        self.handler = SocketModeHandler(self.app, sandbox.app_token)
        self.handler.client.logger.setLevel(logging.CRITICAL)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard and what to do."""
        self.heard: list[dict[str, Any]] = []
        self.view: Block = EVERY_INPUT
        self.home: list[Block] = []
        self.answer: dict[str, Any] = {}
        self.said: Any = ""
        self.works: dict[str, Work] = {}
        self.go = threading.Event()
        self.go.set()

    @property
    def last(self) -> dict[str, Any]:
        """The last thing that was heard."""
        return self.heard[-1]

    @property
    def action(self) -> dict[str, Any]:
        """The last press or choice."""
        action: dict[str, Any] = self.last["actions"][0]
        return action

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """What the last form held, by the ids of `kit.field`."""
        state = self.last["view"]["state"]["values"]
        return {id: entry[id] for id, entry in state.items()}

    def post(self, user: str, text: str = "", blocks: list[Block] | None = None) -> dict[str, str]:
        """Write to somebody; return where the message is."""
        sent = self.web.chat_postMessage(channel=user, text=text, blocks=blocks)
        return {"channel": sent["channel"], "ts": sent["ts"]}

    def _listen(self) -> None:
        self.app.command("/try")(self._command)
        self.app.action(ANY)(self._acted)
        self.app.shortcut(ANY)(self._opened)
        self.app.view(ANY)(self._submitted)
        self.app.view_closed(ANY)(self._noted)
        self.app.options(ANY)(self._asked)
        self.app.event("message")(self._event)
        self.app.event("app_home_opened")(self._home)

    def _hear(self, body: dict[str, Any]) -> None:
        self.heard.append(body)
        self.go.wait(5)

    def _noted(self, ack: Any, body: Any) -> None:
        self._hear(body)
        ack()

    def _command(self, ack: Any, body: Any, client: WebClient) -> None:
        self._hear(body)
        ack(self.said)
        if body["text"] == "form":
            client.views_open(trigger_id=body["trigger_id"], view=self.view)

    def _opened(self, ack: Any, body: Any, client: WebClient) -> None:
        self._noted(ack, body)
        client.views_open(trigger_id=body["trigger_id"], view=self.view)

    def _acted(self, ack: Any, body: Any, client: WebClient) -> None:
        self._noted(ack, body)
        work = self.works.get(body["actions"][0]["action_id"])
        if work is not None:
            work(body, client)

    def _submitted(self, ack: Any, body: Any) -> None:
        self._hear(body)
        ack(**self.answer)

    def _asked(self, ack: Any, body: Any) -> None:
        letters = body["value"].lower()
        ack(options=[option(city) for city in CITIES if letters in city.lower()])

    def _event(self, body: Any) -> None:
        self.heard.append(body)

    def _home(self, body: Any, client: WebClient) -> None:
        user = body["event"]["user"]
        client.views_publish(user_id=user, view={"type": "home", "blocks": self.home})
