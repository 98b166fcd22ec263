"""Lint reports what Slack takes but shows wrongly, and nothing else."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Client, Sandbox

WRONG = [
    ("**bold**", "markdown_bold"),
    ("see [this](https://x.y)", "markdown_link"),
    ("# Title", "markdown_heading"),
    ("you & me", "unescaped"),
    ("a < b", "unescaped"),
    ("a > b", "unescaped"),
    ("<script>", "unescaped"),
    ("hi <!channel>", "broadcast"),
    ("hi <!here|here>", "broadcast"),
    ("hi <!everyone>", "broadcast"),
]
RIGHT = [
    "*bold* _it_ ~no~ `x ** y`",
    "you &amp; me, a &lt; b",
    "<@U_ANA> and <#C_TOWN|town>",
    "<https://x.y?a=1&amp;b=2|here>",
    "<!date^1700000000^{date_short}^https://x.y|then>",
    "<!date^1700000000^{date_short} at {time}|then>",
    "> quoted",
    "[brackets] (and more)",
    "2 ** 3",
]


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_wrong_markup_is_reported_where_it_stands(
    api: WebClient, client: Client, text: str, code: str
) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    api.chat_postMessage(channel="U_ANA", text="fine", blocks=[section])
    (found,) = client.lint()
    assert (found["code"], found["pointer"]) == (code, "/blocks/0/text/text")
    assert client.journal()[found["index"]]["method"] == "chat.postMessage"
    api.chat_postMessage(channel="U_ANA", text=text)
    assert client.lint()[-1]["pointer"] == "/text"


@pytest.mark.parametrize("text", RIGHT)
def test_right_markup_is_not_reported(api: WebClient, client: Client, text: str) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    api.chat_postMessage(channel="U_ANA", text=text, blocks=[section])
    assert client.lint() == []


def test_mentions_in_plain_text_and_a_missing_text_are_reported(
    api: WebClient, client: Client, sandbox: Sandbox
) -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "For <@U_ANA> & co"}}
    api.api_call("chat.postMessage", json={"channel": "U_ANA", "blocks": [header]})
    assert [found["code"] for found in client.lint()] == ["missing_text", "mention_in_plain_text"]
    assert sandbox.lint == client.lint()


def test_views_are_looked_at_too(api: WebClient, client: Client) -> None:
    text: Any = {"type": "mrkdwn", "text": "**loud**"}
    api.views_publish(
        user_id="U_ANA", view={"type": "home", "blocks": [{"type": "section", "text": text}]}
    )
    assert client.lint()[0]["pointer"] == "/view/blocks/0/text/text"
