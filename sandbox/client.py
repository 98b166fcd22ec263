"""A synchronous client of the control API, on the standard library; for tests and other processes.

    client = Client(sandbox.url)
    theo = client.person("U_THEO")

Acts wait for the app's acknowledgement (at most `Windows.ack`) and return a `Reply` with
`acked`, `ack_payload`, `seconds`, `error` (None, "operation_timeout", "dispatch_failed" with no
connection, "invalid_command_response", "not_subscribed"), `errors` (block_id -> text, after a
refused submission) and `others` (the second half of a double click). What a person could not do
in Slack's client raises `Impossible` (an AssertionError) that lists what they do see.

    theo.command("/thing arg", channel=None)   theo.shortcut("callback.id")   theo.write("hello")
    theo.press("Accept", message=None, within="words beside it", nth=0, double=False, channel=None)
    theo.choose("Option words", message=None, of="placeholder or action_id of the select")
    theo.press("Add", in_view=True)            theo.choose_in_view("Option words", of="")
    theo.home(timeout=2) -> SeenView or None   theo.press_home("Start")   theo.choose_home("Pause")
    theo.home_now                              (the Home tab as it is, without opening it)
    theo.view -> SeenView or None              theo.wait_for_view("words")
    theo.fill("label | block_id | action_id", value)   theo.submit(double=False)
    theo.close_view(whole_stack=False)
    theo.messages(channel=None)  theo.ephemerals()  theo.dms  theo.dm  theo.wait_for("words", 3)
    theo.press_raw(action_id, value, message_ts, channel)   theo.submit_raw(view_payload)
    theo.raw(payload)                          (no checks: also by deactivated people)
    theo.open_messages_tab()                   theo.trigger()  (a trigger id without an app)

`SeenMessage`: channel, ts, author ("bot" or user id), text, blocks, buttons [(words, action_id,
value)], menu [option words], touchables, metadata, edited, ephemeral, visible(), `"x" in message`.
`SeenView`: title, submit, close, blocks, callback_id, private_metadata, values, errors, buttons,
inputs (by block_id; a label or an action_id finds them too; each has label, value, type, optional,
options), text(), `"x" in view`.

The DM of U_THEO with the bot is D_THEO. A method in the way of a fault is a Web API method,
"response_url", "*", or an envelope type ("slash_commands", "interactive", "events_api").
"""

from collections.abc import Callable

from sandbox.person import Person, until
from sandbox.seen import Impossible, Input, Json, Reply, SeenMessage, SeenView, Value
from sandbox.state import BOT_USER_ID
from sandbox.wire import ask

__all__ = ["Client", "Impossible", "Input", "Person", "Reply", "SeenMessage", "SeenView"]


