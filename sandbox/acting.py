"""What people do: run commands, press, choose, write and look at the Home tab."""

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Any

from sandbox.interactions import Interactions, Outcome, element_in, outcome_of
from sandbox.looking import messages_of
from sandbox.refusal import Json, Unable, Value
from sandbox.shown import Reader, touchables
from sandbox.slack import Slack
from sandbox.state import BOT_USER_ID, Conversation, Message
from sandbox.talk import Content, announce, write_down
from sandbox.values import entered, initial_state, options_of, pick
from sandbox.views import View


@dataclass(frozen=True, slots=True)
class Aim:
    """What a person wants to touch: by shown words or ids, somewhere on the screen."""

    user: str
    what: str = ""
    option: Value = None
    place: str = "message"
    channel: str | None = None
    ts: str | None = None
    block_id: str | None = None
    within: str = ""
    nth: int = 0
    double: bool = False

    def fits(self, entry: Json) -> bool:
        """Return whether this is the thing that is meant."""
        if self.within not in entry["within"] or self.block_id not in (None, entry["block_id"]):
            return False
        if self.what:
            return self.what in (entry["text"], entry["action_id"])
        return self.option in entry["options"]


class Acting:
    """Carries out what people do outside of forms."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._world = slack.world
        self.interactions = Interactions(slack)

    def _note(self, user: str, what: str, **facts: Value) -> None:
        self._slack.journal.add("action", user=user, what=what, **facts)

    async def command(self, user: str, words: str, channel: str | None) -> Outcome:
        """Run a slash command from a channel, by default the person's DM with the bot."""
        self._world.actor(user)
        place = self.place_of(user, channel)
        name, _, text = words.partition(" ")
        if name not in self._world.manifest.commands:
            raise Unable(f"{name} is not a command of the app")
        if self._world.manifest.commands[name]:
            text = self._escape(text, with_names=True)
        self._note(user, "command", text=words, channel=place.id)
        return await self.interactions.command(user, f"{name} {text}", place)

    def place_of(self, user: str, channel: str | None) -> Conversation:
        """Return where a person acts; raises Unable where they are not a member."""
        if channel is None:
            return self._world.dm_with(user)[0]
        found = self._world.conversations.get(channel)
        if found is None or user not in found.members:
            raise Unable(f"{user} is not in {channel}")
        return found

    def _escape(self, text: str, with_names: bool) -> str:
        """Return what Slack makes of typed text: mentions as tokens, all else harmless."""
        text = re.sub(r"<@(\w+)(?:\|[^>]*)?>", "\x00\\1\x01", text)
        for person in self._world.people.values():
            if person.name:
                text = re.sub(rf"@{re.escape(person.name)}\b", f"\x00{person.id}\x01", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

        def token(found: re.Match[str]) -> str:
            person = self._world.people.get(found[1])
            name = f"|{person.name}" if person and with_names else ""
            return f"<@{found[1]}{name}>"

        return re.sub(r"\x00(\w+)\x01", token, text)

    async def press(self, aim: Aim) -> Outcome:
        """Press a button or choose an option on a message, in a form or on the Home tab."""
        self._world.actor(aim.user)
        if aim.place == "message":
            message, found = self._on_messages(aim)
            payload = await self._message_payload(aim, message, found)
        else:
            view = self.view_of(aim.user, aim.place)
            found = self._among(aim, view.body["blocks"])
            payload = await self._view_payload(aim, view, found)
        what = {"action_id": found["action_id"], "block_id": found["block_id"]}
        self._note(aim.user, "press", text=found["text"], option=aim.option, **what)
        if aim.double:
            return await self.interactions.twice(payload)
        return await self.interactions.interactive(payload)

    def view_of(self, user: str, place: str) -> View:
        """Return the open modal or the Home tab of a person; raises Unable."""
        views = self._slack.views
        view = views.homes.get(user) if place == "home" else views.top(user)
        if view is None:
            raise Unable(f"{user} has no {place} open")
        return view

    def _on_messages(self, aim: Aim) -> tuple[Message, Json]:
        reader, shown = Reader(self._world, aim.user), []
        for message in reversed(messages_of(self._slack, aim.user, aim.channel)):
            if aim.ts not in (None, message.ts):
                continue
            touch = touchables(reader, message.blocks)
            matching = [entry for entry in touch if aim.fits(entry)]
            if len(matching) > aim.nth:
                return message, matching[aim.nth]
            shown += [entry["text"] for entry in touch]
        wanted = aim.what or aim.option
        raise Unable(f"{aim.user} sees no {wanted!r} in messages, only {shown[:20]}")

    def _among(self, aim: Aim, blocks: list[Json]) -> Json:
        touch = touchables(Reader(self._world, aim.user), blocks)
        matching = [entry for entry in touch if aim.fits(entry)]
        if len(matching) <= aim.nth:
            shown = [entry["text"] or entry["options"] for entry in touch]
            raise Unable(f"{aim.user} sees no {aim.what or aim.option!r}, only {shown}")
        return matching[aim.nth]

    async def _message_payload(self, aim: Aim, message: Message, found: Json) -> Json:
        place = {"channel": {"id": message.channel}, "container": {"type": "message"}}
        action = await self._action(aim, (message.blocks, place), found)
        message.state = {**initial_state(message.blocks), **message.state}
        _keep(message.state, action)
        return self.interactions.on_message(aim.user, message, action)

    async def _view_payload(self, aim: Aim, view: View, found: Json) -> Json:
        place = {"view": self._slack.views.payload(view), "container": {"type": "view"}}
        action = await self._action(aim, (view.body["blocks"], place), found)
        _keep(view.values, action)
        return self.interactions.on_view(aim.user, view, action)

    async def _action(self, aim: Aim, where: tuple[list[Json], Json], found: Json) -> Json:
        blocks, place = where
        element = element_in(blocks, found["block_id"], found["action_id"])
        if element is None:
            raise Unable(f"{found['action_id']} is gone")
        ids = {"action_id": found["action_id"], "block_id": found["block_id"]}
        kind = element["type"]
        if kind == "button":
            kept: Json = {key: element[key] for key in ("text", "value", "style") if key in element}
            return {**ids, "type": kind, **kept}
        if kind == "overflow":
            option = pick(options_of(element), str(aim.option))
            return {**ids, "type": kind, "selected_option": option}
        if kind.endswith("external_select"):
            place = {**place, "block_id": found["block_id"]}
            query = str(aim.option)
            offered = await self.interactions.suggest(aim.user, place, element, query)
            element = {**element, "options": offered}
        return {**ids, **entered(element, aim.option)}

    async def shortcut(self, user: str, callback_id: str) -> Outcome:
        """Run a global shortcut of the app."""
        self._world.actor(user)
        if callback_id not in self._world.manifest.shortcuts:
            raise Unable(f"{callback_id} is not a shortcut of the app")
        self._note(user, "shortcut", callback_id=callback_id)
        payload = {
            "type": "shortcut",
            **self.interactions.who(user),
            "action_ts": self._world.stamp(),
            "callback_id": callback_id,
            "trigger_id": self._slack.views.new_trigger(user),
        }
        return await self.interactions.interactive(payload)

    async def write(self, user: str, text: str, channel: str | None) -> Outcome:
        """Write a message, by default to the bot."""
        self._world.actor(user)
        place = self.place_of(user, channel)
        if not self._world.manifest.messages_tab and place.kind == "im":
            raise Unable("the app takes no messages")
        self._note(user, "write", text=text, channel=place.id)
        content = Content(self._escape(text, with_names=False))
        message = write_down(self._world, user, place.id, content)
        return await awaited(announce(self._world, message))

    async def open_messages_tab(self, user: str) -> Outcome:
        """Look at the app's Messages tab."""
        self._world.actor(user)
        self._note(user, "messages tab")
        channel = self._world.dm_with(user)[0].id
        event = {"type": "app_home_opened", "user": user, "channel": channel, "tab": "messages"}
        return await awaited(self._world.emit(event))

    async def home(self, user: str, patience: float) -> Outcome:
        """Look at the Home tab, and wait until the app publishes it, or for `patience`."""
        self._world.actor(user)
        self._note(user, "home")
        old = self._slack.views.homes.get(user)
        before = old.hash if old else None
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": self._world.dm_with(user)[0].id,
            "tab": "home",
        }
        if old is not None:
            event["view"] = self._slack.views.payload(old)
        outcome = await awaited(self._world.emit(event))
        until = time.monotonic() + patience
        while time.monotonic() < until:
            seen = self._slack.journal.changes
            home = self._slack.views.homes.get(user)
            if home is not None and home.hash != before:
                break
            await self._slack.journal.wait(seen, until - time.monotonic())
        return outcome

    async def raw_press(self, user: str, said: Json) -> Outcome:
        """Send a press as anyone could craft it, also on messages long gone."""
        channel, ts = said["channel"], said["ts"]
        known = self._world.conversations.get(channel)
        blocks = [message for message in (known.messages if known else []) if message.ts == ts]
        message = blocks[0] if blocks else Message(ts, channel, BOT_USER_ID, "")
        action = {
            "type": said.get("type", "button"),
            "action_id": said["action_id"],
            "block_id": said.get("block_id", "raw"),
            "value": said.get("value"),
            "text": {"type": "plain_text", "text": said.get("text", "raw"), "emoji": True},
        }
        if known is None:
            raise Unable(f"there is no conversation {channel}")
        self._note(user, "raw press", action_id=action["action_id"])
        payload = self.interactions.on_message(user, message, action)
        if said.get("option") is not None:
            payload["actions"][0]["selected_option"] = said["option"]
        return await self.interactions.interactive(payload)


def _keep(state: dict[str, Any], action: Json) -> None:
    values = state.get(action["block_id"], {})
    if action["action_id"] in values:
        bare = {key: value for key, value in action.items() if not key.endswith("_id")}
        values[action["action_id"]] = bare


async def awaited(first: Value) -> Outcome:
    """Return how the first attempt of an event went."""
    if first is None:
        return Outcome(error="not_subscribed")
    return outcome_of(await asyncio.shield(first))
