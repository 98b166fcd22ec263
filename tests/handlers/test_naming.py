"""Buttons with the same words have names of their own, and say nothing of anybody in them."""

import pytest

from bot.content.reader import read
from bot.domain.facts import Mention, Quote, Several
from bot.domain.messages import Message
from bot.domain.topics import topic_fact
from handlers.views import cards
from handlers.views import home as home_view
from handlers.views.naming import LABEL_MOST

WORDS = read().words("en")


def offer(topic: str) -> Message:
    facts = {
        "mentor": Mention("U_MAYA"),
        "topics": Several((topic_fact(topic),)),
        "reasons": "",
        "line": Quote("Silence is not kindness."),
    }
    return Message("find.offer", "a mentor", facts)


def names(*topics: str) -> list[str]:
    shown = cards.view(WORDS, "find", [offer(topic) for topic in topics])
    return [
        element.get("accessibility_label", element["text"]["text"])
        for block in shown["blocks"]
        for element in block.get("elements", ())
    ]


def test_each_says_which_it_is_and_about_what() -> None:
    first, second = names("feedback", "feedback")
    label = WORDS.plain("button.request.ask")
    assert first.startswith(f"{label}, 1 of 2: ")
    assert second.startswith(f"{label}, 2 of 2: ")


def test_one_alone_needs_no_other_name() -> None:
    assert names("feedback") == [WORDS.plain("button.request.ask")]


@pytest.mark.parametrize(
    "topic", ["<@U_MAYA> & <b>", "x" * 300, "🙈" * 60], ids=["marks", "long", "emoji"]
)
def test_whatever_the_topic_is_called_the_name_fits(topic: str) -> None:
    assert max(map(len, names(topic, topic))) <= LABEL_MOST


def test_at_home_the_same_button_of_two_matters_is_told_apart() -> None:
    parts = [Message("home.note", "one"), Message("home.note", "two")]
    blocks = home_view.view(WORDS, parts)["blocks"]
    found = [one["accessibility_label"] for block in blocks for one in block.get("elements", ())]
    assert found == ["Keep a question, 1 of 2", "Keep a question, 2 of 2"]
