"""A form made of messages: the choice between several is the reader's."""

from bot.content.reader import read
from bot.domain.messages import Message
from handlers.views import cards

WORDS = read().words("en")


def leading(*ids: str) -> list[str]:
    parts = [Message("home.note", id) for id in ids]
    elements = [
        element
        for block in cards.view(WORDS, "find", parts)["blocks"]
        for element in block.get("elements", ())
    ]
    assert len(elements) == len(ids)
    return [str(element["value"]) for element in elements if element.get("style") == "primary"]


def test_one_alone_leads() -> None:
    assert leading("one") == ["one"]


def test_of_several_none_leads() -> None:
    assert leading("one", "two", "three") == []
