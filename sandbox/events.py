"""Events: who is told of what, and Slack's three retries."""

import asyncio
from typing import Any, Final

from sandbox.refusal import Json
from sandbox.sockets import Delivery, Hub
from sandbox.state import APP_ID, BOT_USER_ID, World

_HISTORY: Final = {
    "im": ("message.im", "im:history"),
    "mpim": ("message.mpim", "mpim:history"),
    "private": ("message.groups", "groups:history"),
    "channel": ("message.channels", "channels:history"),
}
_SCOPES: Final = {
    "user_change": "users:read",
    "team_join": "users:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "channel_archive": "channels:read",
    "channel_left": "channels:read",
}


class Events:
    """Carries events to the app until it acknowledges, or the retries are used up."""

    def __init__(self, world: World, hub: Hub) -> None:
        self._world = world
        self._hub = hub
        self._carriers: set[asyncio.Task[None]] = set()
        self._skip = asyncio.Event()

    def reset(self) -> None:
        """Stop carrying what is still under way."""
        for carrier in self._carriers:
            carrier.cancel()
        self._carriers.clear()

    def emit(self, event: Json) -> "asyncio.Future[Delivery] | None":
        """Send an event if the app subscribed to it; the future is the first attempt."""
        if not self._wanted(event):
            return None
        first: asyncio.Future[Delivery] = asyncio.get_running_loop().create_future()
        carrier = asyncio.get_running_loop().create_task(self._carry(self._callback(event), first))
        self._carriers.add(carrier)
        carrier.add_done_callback(self._carriers.discard)
        return first

    def retry_now(self) -> int:
        """Skip the pause before the next retry of every waiting event; return how many wait."""
        skip, self._skip = self._skip, asyncio.Event()
        skip.set()
        return len(self._carriers)

    def _wanted(self, event: Json) -> bool:
        name, scope = event["type"], _SCOPES.get(event["type"])
        channel = event.get("channel")
        conversation = self._world.conversations.get(channel) if isinstance(channel, str) else None
        if name == "message" and conversation is not None:
            name, scope = _HISTORY[conversation.kind]
        elif name in ("member_joined_channel", "member_left_channel") and conversation is not None:
            scope = "groups:read" if conversation.kind == "private" else "channels:read"
            if BOT_USER_ID not in conversation.members and event["user"] != BOT_USER_ID:
                return False
        granted = scope is None or scope in self._world.scopes.granted
        return name in self._world.manifest.events and granted

    def _callback(self, event: Json) -> Json:
        return {
            "token": "sandbox",
            "team_id": self._world.team_id,
            "context_team_id": self._world.team_id,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": {"event_ts": self._world.stamp(), **event},
            "type": "event_callback",
            "event_id": self._world.new_id("Ev"),
            "event_time": int(self._world.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self._world.team_id,
                    "user_id": BOT_USER_ID,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": self._world.new_id("4-"),
        }

    async def _carry(self, payload: Json, first: "asyncio.Future[Delivery]") -> None:
        reason = ""
        for attempt, pause in enumerate((0.0, *self._world.windows.retries)):
            if attempt:
                await self._wait(pause)
            delivery = await self._hub.deliver("events_api", payload, (attempt, reason))
            if not first.done():
                first.set_result(delivery)
            if delivery.acked:
                return
            reason = "timeout" if delivery.sent else "connection_failed"
        self._world.journal.add("lost", event_id=payload["event_id"], event=payload["event"])

    async def _wait(self, pause: float) -> None:
        if pause <= 0:
            return
        waiting: asyncio.Task[Any] = asyncio.ensure_future(self._skip.wait())
        await asyncio.wait([waiting], timeout=pause)
        waiting.cancel()
