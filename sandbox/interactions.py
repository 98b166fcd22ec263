"""Payloads of commands, clicks and forms as Slack sends them, and what their answers do."""

import asyncio
from dataclasses import dataclass, field

from sandbox.blocks import check_view, elements_of
from sandbox.lint import lint_message, lint_view
from sandbox.portraits import message_object
from sandbox.refusal import Json, Refused, Value
from sandbox.responses import content_of, show
from sandbox.slack import Slack
from sandbox.sockets import Delivery
from sandbox.state import APP_ID, Conversation, Message
from sandbox.views import View


@dataclass
class Outcome:
    """How an act of a person went."""

    acked: bool = False
    ack_payload: Value = None
    seconds: float = 0.0
    error: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    others: list["Outcome"] = field(default_factory=list)

    def body(self) -> Json:
        """Return the outcome as JSON."""
        return {
            "acked": self.acked,
            "ack_payload": self.ack_payload,
            "seconds": self.seconds,
            "error": self.error,
            "errors": self.errors,
            "others": [other.body() for other in self.others],
        }


def outcome_of(delivery: Delivery) -> Outcome:
    """Return what the person notices of a delivery."""
    error = None
    if not delivery.acked:
        error = "operation_timeout" if delivery.sent else "dispatch_failed"
    return Outcome(delivery.acked, delivery.payload, delivery.seconds, error)


