"""A person at their Slack: what they do, and what they see."""

import time
from collections.abc import Callable

from sandbox.seen import Impossible, Json, Reply, SeenMessage, SeenView, Value
from sandbox.wire import ask

# Waiting looks at the newest messages only: after a long story there are thousands.
_LOOKED_AT = 50
Wanted = str | Callable[[SeenMessage], bool]


class Person:
    """Acts for one user id; every act waits until the app acknowledged it."""

    def __init__(self, url: str, user_id: str) -> None:
        self._url = url
        self.id = user_id

    def _ask(self, verb: str, **body: Value) -> Value:
        return ask(self._url, verb, {"user": self.id, **body})

    def _act(self, verb: str, **body: Value) -> Reply:
        return Reply.read(self._ask(verb, **body))

    # Doing

    def command(self, text: str, channel: str | None = None) -> Reply:
        """Run a slash command, by default in the person's DM with the bot."""
        return self._act("command", text=text, channel=channel)

    def shortcut(self, callback_id: str) -> Reply:
        """Run a global shortcut."""
        return self._act("shortcut", callback_id=callback_id)

    def write(self, text: str, channel: str | None = None) -> Reply:
        """Write a message, by default to the bot."""
        return self._act("write", text=text, channel=channel)

    def press(self, what: str, message: SeenMessage | None = None, **aim: Value) -> Reply:
        """Press a button by its words or action_id, in the newest message that has it.

        `within` wants these words beside it, `nth` counts from 0, `double` clicks twice at
        once, `channel` looks there only, `in_view=True` looks in the open form.
        """
        return self._press({"what": what}, message, aim)

    def choose(
        self, option: Value, message: SeenMessage | None = None, of: str = "", **aim: Value
    ) -> Reply:
        """Choose an option of a menu or select by its words, as `press` does.

        `of` names the select by placeholder or action_id (needed for people and dates).
        """
        return self._press({"what": of, "option": option}, message, aim)

    def choose_in_view(self, option: Value, of: str = "", **aim: Value) -> Reply:
        """Choose an option of a menu or select in the open form."""
        return self.choose(option, None, of, in_view=True, **aim)

    def press_home(self, what: str, **aim: Value) -> Reply:
        """Press a button on the Home tab as it is now."""
        return self._press({"what": what, "place": "home"}, None, aim)

    def choose_home(self, option: Value, of: str = "", **aim: Value) -> Reply:
        """Choose an option on the Home tab as it is now."""
        return self._press({"what": of, "option": option, "place": "home"}, None, aim)

    def _press(self, wanted: Json, message: SeenMessage | None, aim: Json) -> Reply:
        if aim.pop("in_view", False):
            wanted["place"] = "modal"
        if message is not None:
            wanted.update(channel=message.channel, ts=message.ts)
        return self._act("press", **wanted, **aim)

    def fill(self, label: str, value: Value, place: str = "modal") -> Reply:
        """Put a value into the field with this label, block_id or action_id; None empties it.

        `place="home"` fills in a field on the Home tab.
        """
        return self._act("fill", label=label, value=value, place=place)

    def submit(self, double: bool = False) -> Reply:
        """Submit the open form; raises Impossible for what Slack's client would not send."""
        return self._act("submit", double=double)

    def close_view(self, whole_stack: bool = False) -> Reply:
        """Cancel the open form, or close all with the cross."""
        return self._act("close", whole_stack=whole_stack)

    def press_raw(
        self, action_id: str, value: str | None, message_ts: str, channel: str, **more: Value
    ) -> Reply:
        """Send a press as anyone could craft it (`option`, `block_id`, `type` in `more`)."""
        return self._act(
            "raw_press", action_id=action_id, value=value, ts=message_ts, channel=channel, **more
        )

    def submit_raw(self, view: Json) -> Reply:
        """Send a submission with this view payload; the answer changes nothing on screen."""
        return self._act("raw_submit", view=view)

    def raw(self, payload: Json) -> Reply:
        """Send any interaction payload, with this person as its user unless it names one."""
        return self._act("raw", payload=payload)

    def trigger(self, from_modal: bool = False) -> str:
        """Return a fresh trigger id of this person, for calls without an app around them."""
        return str(self._ask("trigger", from_modal=from_modal))

    # Seeing

    @property
    def view(self) -> SeenView | None:
        """The form on top, if one is open."""
        body = self._ask("view")
        return SeenView.read(body) if body else None

    def home(self, timeout: float = 2.0) -> SeenView | None:
        """Open the Home tab and return it as published anew, or as it is after `timeout`."""
        body = self._ask("home", timeout=timeout)["home"]
        return SeenView.read(body) if body else None

    @property
    def home_now(self) -> SeenView | None:
        """The Home tab as it is, without opening it."""
        body = self._ask("home_now")
        return SeenView.read(body) if body else None

    def open_messages_tab(self) -> Reply:
        """Look at the app's Messages tab."""
        return self._act("messages_tab")

    def messages(self, channel: str | None = None, newest: int = 0) -> list[SeenMessage]:
        """All messages this person can see, or so many, the newest last."""
        found = self._ask("messages", channel=channel, newest=newest)
        return [SeenMessage.read(body) for body in found]

    def ephemerals(self) -> list[SeenMessage]:
        """The messages only this person can see, the newest last."""
        return [message for message in self.messages() if message.ephemeral]

    @property
    def dms(self) -> list[SeenMessage]:
        """The bot's messages in the DM with this person, the newest last."""
        found = self.messages(f"D{self.id[1:]}")
        return [message for message in found if message.author == "bot"]

    @property
    def dm(self) -> SeenMessage | None:
        """The bot's newest message in the DM with this person."""
        found = self.dms
        return found[-1] if found else None

    def wait_for(
        self, wanted: Wanted, timeout: float = 3.0, channel: str | None = None
    ) -> SeenMessage:
        """Return the newest message with these words, or for which this holds; waits for it."""
        holds = wanted if callable(wanted) else _has(wanted)
        found: list[SeenMessage] = []

        def arrived() -> bool:
            found[:] = filter(holds, self.messages(channel, newest=_LOOKED_AT))
            return bool(found)

        if not until(self._url, arrived, timeout):
            seen = [message.words[:80] for message in self.messages(channel)[-5:]]
            raise Impossible(f"{self.id} waited for {wanted!r}, saw only {seen}")
        return found[-1]

    def wait_for_view(self, wanted: str = "", timeout: float = 3.0) -> SeenView:
        """Return the open form once it shows these words; waits for it."""
        found: list[SeenView] = []

        def arrived() -> bool:
            view = self.view
            found[:] = [view] if view is not None and wanted in view.words else []
            return bool(found)

        if not until(self._url, arrived, timeout):
            raise Impossible(f"{self.id} waited for a form with {wanted!r}")
        return found[0]


def _has(words: str) -> Callable[[SeenMessage], bool]:
    return lambda message: words in message


def until(url: str, holds: Callable[[], bool], timeout: float) -> bool:
    """Return whether something came to hold in time; looks again whenever Slack changes."""
    end = time.monotonic() + timeout
    seen = 0
    while True:
        now = ask(url, "changes", {"since": 0, "timeout": 0})["changes"]
        if holds():
            return True
        left = end - time.monotonic()
        if left <= 0:
            return False
        seen = now
        ask(url, "changes", {"since": seen, "timeout": min(left, 5.0)})
