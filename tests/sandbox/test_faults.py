"""The sandbox misbehaves on request, exactly as often and exactly where it was told to."""

import subprocess
import sys
import threading
import time
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Client, Sandbox


def post(api: WebClient, text: str = "hello") -> Any:
    return api.chat_postMessage(channel="U_ANA", text=text)


def test_a_rate_limit_names_the_seconds_and_has_no_effect(api: WebClient, client: Client) -> None:
    client.fault("ratelimited", "chat.postMessage", retry_after=30)
    with pytest.raises(SlackApiError) as refused:
        post(api)
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "30"
    assert client.count("hello") == 0
    assert post(api)["ok"]
    assert client.errors() == []
    assert len(client.errors(injected=True)) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("effect", [False, True])
def test_a_server_error_comes_before_or_after_the_effect(
    api: WebClient, client: Client, status: int, effect: bool
) -> None:
    client.fault("status", "chat.postMessage", status=status, effect=effect)
    with pytest.raises(SlackApiError) as refused:
        post(api)
    assert refused.value.response.status_code == status
    assert client.count("hello") == effect


@pytest.mark.parametrize("kind", ["html", "empty", "half"])
def test_an_answer_may_be_no_json(api: WebClient, client: Client, kind: str) -> None:
    client.fault(kind, "chat.postMessage", status=200)
    with pytest.raises(SlackApiError):
        post(api)


@pytest.mark.parametrize("effect", [False, True])
def test_a_cut_connection_leaves_the_effect_or_not(
    api: WebClient, client: Client, effect: bool
) -> None:
    client.fault("reset", "chat.postMessage", effect=effect)
    with pytest.raises((URLError, OSError)):
        post(api)
    assert client.count("hello") == effect


def test_the_sdk_posts_twice_after_a_cut_answer_and_that_is_counted(
    sandbox: Sandbox, client: Client
) -> None:
    client.fault("reset", "chat.postMessage", effect=True)
    WebClient(sandbox.bot_token, base_url=sandbox.api_url).chat_postMessage(
        channel="U_ANA", text="hello"
    )
    assert client.count("hello", channel="D_ANA") == 2


def test_any_error_of_slacks_can_be_ordered_for_some_calls_only(
    api: WebClient, client: Client
) -> None:
    client.fault("error", "chat.postMessage", error="fatal_error", where={"text": "bad"}, skip=1)
    post(api, "bad one")
    post(api, "good")
    with pytest.raises(SlackApiError, match="fatal_error"):
        post(api, "bad two")
    post(api, "bad three")
    assert client.count("bad") == 2


def test_a_fault_may_last_until_it_is_cleared(api: WebClient, client: Client) -> None:
    client.fault("error", "*", error="token_revoked", count=-1)
    for _ in range(3):
        with pytest.raises(SlackApiError, match="token_revoked"):
            api.auth_test()
    client.clear_faults()
    assert api.auth_test()["ok"]


@pytest.mark.slow
def test_a_hanging_and_a_slow_slack_keep_one_waiting(sandbox: Sandbox, client: Client) -> None:
    impatient = WebClient(sandbox.bot_token, base_url=sandbox.api_url, timeout=1, retry_handlers=[])
    client.fault("hang", "auth.test")
    with pytest.raises((TimeoutError, URLError, SlackApiError)):
        impatient.auth_test()
    client.fault("delay", "auth.test", seconds=0.2)
    began = time.monotonic()
    impatient.auth_test()
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize("effect", [False, True])
def test_a_held_answer_waits_until_it_is_released(
    api: WebClient, client: Client, effect: bool
) -> None:
    client.fault("hold", "chat.postMessage", effect=effect)
    posting = threading.Thread(target=post, args=(api,))
    posting.start()
    held = client.wait_until_held()
    assert (held["method"], held["args"]["text"]) == ("chat.postMessage", "hello")
    assert client.count("hello") == effect
    assert posting.is_alive()
    assert client.release(held["id"]) == 1
    posting.join()
    assert client.count("hello") == 1
    assert client.held() == []


@pytest.mark.parametrize("effect", [False, True])
def test_a_client_killed_while_its_answer_is_held_is_noticed(
    sandbox: Sandbox, client: Client, effect: bool
) -> None:
    client.fault("hold", "chat.postMessage", effect=effect)
    script = (
        "import sys, urllib.request as r\n"
        "r.urlopen(r.Request(sys.argv[1], b'channel=U_ANA&text=hello',"
        " {'Authorization': 'Bearer ' + sys.argv[2]}))\n"
    )
    words = [sys.executable, "-S", "-c", script, f"{sandbox.api_url}chat.postMessage"]
    with subprocess.Popen([*words, sandbox.bot_token]) as process:
        client.wait_until_held()
        process.kill()
    assert client.until(lambda: client.held() == [])
    client.release()
    assert client.count("hello") == effect


def test_a_call_held_over_a_reset_comes_to_nothing(
    sandbox: Sandbox, api: WebClient, client: Client
) -> None:
    client.fault("hold", "chat.postMessage")
    failures: list[Exception] = []

    def posting() -> None:
        try:
            post(api)
        except SlackApiError as refused:
            failures.append(refused)

    thread = threading.Thread(target=posting)
    thread.start()
    client.wait_until_held()
    sandbox.reset()
    thread.join()
    assert len(failures) == 1
    assert client.posts() == []


def test_a_fault_of_calls_is_not_used_up_by_an_envelope(client: Client, api: WebClient) -> None:
    client.fault("error", "*", error="fatal_error")
    client.fault("duplicate", "*")
    client.person("U_ANA").write("hello")
    with pytest.raises(SlackApiError, match="fatal_error"):
        api.auth_test()


def test_an_unknown_fault_is_refused(client: Client) -> None:
    with pytest.raises(AssertionError, match="there is no fault"):
        client.fault("earthquake")
