"""The sandbox runs as a process of its own, and serves the page if there is one."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from sandbox import Client, Sandbox
from tests.sandbox.conftest import MANIFEST


def test_the_module_serves_alone_and_prints_what_an_app_needs() -> None:
    words = [sys.executable, "-m", "sandbox", "--manifest", str(MANIFEST)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=MANIFEST.parent) as process:
        try:
            assert process.stdout is not None
            told = dict(process.stdout.readline().strip().split("=", 1) for _ in range(4))
            api = WebClient(told["SLACK_BOT_TOKEN"], base_url=told["SLACK_API_URL"])
            client = Client(told["url"])
            client.add_user("U_ANA", real_name="Ana")
            api.chat_postMessage(channel="U_ANA", text="hello")
            dm = client.person("U_ANA").dm
        finally:
            process.kill()
    assert dm is not None
    assert dm.visible() == "hello"


def test_a_taken_port_is_said_at_once(sandbox: Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(OSError, match="address already in use"):
        Sandbox(MANIFEST, lambda: datetime.now(UTC), port).start()


def test_an_unknown_verb_is_impossible(client: Client) -> None:
    with pytest.raises(AssertionError, match="no such verb"):
        client._ask("dance")
