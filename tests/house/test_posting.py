"""Only handlers/messenger.py posts to Slack or edits what was posted."""

import ast

import pytest

from tests.house.posting import posts
from tests.house.tree import ROOT, trees

THE_MOUTH = "handlers/messenger.py"


def test_nobody_else_posts() -> None:
    found = [
        f"{name}:{line} {what}"
        for name, tree in trees(ROOT, "bot", "handlers", "storage")
        if name != THE_MOUTH
        for line, what in posts(tree)
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "client.chat_postMessage(channel=c, text=t)",
        "client.chat_postEphemeral(channel=c, user=u, text=t)",
        "self.client.chat_update(channel=c, ts=ts)",
        "client.chat_scheduleMessage(channel=c)",
        "client.chat_delete(channel=c, ts=ts)",
        "client.files_upload(file=f)",
        "client.files_upload_v2(file=f)",
        "say('hello')",
        "client.api_call('chat.postMessage', json=body)",
        "client.api_call(api_method='chat.update', json=body)",
        "client.api_call('files.completeUploadExternal')",
        "getattr(client, 'chat_postMessage')(channel=c)",
        "later(client.chat_postMessage)",
    ],
)
def test_a_planted_post_is_found(line: str) -> None:
    assert [at for at, _ in posts(ast.parse(f"def handle(client, say):\n    {line}\n"))] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "client.chat_getPermalink(channel=c, message_ts=ts)",
        "client.views_open(trigger_id=t, view=v)",
        "client.api_call('users.info')",
        "respond('only you see this')",
        "'A docstring may speak of chat_postMessage.'",
    ],
)
def test_what_is_no_post_is_left_alone(line: str) -> None:
    assert list(posts(ast.parse(line))) == []