class Interactions:
    """Sends what people do to the app, and carries out its acknowledgements."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._world = slack.world

    def who(self, user: str) -> Json:
        """Return the keys that every interaction has."""
        world, person = self._world, self._world.people.get(user)
        name = person.name if person else user.lower()
        return {
            "user": {"id": user, "username": name, "name": name, "team_id": world.team_id},
            "team": {"id": world.team_id, "domain": world.domain},
            "api_app_id": APP_ID,
            "token": "sandbox",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def channel_name(self, channel: Conversation) -> str:
        """Return the channel name that Slack puts into payloads."""
        fixed = {"im": "directmessage", "private": "privategroup"}
        return fixed.get(channel.kind, channel.name)

    def response_url(self, user: str, channel: str, source: Message | None = None) -> str:
        """Return a new url that the app may answer to."""
        return f"{self._slack.base_url}/response/{self._slack.urls.give(user, channel, source)}"

    async def command(self, user: str, words: str, channel: Conversation) -> Outcome:
        """Run a slash command in a channel."""
        command, _, text = words.partition(" ")
        payload = {
            "token": "sandbox",
            "team_id": self._world.team_id,
            "team_domain": self._world.domain,
            "channel_id": channel.id,
            "channel_name": self.channel_name(channel),
            "user_id": user,
            "user_name": self._world.people[user].name,
            "command": command,
            "text": text.strip(),
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.response_url(user, channel.id),
            "trigger_id": self._slack.views.new_trigger(user),
        }
        outcome = outcome_of(await self._slack.hub.deliver("slash_commands", payload))
        if outcome.acked and outcome.ack_payload:
            self._say(user, channel.id, outcome)
        return outcome

    def _say(self, user: str, channel: str, outcome: Outcome) -> None:
        body = outcome.ack_payload
        try:
            if not isinstance(body, dict):
                raise Refused("invalid_command_response")
            content = content_of(body)
        except Refused as refused:
            outcome.error = "invalid_command_response"
            self._complain(outcome.error, refused.messages or (refused.code,))
            return
        lint_message(self._slack.journal, content, "ack", len(self._slack.journal.entries) - 1)
        show(self._world, user, channel, (body, content))

    def _complain(self, error: str, details: tuple[str, ...]) -> None:
        self._slack.journal.add("error", error=error, detail=list(details))

    async def interactive(self, payload: Json) -> Outcome:
        """Send any interaction."""
        return outcome_of(await self._slack.hub.deliver("interactive", payload))

    def on_message(self, user: str, message: Message, action: Json) -> Json:
        """Return the payload of an action on a message."""
        channel = self._world.conversations[message.channel]
        private = message.reader is not None
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": private,
        }
        payload: Json = {
            "type": "block_actions",
            **self.who(user),
            "container": container,
            "trigger_id": self._slack.views.new_trigger(user),
            "channel": {"id": channel.id, "name": self.channel_name(channel)},
            "state": {"values": message.state},
            "response_url": self.response_url(user, channel.id, message),
            "actions": [{**action, "action_ts": self._world.stamp()}],
        }
        if not private:
            payload["message"] = message_object(self._world, message)
        return payload

    def on_view(self, user: str, view: View, action: Json) -> Json:
        """Return the payload of an action in a modal or on a Home tab."""
        is_modal = view.body["type"] == "modal"
        return {
            "type": "block_actions",
            **self.who(user),
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._slack.views.new_trigger(user, from_modal=is_modal),
            "view": self._slack.views.payload(view),
            "actions": [{**action, "action_ts": self._world.stamp()}],
        }

    def submission(self, user: str, view: Json) -> Json:
        """Return the payload of a submitted form."""
        return {
            "type": "view_submission",
            **self.who(user),
            "trigger_id": self._slack.views.new_trigger(user, from_modal=True),
            "view": view,
            "response_urls": [],
        }

    async def submit(self, view: View, payload: Json, double: bool = False) -> Outcome:
        """Send a form, and do with it what the app answers first."""
        outcome = await (self.twice(payload) if double else self.interactive(payload))
        if not outcome.acked:
            return outcome
        body = outcome.ack_payload or {}
        try:
            self._after_submit(view, body if isinstance(body, dict) else {}, outcome)
        except Refused as refused:
            outcome.error = refused.code
            self._complain(refused.code, refused.messages)
        return outcome

    def _after_submit(self, view: View, body: Json, outcome: Outcome) -> None:
        action = body.get("response_action")
        views = self._slack.views
        if action is None:
            self._close(view)
        elif action == "errors":
            self._show_errors(view, body.get("errors"), outcome)
        elif action == "clear":
            views.clear(view.user)
        elif action in ("update", "push"):
            check_view(body.get("view"), ("modal",))
            index = len(self._slack.journal.entries) - 1
            lint_view(self._slack.journal, body["view"], "ack", index)
            if action == "push":
                views.push(view.user, body["view"])
            else:
                views.change(view, body["view"])
        else:
            raise Refused("invalid_response_action")

    def _close(self, view: View) -> None:
        stack = self._slack.views.stacks.get(view.user, [])
        if view in stack:
            stack.remove(view)
            view.is_open = False

    def _show_errors(self, view: View, errors: Value, outcome: Outcome) -> None:
        if not isinstance(errors, dict) or not errors:
            raise Refused("invalid_response_errors")
        inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
        for name, text in errors.items():
            if name in inputs:
                outcome.errors[name] = str(text)
            else:
                self._lose(name, str(text))
        view.errors = dict(outcome.errors)

    def _lose(self, name: str, text: str) -> None:
        index = len(self._slack.journal.entries)
        self._complain("error_lost", (f"no input block is named {name!r}",))
        facts = {"code": "error_lost", "pointer": f"/errors/{name}", "text": text, "method": "ack"}
        self._slack.journal.lint.append({**facts, "index": index})

    def closing(self, user: str, view: View, cleared: bool) -> Json:
        """Return the payload of a closed form."""
        shown = self._slack.views.payload(view)
        return {"type": "view_closed", **self.who(user), "view": shown, "is_cleared": cleared}

    async def suggest(self, user: str, place: Json, element: Json, query: str) -> list[Json]:
        """Return the options that the app offers for an external select."""
        payload = {
            "type": "block_suggestion",
            **self.who(user),
            **place,
            "action_id": element["action_id"],
            "value": query,
        }
        outcome = await self.interactive(payload)
        body = outcome.ack_payload if isinstance(outcome.ack_payload, dict) else {}
        groups = body.get("option_groups") or []
        offered = [*(body.get("options") or []), *(o for g in groups for o in g["options"])]
        probe = {**element, "type": "static_select", "options": offered}
        probe = {key: probe[key] for key in ("type", "action_id", "options")}
        if offered:
            check_options(probe)
        return offered

    async def twice(self, payload: Json) -> Outcome:
        """Send the same interaction two times at once, as a double click does."""
        again = {**payload, "trigger_id": self._slack.views.new_trigger(payload["user"]["id"])}
        first, second = await asyncio.gather(self.interactive(payload), self.interactive(again))
        first.others.append(second)
        return first


def check_options(element: Json) -> None:
    """Refuse options that no select may have."""
    block = {"type": "actions", "elements": [element]}
    check_view({"type": "home", "blocks": [block]}, ("home",))


def element_in(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """Return the element with these ids."""
    for block in blocks:
        for element in elements_of(block):
            if (block["block_id"], element.get("action_id")) == (block_id, action_id):
                return element
    return None
