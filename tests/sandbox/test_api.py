"""The Web API answers, refuses and pages as Slack does."""

import http.client
import json
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Client, Sandbox
from tests.sandbox.app import CARD
from tests.sandbox.conftest import Clock

NOTE = {"event_type": "note", "event_payload": {"id": "7"}}


def error_of(refused: pytest.ExceptionInfo[SlackApiError]) -> Any:
    return refused.value.response.data


def test_people_and_the_bot_are_described(api: WebClient) -> None:
    assert api.auth_test()["user_id"] == "U0SANDBOX"
    user: Any = api.users_info(user="U_ANA", include_locale=True)["user"]
    assert (user["tz"], user["locale"], user["is_admin"]) == ("America/New_York", "en-US", False)
    assert "locale" not in api.users_info(user="U_ANA")["user"]  # type: ignore[operator]
    assert api.users_info(user="U_GONE")["user"]["deleted"] is True  # type: ignore[index]


def test_an_open_dm_takes_messages_for_a_deactivated_person(api: WebClient, client: Client) -> None:
    api.chat_postMessage(channel="U_ANA", text="before")
    client.deactivate("U_ANA")
    assert api.chat_postMessage(channel="D_ANA", text="after")["ok"]
    with pytest.raises(SlackApiError, match="user_disabled"):
        api.conversations_open(users="U_ANA")


def test_people_without_a_zone_are_described_without_one(api: WebClient, client: Client) -> None:
    client.change_user("U_ANA", tz="")
    assert "tz" not in api.users_info(user="U_ANA")["user"]  # type: ignore[operator]


def test_time_stamps_follow_the_clock_and_never_repeat(api: WebClient, clock: Clock) -> None:
    first, second = (api.chat_postMessage(channel="U_ANA", text="x")["ts"] for _ in range(2))
    clock.advance(hours=1)
    third = api.chat_postMessage(channel="U_ANA", text="x")["ts"]
    assert str(first) < str(second) < str(third)
    assert 3599 < float(str(third)) - float(str(first)) <= 3600


def test_a_dm_is_opened_once_and_a_group_is_known_by_its_people(api: WebClient) -> None:
    first: Any = api.conversations_open(users="U_ANA", return_im=True)
    assert first["channel"]["user"] == "U_ANA"
    assert "already_open" not in first.data
    assert api.conversations_open(users=["U_ANA"])["already_open"] is True
    group: Any = api.conversations_open(users=["U_ANA", "U_BEN"])
    again: Any = api.conversations_open(users=["U_BEN", "U_ANA"])
    assert group["channel"]["id"] == again["channel"]["id"]


POST, OPEN = "chat.postMessage", "conversations.open"
HELLO = {"channel": "U_ANA", "text": "x"}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
HOME = {"type": "home", "blocks": []}
NINE = ",".join(["U_ANA", *(f"U_P{number}" for number in range(1, 9))])
REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    (POST, {"channel": "U_ANA"}, "no_text"),
    (POST, {"text": "x"}, "invalid_arguments"),
    (POST, {"channel": "C_NONE", "text": "x"}, "channel_not_found"),
    (POST, {"channel": "C_VAULT", "text": "x"}, "channel_not_found"),
    (POST, {"channel": "C_TOWN", "text": "x"}, "not_in_channel"),
    (POST, {"channel": "C_OLD", "text": "x"}, "is_archived"),
    (POST, {"channel": "U_GONE", "text": "x"}, "user_disabled"),
    (POST, {"channel": "U_ROBOT", "text": "x"}, "cannot_dm_bot"),
    (
        "chat.postEphemeral",
        {"channel": "C_DESK", "user": "U_ANA", "text": "x"},
        "user_not_in_channel",
    ),
    ("chat.update", {"channel": "C_DESK", "ts": "1.2", "text": "x"}, "message_not_found"),
    (OPEN, {}, "users_list_not_supplied"),
    (OPEN, {"users": "U_NONE"}, "user_not_found"),
    (OPEN, {"users": "U_GONE"}, "user_disabled"),
    (OPEN, {"users": "U_ANA,U_GONE"}, "user_disabled"),
    (OPEN, {"users": "U_ROBOT"}, "cannot_dm_bot"),
    (OPEN, {"users": NINE}, "too_many_users"),
    (OPEN, {"channel": "C_DESK"}, "method_not_supported_for_channel_type"),
    ("conversations.info", {"channel": "C_VAULT"}, "channel_not_found"),
    ("conversations.info", {"channel": "C_TOWN"}, "missing_scope"),
    ("conversations.list", {}, "missing_scope"),
    ("conversations.list", {"types": "secret"}, "invalid_types"),
    ("conversations.members", {"channel": "C_DESK", "cursor": "??"}, "invalid_cursor"),
    ("conversations.members", {"channel": "C_DESK", "limit": "5000"}, "invalid_limit"),
    ("users.info", {"user": "U_NONE"}, "user_not_found"),
    ("views.open", {"trigger_id": "1.2.x", "view": MODAL}, "invalid_trigger_id"),
    ("views.publish", {"user_id": "U_NONE", "view": HOME}, "user_not_found"),
    (POST, {**HELLO, "metadata": "7"}, "invalid_metadata_format"),
    (POST, {**HELLO, "metadata": {"event_type": "e"}}, "invalid_metadata_schema"),
    (POST, {**HELLO, "metadata": {"event_payload": {}}}, "invalid_metadata_schema"),
    ("chat.scheduleMessage", {**HELLO, "post_at": 9}, "unknown_method"),
]


