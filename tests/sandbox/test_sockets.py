"""Socket Mode: envelopes, acknowledgements, retries and broken wires."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient

from sandbox import Client, Sandbox
from tests.sandbox.app import Bot
from tests.sandbox.loops import apart

Script = Callable[[aiohttp.ClientWebSocketResponse], Any]


def connect(api: WebClient, sandbox: Sandbox, script: Script) -> Any:
    """Run a script over a socket of our own; the caller's acts run in other threads."""

    async def run() -> Any:
        opened: Any = api.apps_connections_open(app_token=sandbox.app_token)
        async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
            return await script(socket)

    return apart(run())


def test_hello_tells_the_number_of_connections(
    api: WebClient, sandbox: Sandbox, client: Client, bot: Bot
) -> None:
    async def script(socket: aiohttp.ClientWebSocketResponse) -> Any:
        return await socket.receive_json()

    hello = connect(api, sandbox, script)
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 2
    assert hello["connection_info"]["app_id"] == "A0SANDBOX"


def test_a_ticket_opens_one_socket_only(api: WebClient, sandbox: Sandbox) -> None:
    opened: Any = api.apps_connections_open(app_token=sandbox.app_token)

    async def twice() -> int:
        async with aiohttp.ClientSession() as session:
            await (await session.ws_connect(opened["url"])).close()
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(opened["url"])
            return refused.value.status

    assert apart(twice()) == 403


def test_an_event_without_an_acknowledgement_comes_four_times_with_one_event_id(
    lone_sandbox: Sandbox,
) -> None:
    client = Client(lone_sandbox.url)
    api = WebClient(lone_sandbox.bot_token, base_url=lone_sandbox.api_url)

    async def script(socket: aiohttp.ClientWebSocketResponse) -> list[Any]:
        await socket.receive_json()
        writing = asyncio.create_task(asyncio.to_thread(client.person("U_ANA").write, "hello"))
        heard = [await socket.receive_json(), await socket.receive_json()]
        reply = await writing
        assert (reply.acked, reply.error) == (False, "operation_timeout")
        for _ in range(2):
            await asyncio.to_thread(client.until, lambda: len(client.unacked()) == len(heard))
            await asyncio.to_thread(client.retry_events)
            heard.append(await socket.receive_json())
        return heard

    heard = connect(api, lone_sandbox, script)
    assert [envelope["retry_attempt"] for envelope in heard] == [0, 1, 2, 3]
    assert {envelope["retry_reason"] for envelope in heard[1:]} == {"timeout"}
    assert len({envelope["payload"]["event_id"] for envelope in heard}) == 1
    assert len({envelope["envelope_id"] for envelope in heard}) == 4
    assert client.until(lambda: len(client.journal(kind="lost")) == 1)


def test_events_without_a_connection_come_later_as_retries(lone_sandbox: Sandbox) -> None:
    client = Client(lone_sandbox.url)
    api = WebClient(lone_sandbox.bot_token, base_url=lone_sandbox.api_url)
    assert client.person("U_ANA").write("hello").error == "dispatch_failed"
    assert client.person("U_ANA").command("/mentor").error == "dispatch_failed"

    async def script(socket: aiohttp.ClientWebSocketResponse) -> Any:
        await socket.receive_json()
        assert await asyncio.to_thread(client.retry_events) == 1
        envelope = await socket.receive_json()
        await socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"]}))
        await asyncio.to_thread(client.until, lambda: bool(client.journal(kind="ack")))
        return envelope

    envelope = connect(api, lone_sandbox, script)
    assert envelope["retry_attempt"] == 2
    assert envelope["payload"]["event"]["text"] == "hello"
    assert client.journal(kind="lost") == []


def test_any_one_of_several_connections_gets_a_payload(lone_sandbox: Sandbox) -> None:
    client = Client(lone_sandbox.url)
    api = WebClient(lone_sandbox.bot_token, base_url=lone_sandbox.api_url)

    async def answering(socket: aiohttp.ClientWebSocketResponse) -> int:
        heard = 0
        async for message in socket:
            body = json.loads(message.data)
            if "envelope_id" in body:
                heard += 1
                await socket.send_str(json.dumps({"envelope_id": body["envelope_id"]}))
        return heard

    async def two() -> list[int]:
        async with aiohttp.ClientSession() as session:
            tasks = []
            for _ in range(2):
                opened: Any = api.apps_connections_open(app_token=lone_sandbox.app_token)
                socket = await session.ws_connect(opened["url"])
                tasks.append(asyncio.create_task(answering(socket)))
            for _ in range(4):
                await asyncio.to_thread(client.person("U_ANA").command, "/mentor")
            await asyncio.to_thread(client.drop_sockets)
            return list(await asyncio.gather(*tasks))

    assert apart(two()) == [2, 2]


def test_an_envelope_may_come_twice(client: Client, bot: Bot) -> None:
    client.fault("duplicate", "events_api")
    client.person("U_ANA").write("hello")
    assert client.until(lambda: len(bot.of_type("message")) == 2)
    first, second = bot.of_type("message")
    assert first["event_id"] == second["event_id"]


def test_a_lost_acknowledgement_makes_slack_retry(client: Client, bot: Bot) -> None:
    client.fault("lost_ack", "events_api")
    client.person("U_ANA").write("hello")
    assert client.until(lambda: len(bot.of_type("message")) == 2)
    attempts = [entry["retry_attempt"] for entry in client.journal(kind="envelope")]
    assert attempts == [0, 1]


@pytest.mark.parametrize("how", ["close", "refresh_requested", "warning"])
def test_bolt_comes_back_after_a_polite_end(client: Client, bot: Bot, how: str) -> None:
    opened = len(client.journal(kind="socket", what="opened"))
    assert client.drop_sockets(how) == 1

    def again() -> bool:
        return len(client.journal(kind="socket", what="opened")) > opened and client.connections > 0

    if how != "warning":
        assert client.until(again)
    assert client.person("U_ANA").command("/mentor").acked


def test_a_silent_wire_loses_what_is_sent(sandbox: Sandbox, client: Client, bot: Bot) -> None:
    sandbox.set_windows(ack=0.2)
    client.drop_sockets("silent")
    assert client.person("U_ANA").command("/mentor").error == "operation_timeout"


@pytest.mark.parametrize("how", ["reset", "end"])
def test_a_wire_may_break_without_a_close_frame(lone_sandbox: Sandbox, how: str) -> None:
    client = Client(lone_sandbox.url)
    api = WebClient(lone_sandbox.bot_token, base_url=lone_sandbox.api_url)

    async def script(socket: aiohttp.ClientWebSocketResponse) -> Any:
        await socket.receive_json()
        await asyncio.to_thread(client.drop_sockets, how)
        try:
            return (await socket.receive()).type
        except ConnectionError:
            return aiohttp.WSMsgType.ERROR

    kinds = (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSE)
    assert connect(api, lone_sandbox, script) in kinds
    assert client.connections == 0
