"""The JSON control API: whatever a page or a test may ask of the pocket Slack."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from sandbox.acting import Acting, Aim
from sandbox.faults import Fault
from sandbox.forms import Forms
from sandbox.interactions import Outcome
from sandbox.looking import describe_message, describe_view, messages_of
from sandbox.membership import Membership
from sandbox.refusal import Json, Refused, Unable
from sandbox.slack import Slack
from sandbox.state import BOT_USER_ID
from sandbox.workspace import Channel, Human, Workspace

Verb = Callable[[Json], Awaitable[Any]]


class Control:
    """Answers `/control/<verb>`; acts answer with how they went."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._acting = Acting(slack)
        self._forms = Forms(slack, self._acting)
        self._membership = Membership(slack)
        self._verbs: dict[str, Verb] = {**self._acts(), **self._changes(), **self._reads()}
        self._verbs.update(self._troubles())

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request; 409 says that a person could not have done this."""
        verb = self._verbs.get(request.match_info["verb"])
        if verb is None:
            return web.json_response({"unable": "there is no such verb"}, status=404)
        body: Json = dict(request.query)
        if request.can_read_body:
            body.update(await request.json())
        try:
            result = await verb(body)
        except (Unable, Refused) as reason:
            return web.json_response({"unable": str(reason)}, status=409)
        except (KeyError, TypeError) as reason:
            return web.json_response({"unable": f"bad request: {reason!r}"}, status=400)
        return web.json_response(result.body() if isinstance(result, Outcome) else result)

    def _acts(self) -> dict[str, Verb]:
        acting, forms = self._acting, self._forms
        return {
            "command": lambda b: acting.command(b["user"], b["text"], b.get("channel")),
            "press": lambda b: acting.press(Aim(**b)),
            "shortcut": lambda b: acting.shortcut(b["user"], b["callback_id"]),
            "write": lambda b: acting.write(b["user"], b["text"], b.get("channel")),
            "home": self._home,
            "messages_tab": lambda b: acting.open_messages_tab(b["user"]),
            "fill": lambda b: forms.fill(
                b["user"], b["label"], b.get("value"), b.get("place", "modal")
            ),
            "submit": lambda b: forms.submit(b["user"], bool(b.get("double"))),
            "close": lambda b: forms.close(b["user"], bool(b.get("whole_stack"))),
            "raw_press": lambda b: acting.raw_press(b["user"], b),
            "raw_submit": lambda b: forms.raw_submit(b["user"], b["view"]),
            "raw": self._raw,
            "trigger": self._trigger,
        }

    def _changes(self) -> dict[str, Verb]:
        members = self._membership
        return {
            "join": lambda b: members.join(b["channel"], b.get("user", BOT_USER_ID), b.get("by")),
            "leave": lambda b: members.leave(b["channel"], b.get("user", BOT_USER_ID)),
            "archive": lambda b: members.archive(
                b["channel"], b.get("by", ""), b.get("away", True)
            ),
            "delete_channel": lambda b: members.delete(b["channel"], b.get("by", "")),
            "change_channel_id": lambda b: members.change_channel_id(b["channel"], b["new"]),
            "change_user": lambda b: members.change_user(b["user"], b["changes"]),
            "add_user": lambda b: members.add_user(Human(**b)),
            "add_channel": self._add_channel,
            "seed": self._seed,
            "reset": self._reset,
        }

    def _reads(self) -> dict[str, Verb]:
        return {
            "state": self._state,
            "messages": self._messages,
            "view": self._view,
            "home_now": self._home_now,
            "journal": self._journal,
            "lint": self._lint,
            "changes": self._await_change,
            "held": self._held,
        }

    def _troubles(self) -> dict[str, Verb]:
        return {
            "fault": self._fault,
            "clear_faults": self._clear_faults,
            "release": self._release,
            "drop_sockets": self._drop,
            "retry_events": self._retry,
            "remove_scope": self._remove_scope,
            "restore_scopes": self._restore_scopes,
            "short_pages": self._short_pages,
            "limit_rates": self._limit_rates,
        }

    async def _home(self, body: Json) -> Json:
        outcome = await self._acting.home(body["user"], float(body.get("timeout", 2)))
        return {**outcome.body(), "home": await self._home_now(body)}

    async def _home_now(self, body: Json) -> Json | None:
        view = self._slack.views.homes.get(body["user"])
        return describe_view(self._slack, view) if view else None

    async def _raw(self, body: Json) -> Outcome:
        who = self._acting.interactions.who(body["user"])
        return await self._acting.interactions.interactive({**who, **body["payload"]})

    async def _trigger(self, body: Json) -> str:
        return self._slack.views.new_trigger(body["user"], bool(body.get("from_modal")))

    async def _view(self, body: Json) -> Json | None:
        view = self._slack.views.top(body["user"])
        return describe_view(self._slack, view) if view else None

    async def _messages(self, body: Json) -> list[Json]:
        user = body["user"]
        found = messages_of(self._slack, user, body.get("channel"))
        found = found[-int(body.get("newest") or len(found)) :]
        return [describe_message(self._slack, user, message) for message in found]

    async def _state(self, _body: Json) -> Json:
        world, hub = self._slack.world, self._slack.hub
        return {
            "team": {"id": world.team_id, "name": world.team_name, "domain": world.domain},
            "app": world.manifest.name,
            "bot_user_id": BOT_USER_ID,
            "now": world.now().isoformat(),
            "connections": len(hub.connections),
            "commands": list(world.manifest.commands),
            "shortcuts": world.manifest.shortcuts,
            "scopes": sorted(world.scopes.granted),
            "people": [asdict(person) for person in world.people.values()],
            "channels": [
                {"id": each.id, "name": each.name, "kind": each.kind, "members": each.members}
                | {"is_archived": each.is_archived}
                for each in world.conversations.values()
            ],
            "changes": self._slack.journal.changes,
        }

    async def _journal(self, body: Json) -> list[Json]:
        wanted = {key: str(value) for key, value in body.items() if value is not None}
        return self._slack.journal.find(**wanted)

    async def _lint(self, _body: Json) -> list[Json]:
        return self._slack.journal.lint

    async def _await_change(self, body: Json) -> Json:
        timeout = min(float(body.get("timeout", 1)), 30.0)
        changes = await self._slack.journal.wait(int(body.get("since", 0)), timeout)
        return {"changes": changes}

    async def _held(self, _body: Json) -> list[Json]:
        return [
            {"id": held.id, "method": held.method, "args": held.args, "effect": held.effect}
            for held in self._slack.faults.held.values()
        ]

    async def _fault(self, body: Json) -> Json:
        self._slack.faults.order(Fault(**body))
        return {"ordered": True}

    async def _clear_faults(self, _body: Json) -> Json:
        self._slack.faults.clear()
        return {"cleared": True}

    async def _release(self, body: Json) -> Json:
        return {"released": self._slack.faults.release(body.get("id"))}

    async def _drop(self, body: Json) -> Json:
        return {"dropped": await self._slack.hub.drop(body.get("how", "close"))}

    async def _retry(self, _body: Json) -> Json:
        return {"waiting": self._slack.events.retry_now()}

    async def _remove_scope(self, body: Json) -> Json:
        self._slack.world.scopes.granted.discard(body["scope"])
        return {"scopes": sorted(self._slack.world.scopes.granted)}

    async def _restore_scopes(self, _body: Json) -> Json:
        self._slack.world.scopes.restore()
        return {"scopes": sorted(self._slack.world.scopes.granted)}

    async def _short_pages(self, body: Json) -> Json:
        self._slack.world.short_pages = int(body.get("size", 0))
        return {"size": self._slack.world.short_pages}

    async def _limit_rates(self, body: Json) -> Json:
        self._slack.rates.enforced = bool(body.get("enforced", True))
        return {"enforced": self._slack.rates.enforced}

    async def _seed(self, body: Json) -> Json:
        people = tuple(Human(**person) for person in body.pop("people", []))
        given = body.pop("channels", [])
        channels = tuple(Channel(**{**each, "members": tuple(each["members"])}) for each in given)
        self._slack.world.seed(Workspace(**body, people=people, channels=channels))
        return {"seeded": True}

    async def _add_channel(self, body: Json) -> Json:
        self._slack.world.add_channel(Channel(**{**body, "members": tuple(body["members"])}))
        return {"added": body["id"]}

    async def _reset(self, _body: Json) -> Json:
        self._slack.reset()
        return {"reset": True}
