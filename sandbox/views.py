"""Open modals, Home tabs, and the trigger ids that let an app open one."""

import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.blocks import elements_of
from sandbox.limits import most
from sandbox.refusal import Json, Refused
from sandbox.state import APP_ID, BOT_ID, World
from sandbox.talk import with_ids
from sandbox.values import initial_state


@dataclass
class View:
    """A modal or a Home tab as one person has it before them."""

    id: str
    user: str
    body: Json
    hash: str
    values: dict[str, dict[str, Json]]
    root: str
    previous: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    is_open: bool = True


@dataclass
class Trigger:
    """A short-lived permission to open a modal for a person."""

    user: str
    born: float
    from_modal: bool
    exchanged: bool = False


class Views:
    """All views that are or were open."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.reset()

    def reset(self) -> None:
        """Close everything."""
        self.by_id: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self._triggers: dict[str, Trigger] = {}

    def new_trigger(self, user: str, from_modal: bool = False) -> str:
        """Return a trigger id for something the person just did."""
        trigger_id = f"{self._world.new_id('')}.{self._world.new_id('')}.sandbox"
        self._triggers[trigger_id] = Trigger(user, time.monotonic(), from_modal)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use up a trigger id; refuses old, used and unknown ones."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.exchanged:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self._world.windows.trigger:
            raise Refused("expired_trigger_id")
        trigger.exchanged = True
        return trigger

    def top(self, user: str) -> View | None:
        """Return the modal on top of a person's stack."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def open(self, user: str, body: Json) -> View:
        """Show a modal, alone on the stack."""
        self.clear(user)
        return self._push(user, body)

    def push(self, user: str, body: Json) -> View:
        """Show a modal on top of the others; at most three."""
        if len(self.stacks.get(user, [])) >= most("view.stack"):
            raise Refused("push_limit_reached")
        return self._push(user, body)

    def _push(self, user: str, body: Json) -> View:
        stack = self.stacks.setdefault(user, [])
        view = self._make(user, body)
        if stack:
            view.root, view.previous = stack[0].root, stack[-1].id
        stack.append(view)
        self._world.journal.add("view", user=user, view_id=view.id, what="opened")
        return view

    def publish(self, user: str, body: Json) -> View:
        """Show a Home tab in place of the one before."""
        old = self.homes.get(user)
        if old is not None:
            self.change(old, body)
            return old
        self.homes[user] = self._make(user, body)
        self._world.journal.add("view", user=user, view_id=self.homes[user].id, what="published")
        return self.homes[user]

    def change(self, view: View, body: Json) -> None:
        """Replace what a view shows; what was typed stays where both ids stay."""
        body = {**body, "blocks": with_ids(self._world, body["blocks"])}
        values = initial_state(body["blocks"])
        for block in body["blocks"]:
            for element in elements_of(block):
                kept = view.values.get(block["block_id"], {}).get(element.get("action_id", ""))
                if kept is not None and kept["type"] == element["type"]:
                    values[block["block_id"]][element["action_id"]] = kept
        view.body, view.values, view.errors = body, values, {}
        view.hash = self._hash()
        self._world.journal.add("view", user=view.user, view_id=view.id, what="changed")

    def find(self, view_id: str | None, external_id: str | None) -> View:
        """Return an open view; refuses with `not_found`."""
        for view in self.by_id.values():
            known = view.id == view_id if view_id else view.body.get("external_id") == external_id
            if known and view.is_open:
                return view
        raise Refused("not_found")

    def close(self, user: str, whole_stack: bool = False) -> list[View]:
        """Close the top modal, or all; return what was closed, the top one first."""
        stack = self.stacks.get(user, [])
        closed: list[View] = []
        while stack and (whole_stack or not closed):
            view = stack.pop()
            view.is_open = False
            closed.append(view)
        self._world.journal.touch()
        return closed

    def clear(self, user: str) -> None:
        """Close all modals of a person without a word to the app."""
        self.close(user, whole_stack=True)

    def payload(self, view: View) -> Json:
        """Return a view as Slack sends it."""
        body = view.body
        shown: dict[str, Any] = {
            "id": view.id,
            "team_id": self._world.team_id,
            "type": body["type"],
            "blocks": body["blocks"],
            "private_metadata": body.get("private_metadata", ""),
            "callback_id": body.get("callback_id", ""),
            "state": {"values": view.values},
            "hash": view.hash,
            "title": body.get("title"),
            "clear_on_close": body.get("clear_on_close", False),
            "notify_on_close": body.get("notify_on_close", False),
            "close": body.get("close"),
            "submit": body.get("submit"),
            "previous_view_id": view.previous,
            "root_view_id": view.root,
            "app_id": APP_ID,
            "external_id": body.get("external_id", ""),
            "app_installed_team_id": self._world.team_id,
            "bot_id": BOT_ID,
        }
        return shown

    def _hash(self) -> str:
        return f"{self._world.stamp().split('.')[0]}.{self._world.new_id('h')}"

    def _make(self, user: str, body: Json) -> View:
        external = body.get("external_id")
        if external and any(
            view.is_open and view.body.get("external_id") == external
            for view in self.by_id.values()
        ):
            raise Refused("duplicate_external_id")
        body = {**body, "blocks": with_ids(self._world, body["blocks"])}
        view_id = self._world.new_id("V")
        view = View(view_id, user, body, self._hash(), initial_state(body["blocks"]), view_id)
        self.by_id[view_id] = view
        return view
