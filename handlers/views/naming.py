"""Names for buttons that look alike, by which somebody who cannot see what is around tells them
apart."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.domain.facts import Fact
from bot.domain.messages import Message
from bot.domain.words import Words
from handlers.views.blocks import Block

LABEL_MOST = 75
"""Characters of an accessibility label (docs/slack.md)."""


def tell_apart(words: Words, parts: Sequence[Message], shown: Sequence[Sequence[Block]]) -> None:
    """Where several parts have a button with the same words, say which of them each one is, and
    what it is about: names are never stored, so none can be said.

    `shown` are the blocks of each part. The words on the button come first, as voice control
    needs them.
    """
    count = Counter(_words(one) for blocks in shown for one in _buttons(blocks))
    turn: Counter[str] = Counter()
    for part, blocks in zip(parts, shown, strict=True):
        for one in _buttons(blocks):
            label = _words(one)
            turn[label] += 1
            if count[label] > 1:
                facts: dict[str, Fact] = {
                    "button": label,
                    "n": turn[label],
                    "all": count[label],
                }
                one["accessibility_label"] = _name(words, part, facts)


def _name(words: Words, part: Message, facts: dict[str, Fact]) -> str:
    about = part.facts.get("topics")
    if about is None:
        return words.plain("alike.plain", **facts)[:LABEL_MOST]
    return words.plain("alike.about", about=about, **facts)[:LABEL_MOST]


def _buttons(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from (one for one in block.get("elements", ()) if one.get("type") == "button")


def _words(button: Block) -> str:
    text: str = button["text"]["text"]
    return text