class Client:
    """Steers and questions one sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def _ask(self, verb: str, **body: Value) -> Value:
        return ask(self.url, verb, body)

    def _act(self, verb: str, **body: Value) -> Reply:
        return Reply.read(self._ask(verb, **body))

    def person(self, user_id: str) -> Person:
        """Return a person who can act."""
        return Person(self.url, user_id)

    def until(self, holds: Callable[[], bool], timeout: float = 3.0) -> bool:
        """Return whether something came to hold in time, without polling in a loop."""
        return until(self.url, holds, timeout)

    # The workspace

    def reset(self) -> None:
        """Forget everything but the live sockets."""
        self._ask("reset")

    def state(self) -> Json:
        """Return team, people, channels, scopes and the number of connections."""
        state: Json = self._ask("state")
        return state

    @property
    def connections(self) -> int:
        """How many sockets the app has open."""
        return int(self.state()["connections"])

    def wait_until_connected(self, number: int = 1, timeout: float = 10.0) -> None:
        """Wait until the app has this many sockets; raises Impossible."""
        if not self.until(lambda: self.connections >= number, timeout):
            raise Impossible(f"the app has {self.connections} of {number} connections")

    def invite_bot(self, channel: str, by: str | None = None) -> Reply:
        """Add the bot to a channel."""
        return self._act("join", channel=channel, user=BOT_USER_ID, by=by)

    def remove_bot(self, channel: str) -> Reply:
        """Remove the bot from a channel."""
        return self._act("leave", channel=channel, user=BOT_USER_ID)

    def join(self, channel: str, user: str) -> Reply:
        """Let a person join a channel."""
        return self._act("join", channel=channel, user=user)

    def leave(self, channel: str, user: str) -> Reply:
        """Let a person leave a channel."""
        return self._act("leave", channel=channel, user=user)

    def archive(self, channel: str, by: str = "") -> Reply:
        """Archive a channel."""
        return self._act("archive", channel=channel, by=by)

    def unarchive(self, channel: str, by: str = "") -> Reply:
        """Bring an archived channel back."""
        return self._act("archive", channel=channel, by=by, away=False)

    def delete_channel(self, channel: str, by: str = "") -> Reply:
        """Delete a channel for good."""
        return self._act("delete_channel", channel=channel, by=by)

    def change_channel_id(self, channel: str, new: str) -> Reply:
        """Give a channel another id."""
        return self._act("change_channel_id", channel=channel, new=new)

    def add_channel(self, channel_id: str, name: str, **more: Value) -> None:
        """Add a channel; `more` as in `workspace.Channel`."""
        self._ask("add_channel", id=channel_id, name=name, **{"members": [], **more})

    def add_user(self, user_id: str, **more: Value) -> Reply:
        """Add a person; `more` as in `workspace.Human`."""
        return self._act("add_user", id=user_id, **more)

    def change_user(self, user: str, **changes: Value) -> Reply:
        """Change fields of a person, as in `workspace.Human`."""
        return self._act("change_user", user=user, changes=changes)

    def deactivate(self, user: str) -> Reply:
        """Deactivate a person."""
        return self.change_user(user, deleted=True)

    def reactivate(self, user: str) -> Reply:
        """Let a deactivated person in again."""
        return self.change_user(user, deleted=False)

    # Trouble

    def fault(self, kind: str, method: str = "*", **more: Value) -> None:
        """Order misbehavior, as in `faults.Fault`: count, where, effect, status, error, skip...

        Kinds: ratelimited (retry_after), status (status), html, empty, half, reset, hang,
        delay (seconds), error (error), hold; on envelopes duplicate and lost_ack. `effect=True`
        carries the call out before things go wrong.
        """
        self._ask("fault", kind=kind, method=method, **more)

    def clear_faults(self) -> None:
        """Forget all orders and let held answers go."""
        self._ask("clear_faults")

    def held(self) -> list[Json]:
        """Return the calls whose answers are held now: id, method, args, effect."""
        held: list[Json] = self._ask("held")
        return held

    def wait_until_held(self, timeout: float = 5.0) -> Json:
        """Return the first held call, waiting for it; raises Impossible."""
        if not self.until(lambda: bool(self.held()), timeout):
            raise Impossible("no answer is held")
        return self.held()[0]

    def release(self, held_id: str | None = None) -> int:
        """Let a held answer go, or all; return how many."""
        return int(self._ask("release", id=held_id)["released"])

    def drop_sockets(self, how: str = "close") -> int:
        """Trouble all sockets: close, end (no close frame), reset, silent, warning,
        refresh_requested, link_disabled; return how many there were."""
        return int(self._ask("drop_sockets", how=how)["dropped"])

    def retry_events(self) -> int:
        """Skip the pause before the next retry of waiting events; return how many wait."""
        return int(self._ask("retry_events")["waiting"])

    def remove_scope(self, scope: str) -> None:
        """Take a scope away from the app."""
        self._ask("remove_scope", scope=scope)

    def restore_scopes(self) -> None:
        """Grant what the manifest asks for again."""
        self._ask("restore_scopes")

    def short_pages(self, size: int) -> None:
        """Make pages of lists no longer than this; 0 ends it."""
        self._ask("short_pages", size=size)

    def limit_rates(self, enforced: bool = True) -> None:
        """Enforce Slack's published rates."""
        self._ask("limit_rates", enforced=enforced)

    # What was said

    def journal(self, **wanted: Value) -> list[Json]:
        """Return journal entries whose facts equal these, such as `kind=` and `method=`."""
        entries: list[Json] = self._ask("journal", **wanted)
        return entries

    def lint(self) -> list[Json]:
        """Return what was taken but would be shown wrongly: code, pointer, text, index."""
        lint: list[Json] = self._ask("lint")
        return lint

    def unacked(self) -> list[Json]:
        """Return the envelopes that were sent but not acknowledged in time."""
        return self.journal(kind="unacked")

    def errors(self, injected: bool = False) -> list[Json]:
        """Return all refused calls and answers, without ordered faults unless asked for."""
        return [
            entry
            for entry in self.journal()
            if (entry["kind"] == "error" or entry.get("ok") is False)
            and (injected or "injected" not in entry)
        ]

    def posts(self, channel: str | None = None) -> list[Json]:
        """Return every message the bot posted, in order, deleted and edited ones too."""
        posted = self.journal(kind="message", author=BOT_USER_ID)
        return [entry for entry in posted if channel in (None, entry["channel"])]

    def count(self, text: str = "", channel: str | None = None) -> int:
        """Return how many posted messages of the bot have these words."""
        return sum(text in entry["text"] for entry in self.posts(channel))
