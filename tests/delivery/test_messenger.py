"""The messenger: every answer becomes a fate, and a look-up is honest."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.ports import Body, Fate
from handlers.messenger import SlackMessenger
from sandbox import Client, Sandbox
from tests.builders import TUESDAY

HELLO = Body("hello", ())


@pytest.fixture
def dm(messenger: SlackMessenger) -> str:
    opened = messenger.open_dm("UTHEO")
    assert opened.fate is Fate.DONE
    assert opened.channel is not None
    return opened.channel


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        ("user_disabled", Fate.REFUSED_PERSON),
        ("channel_not_found", Fate.REFUSED_PERSON),
        ("invalid_blocks", Fate.REFUSED_MESSAGE),
        ("msg_too_long", Fate.REFUSED_MESSAGE),
        ("token_revoked", Fate.REFUSED_WORKSPACE),
        ("invalid_auth", Fate.REFUSED_WORKSPACE),
        ("missing_scope", Fate.REFUSED_WORKSPACE),
        ("ratelimited", Fate.NOT_SENT),
        ("internal_error", Fate.UNKNOWN),
        ("duplicate_message_not_found", Fate.UNKNOWN),
    ],
)
def test_each_refusal_has_its_fate(
    messenger: SlackMessenger, slack: Client, dm: str, error: str, fate: Fate
) -> None:
    slack.fault("error", "chat.postMessage", error=error)
    posted = messenger.post(dm, HELLO, "d1")
    assert (posted.fate, posted.reason) == (fate, error)


def test_a_429_says_how_long_to_wait(messenger: SlackMessenger, slack: Client, dm: str) -> None:
    slack.fault("ratelimited", "chat.postMessage", retry_after=17)
    posted = messenger.post(dm, HELLO, "d1")
    assert (posted.fate, posted.wait) == (Fate.NOT_SENT, 17.0)


def test_a_host_that_does_not_exist_got_nothing(messenger: SlackMessenger) -> None:
    messenger._client.base_url = "http://mentor.invalid/api/"
    assert messenger.post("D1", HELLO, "d1").fate is Fate.NOT_SENT


def test_a_server_that_speaks_no_tls_got_nothing(
    messenger: SlackMessenger, sandbox: Sandbox
) -> None:
    messenger._client.base_url = sandbox.api_url.replace("http:", "https:")
    assert messenger.post("D1", HELLO, "d1").fate is Fate.NOT_SENT


def test_an_answer_without_a_time_stamp_is_a_doubt(
    messenger: SlackMessenger, dm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = '{"ok": true}'
    reply = {"status": 200, "headers": {}, "body": answer}
    monkeypatch.setattr(
        messenger._client, "_perform_urllib_http_request_internal", lambda *_args: reply
    )
    assert messenger.post(dm, HELLO, "d1").fate is Fate.UNKNOWN


@pytest.mark.parametrize("body", ["[]", "null", "500", '"ok"', "{", "", '{"ok": false}'])
def test_an_answer_that_is_none_is_a_doubt(
    messenger: SlackMessenger, dm: str, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    reply = {"status": 200, "headers": {}, "body": body}
    monkeypatch.setattr(
        messenger._client, "_perform_urllib_http_request_internal", lambda *_args: reply
    )
    assert messenger.post(dm, HELLO, "d1").fate is Fate.UNKNOWN


def test_a_group_of_the_same_people_is_the_same_group(messenger: SlackMessenger) -> None:
    first = messenger.open_group(["UTHEO", "UMAYA"])
    assert first.fate is Fate.DONE
    assert messenger.open_group(["UMAYA", "UTHEO"]).channel == first.channel


@pytest.mark.parametrize("slack_id", ["UGONE", "UROBOT", "UNOBODY"])
def test_somebody_who_gets_no_dm_is_refused(messenger: SlackMessenger, slack_id: str) -> None:
    assert messenger.open_dm(slack_id).fate is Fate.REFUSED_PERSON


# --- looking up ---------------------------------------------------------------------------------


def test_a_message_is_found_on_the_last_of_many_short_pages(
    messenger: SlackMessenger, slack: Client, dm: str
) -> None:
    wanted = messenger.post(dm, HELLO, "wanted")
    for number in range(5):
        messenger.post(dm, HELLO, f"later-{number}")
    slack.short_pages(2)
    found = messenger.find(dm, "wanted", TUESDAY)
    assert (found.ts, found.complete) == (wanted.ts, True)
    assert len(slack.journal(method="conversations.history")) == 3


def test_not_found_is_said_after_the_last_page_only(
    messenger: SlackMessenger, slack: Client, dm: str
) -> None:
    for number in range(5):
        messenger.post(dm, HELLO, f"other-{number}")
    slack.short_pages(2)
    assert messenger.find(dm, "wanted", TUESDAY).complete
    slack.fault("error", "conversations.history", skip=2, error="internal_error")
    assert not messenger.find(dm, "wanted", TUESDAY).complete


def test_an_empty_conversation_is_completely_read(messenger: SlackMessenger, dm: str) -> None:
    found = messenger.find(dm, "wanted", TUESDAY)
    assert (found.ts, found.complete) == (None, True)


def test_only_the_window_is_read(messenger: SlackMessenger, dm: str) -> None:
    messenger.post(dm, HELLO, "wanted")
    assert messenger.find(dm, "wanted", TUESDAY + timedelta(minutes=59)).ts is not None
    assert messenger.find(dm, "wanted", TUESDAY + timedelta(minutes=61)).ts is None


def test_a_foreign_message_with_our_id_is_not_ours(
    messenger: SlackMessenger, access: object, slack: Client, dm: str
) -> None:
    stranger = SlackMessenger(messenger._client, "USTRANGER", "BSTRANGER")
    messenger.post(dm, HELLO, "wanted")
    assert stranger.find(dm, "wanted", TUESDAY).ts is None


def test_foreign_metadata_with_our_id_is_not_ours(messenger: SlackMessenger, dm: str) -> None:
    client: WebClient = messenger._client
    metadata = {"event_type": "something_else", "event_payload": {"id": "wanted"}}
    client.chat_postMessage(channel=dm, text="hello", metadata=metadata)
    assert messenger.find(dm, "wanted", TUESDAY).ts is None


def test_more_pages_without_a_cursor_are_not_the_end(
    messenger: SlackMessenger, dm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = {"status": 200, "headers": {}, "body": '{"ok":true,"messages":[],"has_more":true}'}
    monkeypatch.setattr(
        messenger._client, "_perform_urllib_http_request_internal", lambda *_args: reply
    )
    found = messenger.find(dm, "wanted", TUESDAY)
    assert (found.complete, found.reason) == (False, "no_cursor")


def test_a_missing_scope_is_named(messenger: SlackMessenger, slack: Client, dm: str) -> None:
    slack.remove_scope("im:history")
    found = messenger.find(dm, "wanted", TUESDAY)
    assert (found.complete, found.reason) == (False, "missing_scope")
