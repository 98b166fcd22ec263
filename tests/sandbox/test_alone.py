"""The sandbox runs as a process of its own, and serves the page if there is one."""

import http.client
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

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


def test_a_page_is_served_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<h1>Slack</h1>", encoding="utf-8")
    (tmp_path / "page.css").write_text("h1 {}", encoding="utf-8")
    monkeypatch.setattr("sandbox.server._PAGE", tmp_path)
    with Sandbox(MANIFEST, lambda: datetime.now(UTC)) as sandbox:
        assert read(sandbox, "/") == (200, "<h1>Slack</h1>")
        assert read(sandbox, "/page.css") == (200, "h1 {}")
        assert read(sandbox, "/control/lint") == (200, "[]")
        assert read(sandbox, "/nothing")[0] == 404


def read(sandbox: Sandbox, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
    connection.request("GET", path)
    answer = connection.getresponse()
    status, text = answer.status, answer.read().decode()
    connection.close()
    return status, text