@pytest.mark.parametrize(("method", "given", "error"), REFUSALS)
def test_a_wrong_call_is_refused(
    api: WebClient, client: Client, method: str, given: dict[str, Any], error: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        api.api_call(method, json=given)
    assert error_of(refused)["error"] == error
    assert [entry["error"] for entry in client.errors()] == [error]


@pytest.mark.parametrize(
    ("method", "given", "scope"),
    [
        ("chat.postMessage", {"channel": "U_ANA", "text": "x"}, "chat:write"),
        ("chat.update", {"channel": "D_ANA", "ts": "1", "text": "x"}, "chat:write"),
        ("users.info", {"user": "U_ANA"}, "users:read"),
        ("conversations.open", {"users": "U_ANA"}, "im:write"),
        ("conversations.open", {"users": "U_ANA,U_BEN"}, "mpim:write"),
        ("conversations.members", {"channel": "C_DESK"}, "groups:read"),
        ("conversations.info", {"channel": "C_DESK"}, "groups:read"),
        ("conversations.history", {"channel": "D_ANA"}, "im:history"),
    ],
)
def test_a_scope_is_needed_by_method_and_kind_of_conversation(
    api: WebClient, client: Client, method: str, given: dict[str, Any], scope: str
) -> None:
    api.conversations_open(users="U_ANA")
    ts = api.chat_postMessage(channel="U_ANA", text="x")["ts"]
    given = {**given, "ts": ts} if "ts" in given else given
    assert scope in str(api.api_call(method, json=given).headers["X-OAuth-Scopes"])
    client.remove_scope(scope)
    with pytest.raises(SlackApiError) as refused:
        api.api_call(method, json=given)
    body = error_of(refused)
    assert body["error"] == "missing_scope"
    assert scope in body["needed"].split(",")
    assert scope not in body["provided"].split(",")
    client.restore_scopes()
    api.api_call(method, json=given)


def test_the_history_of_a_private_channel_is_closed_without_its_scope(api: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        api.conversations_history(channel="C_DESK")
    assert error_of(refused)["needed"] == "groups:history"


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-wrong", "invalid_auth"), ("app", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(sandbox: Sandbox, token: str | None, error: str) -> None:
    word = sandbox.app_token if token == "app" else token
    with pytest.raises(SlackApiError) as refused:
        WebClient(word, base_url=sandbox.api_url).auth_test()
    assert error_of(refused)["error"] == error


def test_a_bot_token_opens_no_socket(api: WebClient, sandbox: Sandbox) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        api.apps_connections_open(app_token=sandbox.bot_token)
    assert "ws://127.0.0.1" in str(api.apps_connections_open(app_token=sandbox.app_token)["url"])


def test_the_token_stands_in_no_journal(api: WebClient, client: Client, sandbox: Sandbox) -> None:
    api.api_call("auth.test", data={"token": sandbox.bot_token})
    assert client.journal(method="auth.test")
    assert sandbox.bot_token not in json.dumps(client.journal())


def test_a_list_is_paged_to_its_end(api: WebClient, client: Client) -> None:
    client.short_pages(2)
    members: list[str] = []
    cursor, pages = None, 0
    while cursor != "":
        page: Any = api.users_list(limit=100, cursor=cursor)
        members += [member["id"] for member in page["members"]]
        cursor, pages = page["response_metadata"]["next_cursor"], pages + 1
    assert len(members) == len(set(members)) == 14
    assert pages == 7


def test_history_is_newest_first_and_bounded(api: WebClient) -> None:
    stamps = [str(api.chat_postMessage(channel="U_ANA", text=f"m{n}")["ts"]) for n in range(4)]

    def texts(**bounds: Any) -> list[str]:
        page: Any = api.conversations_history(channel="D_ANA", **bounds)
        return [message["text"] for message in page["messages"]]

    assert texts() == ["m3", "m2", "m1", "m0"]
    assert texts(oldest=stamps[1]) == ["m3", "m2"]
    assert texts(oldest=stamps[1], inclusive=True) == ["m3", "m2", "m1"]
    assert texts(latest=stamps[1]) == ["m0"]
    assert texts(limit=1) == ["m3"]


def test_metadata_is_shown_only_to_those_who_ask(api: WebClient) -> None:
    api.chat_postMessage(channel="U_ANA", text="x", metadata=NOTE)
    plain: Any = api.conversations_history(channel="D_ANA")["messages"]
    full: Any = api.conversations_history(channel="D_ANA", include_all_metadata=True)["messages"]
    assert "metadata" not in plain[0]
    assert full[0]["metadata"] == NOTE


def test_an_edit_keeps_what_it_does_not_name(api: WebClient, client: Client) -> None:
    posted: Any = api.chat_postMessage(channel="U_ANA", text="x", blocks=CARD, metadata=NOTE)
    place = {"channel": "D_ANA", "ts": posted["ts"]}
    api.chat_update(**place, text="y")
    dm = client.person("U_ANA").dm
    assert dm is not None
    assert (dm.text, dm.blocks, dm.metadata, dm.edited, dm.ts) == (
        "y",
        [],
        NOTE,
        True,
        posted["ts"],
    )
    api.chat_delete(**place)
    assert client.person("U_ANA").dm is None
    with pytest.raises(SlackApiError, match="message_not_found"):
        api.chat_update(**place, text="z")


def test_the_message_of_a_person_cannot_be_edited(api: WebClient, client: Client) -> None:
    client.person("U_ANA").write("mine")
    ts = client.person("U_ANA").messages()[0].ts
    with pytest.raises(SlackApiError, match="cant_update_message"):
        api.chat_update(channel="D_ANA", ts=ts, text="yours")


def test_a_trigger_opens_one_form_and_only_soon(
    api: WebClient, client: Client, sandbox: Sandbox
) -> None:
    used, old = client.person("U_ANA").trigger(), client.person("U_ANA").trigger()
    api.views_open(trigger_id=used, view=MODAL)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        api.views_open(trigger_id=used, view=MODAL)
    sandbox.set_windows(trigger=0)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        api.views_open(trigger_id=old, view=MODAL)


def test_only_the_reader_sees_an_ephemeral_message(api: WebClient, client: Client) -> None:
    client.join("C_DESK", "U_ANA")
    api.chat_postEphemeral(channel="C_DESK", user="U_BEN", text="psst")
    assert [message.text for message in client.person("U_BEN").ephemerals()] == ["psst"]
    assert client.person("U_ANA").messages("C_DESK") == []
    assert api.conversations_open(users="U_ANA")["ok"]


def test_calls_come_as_form_and_as_json(api: WebClient, sandbox: Sandbox) -> None:
    blocks = json.dumps([{"type": "divider"}])
    api.api_call("chat.postMessage", data={"channel": "U_ANA", "text": "x", "blocks": blocks})
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
    connection.request("POST", "/api/auth.test", b"{not json", {"Content-Type": "application/json"})
    assert json.load(connection.getresponse()) == {"ok": False, "error": "invalid_json"}
    connection.close()


def test_rates_are_enforced_only_when_asked_for(api: WebClient, client: Client) -> None:
    client.limit_rates()
    for _ in range(3):
        api.chat_postMessage(channel="U_ANA", text="x")
    with pytest.raises(SlackApiError) as refused:
        api.chat_postMessage(channel="U_ANA", text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    api.chat_postMessage(channel="U_BEN", text="x")


def test_reset_forgets_everything(api: WebClient, client: Client, sandbox: Sandbox) -> None:
    api.chat_postMessage(channel="U_ANA", text="x")
    client.fault("status", "auth.test")
    client.remove_scope("chat:write")
    sandbox.reset()
    assert [person["id"] for person in client.state()["people"]] == ["U0SANDBOX"]
    assert client.journal() == []
    assert api.auth_test()["ok"]
    assert "chat:write" in client.state()["scopes"]
