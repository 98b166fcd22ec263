"""Socket Mode: connections of the app, envelopes to it and its acknowledgements."""

import asyncio
import json
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from sandbox.faults import ON_ENVELOPES, Faults
from sandbox.limits import most
from sandbox.refusal import Json, Value
from sandbox.state import APP_ID, World

# Clients that are gone send no close frame back.
_CLOSING = 1.0
_RESET = struct.pack("ii", 1, 0)


@dataclass
class Connection:
    """One WebSocket of the app."""

    id: str
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    silent: bool = False
    retiring: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an envelope went."""

    envelope_id: str
    sent: bool
    acked: bool
    payload: Value
    seconds: float


def reset_wire(transport: asyncio.Transport | None) -> None:
    """Cut a TCP connection so that the other side sees a reset."""
    if transport is None:
        return
    wire = transport.get_extra_info("socket")
    if wire is not None:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()


class Hub:
    """All open connections of the app; any one gets an envelope."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._turn = 0
        self._retirements: list[asyncio.Task[None]] = []
        self.connections: list[Connection] = []

    def ticket(self) -> str:
        """Return a one-time word that opens a WebSocket."""
        ticket = uuid4().hex
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one WebSocket open until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="the ticket is unknown or used")
        self._tickets.discard(ticket)
        wire = web.WebSocketResponse(autoping=False, timeout=_CLOSING)
        await wire.prepare(request)
        connection = Connection(uuid4().hex, wire, request.transport)
        if len(self.connections) >= most("socket.connections"):
            await self._say(connection, {"type": "disconnect", "reason": "too_many_websockets"})
            await wire.close()
            return wire
        self.connections.append(connection)
        try:
            await self._hello(connection)
            await self._listen(connection)
        except ConnectionError:
            self._world.journal.add("socket", what="broken", connection=connection.id)
        finally:
            if connection in self.connections:
                self.connections.remove(connection)
            self._world.journal.add("socket", what="closed", connection=connection.id)
        return wire

    async def _hello(self, connection: Connection) -> None:
        self._world.journal.add("socket", what="opened", connection=connection.id)
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        }
        await self._say(connection, hello)
        await connection.socket.ping(b"Ping from sandbox")

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if connection.silent:
                continue
            if message.type is WSMsgType.PING:
                await connection.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(message.data)

    def _acknowledged(self, text: str) -> None:
        try:
            ack = json.loads(text)
            envelope_id = ack["envelope_id"]
        except (ValueError, TypeError, KeyError):
            self._world.journal.add("error", error="invalid_ack", detail=text[:200])
            return
        waiting = self._waiting.get(envelope_id)
        known = waiting is not None and not waiting.done()
        self._world.journal.add(
            "ack", envelope_id=envelope_id, payload=ack.get("payload"), in_time=known
        )
        if waiting is not None and not waiting.done():
            waiting.set_result(ack.get("payload"))

    async def deliver(
        self, kind: str, payload: Json, retry: tuple[int, str] | None = None
    ) -> Delivery:
        """Send a payload to any connection and wait for the acknowledgement."""
        fault = self._faults.take(kind, payload, ON_ENVELOPES)
        if fault is not None and fault.kind == "duplicate":
            first, _ = await asyncio.gather(
                self._deliver(kind, payload, retry), self._deliver(kind, payload, retry)
            )
            return first
        delivery = await self._deliver(kind, payload, retry)
        if fault is not None and fault.kind == "lost_ack":
            return Delivery(delivery.envelope_id, True, False, None, delivery.seconds)
        return delivery

    async def _deliver(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Delivery:
        connection = self._next()
        envelope_id = str(uuid4())
        if connection is None:
            self._world.journal.add("undelivered", type=kind, envelope_id=envelope_id)
            return Delivery(envelope_id, False, False, None, 0.0)
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            attempt, reason = retry or (0, "")
            envelope.update(retry_attempt=attempt, retry_reason=reason)
        entry = self._world.journal.add("envelope", **envelope)
        entry["connection"] = connection.id
        return await self._send(connection, envelope, entry)

    async def _send(self, connection: Connection, envelope: Json, entry: Json) -> Delivery:
        envelope_id = envelope["envelope_id"]
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        began = time.monotonic()
        try:
            await self._say(connection, envelope)
            payload = await asyncio.wait_for(answer, self._world.windows.ack)
        except TimeoutError:
            entry["acked"] = False
            self._world.journal.add("unacked", envelope_id=envelope_id, type=envelope["type"])
            return Delivery(envelope_id, True, False, None, time.monotonic() - began)
        finally:
            self._waiting.pop(envelope_id, None)
        entry["acked"] = True
        entry["seconds"] = time.monotonic() - began
        return Delivery(envelope_id, True, True, payload, entry["seconds"])

    def _next(self) -> Connection | None:
        fresh = [each for each in self.connections if not each.retiring]
        candidates = fresh or self.connections
        if not candidates:
            return None
        self._turn += 1
        return candidates[self._turn % len(candidates)]

    async def _say(self, connection: Connection, message: Json) -> None:
        if connection.silent or connection.socket.closed:
            return
        try:
            await connection.socket.send_str(json.dumps(message))
        except ConnectionError:
            self._world.journal.add("socket", what="broken", connection=connection.id)

    async def _retire(self, connection: Connection) -> None:
        """Close a connection once there is a new one, at the latest when Slack would."""
        until = time.monotonic() + self._world.windows.warning
        while all(each.retiring for each in self.connections) and time.monotonic() < until:
            journal = self._world.journal
            await journal.wait(journal.changes, until - time.monotonic())
        await connection.socket.close()

    async def drop(self, how: str) -> int:
        """End or trouble every open connection; return how many there were."""
        dropped = list(self.connections)
        self._world.journal.add("socket", what=f"dropped: {how}", number=len(dropped))
        for connection in dropped:
            await self._drop(connection, how)
        return len(dropped)

    async def _drop(self, connection: Connection, how: str) -> None:
        if how in ("warning", "refresh_requested", "link_disabled"):
            await self._say(connection, {"type": "disconnect", "reason": how, "debug_info": {}})
            connection.retiring = True
        if how in ("warning", "refresh_requested"):
            self._retirements.append(asyncio.create_task(self._retire(connection)))
        if how in ("close", "link_disabled"):
            await connection.socket.close()
        elif how == "end" and connection.transport is not None:
            connection.transport.close()
        elif how == "reset":
            reset_wire(connection.transport)
        elif how == "silent":
            connection.silent = True
        if how in ("close", "link_disabled", "end", "reset") and connection in self.connections:
            self.connections.remove(connection)
