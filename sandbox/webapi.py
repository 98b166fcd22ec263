"""The Web API over HTTP: reading calls, refusing them, and going wrong on request."""

import asyncio
import json
import time
from typing import Any

from aiohttp import web

from sandbox.arguments import Args
from sandbox.faults import Fault
from sandbox.methods import METHODS, Call
from sandbox.refusal import Json, Refused
from sandbox.scopes import METHOD_SCOPES
from sandbox.slack import APP_TOKEN, BOT_TOKEN, Slack
from sandbox.sockets import reset_wire

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_HTML = "<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>"


async def read_arguments(request: web.Request) -> Json:
    """Return the arguments of a call from its query, form or JSON; refuses anything else."""
    given: Json = dict(request.query)
    if not request.can_read_body:
        return given
    if request.content_type in _FORMS:
        given.update(await request.post())
    elif request.content_type == "application/json":
        given.update(_json_object(await request.text()))
    else:
        raise Refused("invalid_post_type")
    return given


def _json_object(text: str) -> Json:
    try:
        body = json.loads(text)
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


class WebApi:
    """Answers `/api/<method>` and `/response/<name>`."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of a method."""
        method = request.match_info["method"]
        try:
            given = await read_arguments(request)
        except Refused as refused:
            return self._refuse(method, refused)
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ").strip() or str(given.get("token", ""))
        args = Args(given)
        entry = self._slack.journal.add("call", method=method, args=args.given)
        call = Call(self._slack, method, args, entry["index"])
        began = time.monotonic()
        try:
            return await self._answer(request, (call, token), entry)
        finally:
            entry["seconds"] = time.monotonic() - began
            self._slack.journal.touch()

    def _refuse(self, method: str, refused: Refused) -> web.Response:
        self._slack.journal.add("call", method=method, args={}, ok=False, error=refused.code)
        return web.json_response(refused.body())

    async def _answer(
        self, request: web.Request, said: tuple[Call, str], entry: Json
    ) -> web.StreamResponse:
        call, token = said
        fault = self._slack.faults.take(call.name, call.args.given)
        if fault is None:
            return self._respond(call, token, entry)
        entry["injected"] = fault.kind
        entry["effect"] = fault.effect
        epoch = self._slack.faults.epoch
        answer = self._respond(call, token, entry) if fault.effect else None
        if fault.kind == "hold":
            await self._slack.faults.hold(call.name, call.args.given, fault.effect)
        elif fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "hang":
            await asyncio.Event().wait()
        else:
            return _misbehave(request, fault, entry)
        if epoch != self._slack.faults.epoch:
            return web.Response(status=503, text="the sandbox was reset")
        return answer or self._respond(call, token, entry)

    def _respond(self, call: Call, token: str, entry: Json) -> web.Response:
        wait = self._slack.rates.wait_for(call.name, call.args.text("channel"))
        if wait:
            entry.update(ok=False, error="ratelimited")
            return _ratelimited(wait)
        body = self._carry_out(call, token)
        entry.update(ok=body["ok"], error=body.get("error"), result=body)
        headers = {"X-OAuth-Scopes": self._slack.world.scopes.header()}
        if call.name in METHOD_SCOPES:
            headers["X-Accepted-OAuth-Scopes"] = METHOD_SCOPES[call.name]
        return web.json_response(body, headers=headers)

    def _carry_out(self, call: Call, token: str) -> Json:
        try:
            _check_token(call.name, token)
            method = METHODS.get(call.name)
            if method is None:
                raise Refused("unknown_method", req_method=call.name)
            if call.name in METHOD_SCOPES:
                self._slack.world.scopes.require(METHOD_SCOPES[call.name])
            return {"ok": True, **method(call)}
        except Refused as refused:
            return refused.body()

    async def take_file(self, request: web.Request) -> web.StreamResponse:
        """Take the bytes of a file at the address that was given out for them."""
        file = self._slack.world.files.get(request.match_info["file_id"])
        if file is None:
            return web.Response(status=404, text="no such file")
        body = await request.read()
        if len(body) != file["size"]:
            return web.Response(status=400, text="another length than was said")
        file["content"] = body.decode(errors="replace")
        return web.Response(text=f"OK - {len(body)}")

    async def respond_later(self, request: web.Request) -> web.StreamResponse:
        """Take what the app posts to a response_url."""
        name = request.match_info["name"]
        entry = self._slack.journal.add("call", method="response_url", args={})
        try:
            body = _json_object(await request.text())
            entry["args"] = body
            fault = self._slack.faults.take("response_url", body)
            if fault is not None:
                entry["injected"] = fault.kind
                if fault.effect:
                    self._slack.urls.answer(name, body, entry["index"])
                return _misbehave(request, fault, entry)
            self._slack.urls.answer(name, body, entry["index"])
        except Refused as refused:
            entry.update(ok=False, error=refused.code, result=refused.body())
            status = 404 if refused.code in ("used_url", "expired_url", "invalid_url") else 400
            return web.json_response(refused.body(), status=status)
        entry["ok"] = True
        return web.Response(text="ok")


def _check_token(method: str, token: str) -> None:
    if method == "api.test":
        return
    if not token:
        raise Refused("not_authed")
    wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
    if token == wanted:
        return
    known = token in (APP_TOKEN, BOT_TOKEN)
    raise Refused("not_allowed_token_type" if known else "invalid_auth")


def _ratelimited(seconds: int | None) -> web.Response:
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers=headers)


def _misbehave(request: web.Request, fault: Fault, entry: Json) -> web.Response:
    entry.update(ok=False, error=f"injected {fault.kind}")
    if fault.kind == "reset":
        reset_wire(request.transport)
        return web.Response()
    if fault.kind == "ratelimited":
        return _ratelimited(fault.retry_after)
    if fault.kind == "status":
        return web.Response(status=fault.status, text=f"{fault.status}")
    if fault.kind == "html":
        return web.Response(text=_HTML, content_type="text/html", status=fault.status)
    if fault.kind == "half":
        return web.Response(text='{"ok": tr', content_type="application/json")
    if fault.kind == "error":
        entry["error"] = fault.error
        body: dict[str, Any] = {"ok": False, "error": fault.error}
        return web.json_response(body)
    return web.Response(text="", content_type="application/json")
