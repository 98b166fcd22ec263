"""Clients: whom they talk to, when they refuse to, and what they repeat."""

import copy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError

from bot.ports import SlackInsideUnit, in_unit
from handlers.slack_client import (
    SLACK_API_URL,
    Access,
    Client,
    NeverConnected,
    Reply,
    _upload_url,
    allowed_api_url,
    interactive_client,
    posting_client,
    reading_client,
)
from sandbox import Client as Slack


@contextmanager
def _unit_open() -> Iterator[None]:
    token = in_unit.set(True)
    try:
        yield
    finally:
        in_unit.reset(token)


@pytest.mark.parametrize(
    "url",
    [
        SLACK_API_URL,
        "https://slack.com/api",
        "https://slack-gov.com/api/",
        "http://127.0.0.1:4321/api/",
        "http://127.9.8.7/api/",
        "http://[::1]:80/api/",
        "http://localhost:8080/api",
    ],
)
def test_slack_and_this_machine_are_allowed(url: str) -> None:
    assert allowed_api_url(url).endswith("/api/")


@pytest.mark.parametrize(
    "url",
    [
        "http://slack.com/api/",
        "https://slack.com.example.org/api/",
        "https://slack.com:8443/api/",
        "https://slack.com@example.org/api/",
        "http://127.0.0.1@example.org/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1.example.org/api/",
        "http://10.0.0.1/api/",
        "http://0.0.0.0/api/",
        "ftp://127.0.0.1/api/",
        "file:///etc/passwd",
        "https://slack.com/api/?x=",
        "slack.com",
        "",
    ],
)
def test_nobody_else_gets_the_token(url: str) -> None:
    with pytest.raises(ValueError, match="sent to nobody else"):
        allowed_api_url(url)


@pytest.mark.parametrize("make", [reading_client, interactive_client, posting_client])
def test_no_client_is_made_for_a_stranger(make: object) -> None:
    with pytest.raises(ValueError, match=r"example\.org"):
        make(Access("xoxb-1", "https://example.org/api/"))  # type: ignore[operator]


def test_a_call_inside_a_unit_of_work_raises_and_never_leaves(access: Access, slack: Slack) -> None:
    client = reading_client(access)
    with _unit_open():
        for call in (client.auth_test, lambda: client.api_call("users.info", params={"user": "U"})):
            with pytest.raises(SlackInsideUnit):
                call()
    assert slack.journal(kind="call") == []
    assert client.auth_test()["ok"]


def test_the_next_page_of_an_answer_is_guarded_too(access: Access, slack: Slack) -> None:
    slack.short_pages(1)
    pages = iter(reading_client(access).conversations_members(channel="CADMIN"))
    next(pages)
    with _unit_open(), pytest.raises(SlackInsideUnit):
        next(pages)


def test_the_copies_that_bolt_makes_are_guarded(access: Access) -> None:
    client = copy.deepcopy(interactive_client(access))
    with _unit_open(), pytest.raises(SlackInsideUnit):
        client.views_open(trigger_id="1", view={"type": "modal"})


def test_a_posting_client_never_repeats(access: Access, slack: Slack) -> None:
    slack.fault("reset", "chat.postMessage", effect=True)
    with pytest.raises(ConnectionError):
        posting_client(access).chat_postMessage(channel="CADMIN", text="once")
    assert len(slack.posts()) == 1


@pytest.fixture
def sleepless(monkeypatch: pytest.MonkeyPatch) -> None:
    """slack_sdk pauses between two tries; tests do not."""
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


@pytest.mark.usefixtures("sleepless")
def test_a_reading_client_repeats_what_broke(access: Access, slack: Slack) -> None:
    slack.fault("reset", "users.info")
    assert reading_client(access).users_info(user="UTHEO")["ok"]


@pytest.mark.usefixtures("sleepless")
def test_only_the_first_429_of_an_interactive_call_is_waited_for(
    access: Access, slack: Slack
) -> None:
    slack.fault("ratelimited", "users.info", count=2, retry_after=0)
    with pytest.raises(SlackApiError):
        interactive_client(access).users_info(user="UTHEO")
    assert len(slack.journal(kind="call")) == 2


def test_a_refused_connection_is_told_from_a_broken_one(access: Access, slack: Slack) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = Access(access.token, f"http://127.0.0.1:{closed.getsockname()[1]}/api/")
        with pytest.raises(URLError) as refused:
            posting_client(nobody).auth_test()
    assert isinstance(refused.value.reason, NeverConnected)
    slack.fault("reset", "auth.test")
    with pytest.raises(ConnectionError) as broken:
        posting_client(access).auth_test()
    assert not isinstance(getattr(broken.value, "reason", None), NeverConnected)


def test_a_loopback_call_passes_no_proxy(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert posting_client(access).auth_test()["ok"]


def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch, access: Access) -> None:
    client = posting_client(access)
    handlers = {type(handler).__name__ for handler in client._opener(SLACK_API_URL).handlers}
    assert "_NoRedirect" in handlers
    assert "HTTPRedirectHandler" not in handlers


def test_every_client_waits_at_most_ten_seconds(access: Access) -> None:
    clients: list[Client] = [reading_client(access), interactive_client(access)]
    assert {client.timeout for client in [*clients, posting_client(access)]} == {10}


def test_a_reply_inside_a_unit_is_refused_as_every_call_is(access: Access) -> None:
    reply = Reply(f"{access.api_url}response", posting_client(access))
    with _unit_open(), pytest.raises(SlackInsideUnit):
        reply.send(text="too early")


def test_a_reply_is_refused_in_words_of_slack_and_waits_as_long_as_a_call(access: Access) -> None:
    reply = Reply(access.api_url.replace("/api/", "/response/nobody"), posting_client(access))
    assert reply.timeout == 10
    assert reply.send(text="hello").status_code == 404


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com/upload/v1/ABC",
        "https://slack.com/upload/v1/ABC",
        "https://files.slack-gov.com/upload/v1/ABC",
        "http://127.0.0.1:8100/upload/1",
        "http://[::1]:8100/upload/1",
        "http://localhost:8100/upload/1",
    ],
)
def test_a_file_goes_to_slack_or_to_this_machine(url: str) -> None:
    assert _upload_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example.com/upload",
        "http://files.slack.com/upload",
        "https://files.slack.com.example.com/upload",
        "https://evilslack.com/upload",
        "https://files.slack.com@example.com/upload",
        "https://10.0.0.1/upload",
        "file://localhost/etc/passwd",
        "ftp://127.0.0.1/upload",
        "not an address",
    ],
)
def test_a_file_goes_nowhere_else(url: str) -> None:
    with pytest.raises(ValueError, match="sent to Slack only"):
        _upload_url(url)
