"""Both ways in lead to the same listeners; what Slack did not sign never does."""

import hashlib
import hmac
import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.clock import RealClock
from bot.company import COMPANY
from bot.content.reader import Library, read
from bot.host import Host, Parts
from handlers.slack_client import Access
from handlers.transport import LARGEST_BODY, NoWire
from sandbox.client import Client
from sandbox.server import Sandbox
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.plugins.stores import KEY

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(MANIFEST, RealClock().wall) as running:
        yield running


@pytest.fixture(scope="module")
def library() -> Library:
    return read()


@pytest.fixture
def slack(sandbox: Sandbox) -> Client:
    sandbox.reset()
    sandbox.seed(COMPANY)
    return Client(sandbox.url)


@pytest.fixture
def host(
    sandbox: Sandbox, slack: Client, library: Library, migrated_file: Path, tmp_path: Path
) -> Iterator[Host]:
    shutil.copy(migrated_file, tmp_path / "mentor.db")
    access = Access(sandbox.bot_token, sandbox.api_url)
    with closing(SqlStore(f"sqlite:///{tmp_path}/mentor.db", Sealer([KEY]))) as store:
        found = Host(Parts(store, library, access, RealClock(), signing_secret=SECRET))
        yield found
        found.stop()


class Post:
    """Requests to the bot's HTTP port, signed as Slack signs them unless told otherwise."""

    def __init__(self, port: int) -> None:
        self.port = port

    def event(self, body: str, secret: str | None = SECRET, age: float = 0) -> tuple[int, str]:
        return self.signed(body, "application/json", secret, age)

    def form(self, payload: Mapping[str, object]) -> tuple[int, str]:
        body = urlencode({"payload": json.dumps(payload)})
        return self.signed(body, "application/x-www-form-urlencoded", SECRET, 0)

    def signed(self, body: str, kind: str, secret: str | None, age: float) -> tuple[int, str]:
        stamp = str(int(time.time() - age))
        headers = {"Content-Type": kind}
        if secret is not None:
            text = f"v0:{stamp}:{body}".encode()
            sign = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
            headers |= {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={sign}"}
        return self.send("POST", "/slack/events", body, headers)

    def send(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def post(host: Host) -> Post:
    return Post(host.serve(0))


def home_opened(slack_id: str) -> str:
    event = {"type": "app_home_opened", "user": slack_id, "tab": "home", "channel": "D_X"}
    outer = {"type": "event_callback", "team_id": COMPANY.team_id, "event_id": f"Ev{slack_id}"}
    return json.dumps({**outer, "event": event})


def test_a_signed_event_reaches_the_same_listeners(host: Host, post: Post, slack: Client) -> None:
    theo = slack.person("U_THEO")
    assert theo.home_now is None
    assert post.event(home_opened("U_THEO"))[0] == 200
    host.listeners.finished(10)
    assert theo.home_now is not None


def test_a_signed_form_is_answered_in_the_response(post: Post) -> None:
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "form.of.an.older.version",
        "blocks": [],
        "private_metadata": "",
        "state": {"values": {}},
    }
    team, user = {"id": COMPANY.team_id}, {"id": "U_THEO"}
    payload = {"type": "view_submission", "team": team, "user": user, "view": view}
    status, answer = post.form(payload)
    assert (status, json.loads(answer)["response_action"]) == (200, "update")


def test_slack_s_own_question_about_the_address_is_answered(post: Post) -> None:
    status, answer = post.event(json.dumps({"type": "url_verification", "challenge": "c1"}))
    assert (status, json.loads(answer)) == (200, {"challenge": "c1"})


@pytest.mark.parametrize(
    ("secret", "age"),
    [(None, 0), ("another secret", 0), (SECRET, 310), (SECRET, -310)],
    ids=["unsigned", "by a stranger", "old", "of the future"],
)
def test_what_slack_did_not_sign_just_now_changes_nothing(
    host: Host, post: Post, slack: Client, secret: str | None, age: float
) -> None:
    assert post.event(home_opened("U_MAYA"), secret, age)[0] == 401
    host.listeners.finished(10)
    assert slack.person("U_MAYA").home_now is None
    assert slack.journal(kind="call", method="views.publish") == []


def test_nothing_else_is_served(post: Post) -> None:
    assert post.send("GET", "/slack/events")[0] == 404
    assert post.send("POST", "/")[0] == 404
    too_long = {"Content-Length": str(LARGEST_BODY + 1)}
    assert post.send("POST", "/slack/events", headers=too_long)[0] == 413


def test_after_the_end_nobody_is_heard(host: Host, post: Post) -> None:
    assert host.report()["slack"] is True
    host.stop()
    assert host.report()["slack"] is False
    with pytest.raises(ConnectionError):
        post.event(home_opened("U_THEO"))


def test_a_refused_app_token_is_told_from_trouble_on_the_way(host: Host, slack: Client) -> None:
    with pytest.raises(NoWire, match=r"^invalid_auth$") as no:
        host.listen("xapp-of-nobody")
    assert no.value.refused


def test_a_wire_that_does_not_open_is_said_to_be_one(
    host: Host, sandbox: Sandbox, slack: Client
) -> None:
    slack.fault("reset", "apps.connections.open", count=-1)
    with pytest.raises(NoWire) as no:
        host.listen(sandbox.app_token)
    assert not no.value.refused


def test_a_wire_is_alive_while_slack_answers_its_pings(
    host: Host, sandbox: Sandbox, slack: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.listen(sandbox.app_token)
    slack.wait_until_connected()
    wire = host._transport
    assert wire is not None
    assert wire.alive()
    monkeypatch.setattr("handlers.transport.PONG_SECONDS", 0.0)
    assert not wire.alive()


def test_a_wire_that_never_answered_a_ping_is_not_alive_for_ever(
    host: Host, sandbox: Sandbox, slack: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.listen(sandbox.app_token)
    wire = host._transport
    assert wire is not None
    session = wire._client.current_session  # type: ignore[attr-defined]
    monkeypatch.setattr(session, "last_ping_pong_time", None)
    wire.alive()
    monkeypatch.setattr("handlers.transport.PONG_SECONDS", 0.0)
    assert not wire.alive()


def test_hanging_up_waits_for_no_silence(host: Host, sandbox: Sandbox, slack: Client) -> None:
    host.listen(sandbox.app_token)
    slack.wait_until_connected()
    began = time.monotonic()
    host.stop()
    assert time.monotonic() - began < 1.0
