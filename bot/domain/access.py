"""Who sees what: the one table, and the one way in which private words come before a reader.

What was kept sealed leaves the store as `Private`: it can be compared and decided by, and the
places where people are shown things (sentences, forms) take it from nobody but `shown`.
docs/data-map.md and "my data" are made from the same table.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Self


class Reader(StrEnum):
    """Somebody who looks at a thing: whose it is, the other one in the mentorship, and others."""

    AUTHOR = "author"
    PARTNER = "partner"
    COORDINATOR = "coordinator"
    MANAGER = "manager"


class Sight(StrEnum):
    """How much of a thing somebody may see."""

    YES = "yes"
    SENT = "what its author sent"
    SAME = "where both chose the same"
    FACT = "that it is so"
    COUNTS = "counts only"
    NO = "no"


class Item(StrEnum):
    """A kind of thing that is kept, in the terms of mentoring."""

    MENTORSHIP = "mentorship"
    MEETING = "meeting"
    STAGE = "stage"
    READY = "ready"
    AGREEMENT = "agreement"
    PROFILE = "profile"
    LINE = "line"
    REQUEST = "request"
    NOTE = "note"
    GOAL = "goal"
    NUMBER = "number"
    ANSWER = "answer"
    TOPIC_BROUGHT = "topic_brought"
    THANKS = "thanks"
    WISH = "wish"
    EXIT = "exit"
    BLOCK = "block"
    MANAGER = "manager"
    SETTINGS = "settings"
    AWAY = "away"
    SUPPORT_LINE = "support_line"
    MESSAGES = "messages"
    CHOICE = "choice"
    HOLD = "hold"
    PROGRAM = "program"
    GUARD = "guard"
    RECORD = "record"
    TECHNICAL = "technical"


_YES, _SENT, _SAME, _FACT = Sight.YES, Sight.SENT, Sight.SAME, Sight.FACT
_COUNTS, _NO = Sight.COUNTS, Sight.NO

_ROWS: tuple[tuple[Item, Sight, Sight, Sight, Sight], ...] = (
    # item, author, partner, coordinator, manager
    (Item.MENTORSHIP, _YES, _YES, _YES, _NO),
    (Item.MEETING, _YES, _YES, _COUNTS, _NO),
    (Item.STAGE, _YES, _YES, _COUNTS, _NO),
    (Item.READY, _YES, _FACT, _NO, _NO),
    (Item.AGREEMENT, _YES, _YES, _FACT, _NO),
    (Item.PROFILE, _YES, _YES, _YES, _NO),
    (Item.LINE, _YES, _SENT, _NO, _NO),
    (Item.REQUEST, _YES, _YES, _COUNTS, _NO),
    (Item.NOTE, _YES, _SENT, _NO, _NO),
    (Item.GOAL, _YES, _NO, _COUNTS, _NO),
    (Item.NUMBER, _YES, _NO, _COUNTS, _NO),
    (Item.ANSWER, _YES, _NO, _COUNTS, _NO),
    (Item.TOPIC_BROUGHT, _YES, _YES, _COUNTS, _NO),
    (Item.THANKS, _YES, _SENT, _NO, _NO),
    (Item.WISH, _YES, _SAME, _NO, _NO),
    (Item.EXIT, _YES, _NO, _NO, _NO),
    (Item.BLOCK, _YES, _NO, _NO, _NO),
    (Item.MANAGER, _YES, _NO, _NO, _NO),
    (Item.SETTINGS, _YES, _FACT, _NO, _NO),
    (Item.AWAY, _YES, _FACT, _NO, _NO),
    (Item.SUPPORT_LINE, _YES, _NO, _SENT, _NO),
    (Item.MESSAGES, _YES, _NO, _NO, _NO),
    (Item.CHOICE, _YES, _NO, _NO, _NO),
    (Item.HOLD, _YES, _NO, _NO, _NO),
    (Item.PROGRAM, _YES, _YES, _YES, _YES),
    (Item.GUARD, _YES, _NO, _FACT, _NO),
    (Item.RECORD, _YES, _NO, _YES, _NO),
    (Item.TECHNICAL, _NO, _NO, _NO, _NO),
)

TABLE: Mapping[Item, Mapping[Reader, Sight]] = {
    item: dict(zip(Reader, sights, strict=True)) for item, *sights in _ROWS
}
"""The one table: who may see how much of what."""


def sight(item: Item, reader: Reader) -> Sight:
    """How much of this a reader may see."""
    return TABLE[item][reader]


def shows(item: Item, reader: Reader, *, sent: bool = False, same: bool = False) -> bool:
    """Whether the content itself may be shown to this reader: always, or because its author
    `sent` it, or because both chose the `same`."""
    found = sight(item, reader)
    if found is Sight.SENT:
        return sent
    return same if found is Sight.SAME else found is Sight.YES


class Hidden(Exception):
    """Private words were about to be shown past the table: a mistake of ours, never shown."""


class Private(str):
    """Words as they were kept, with what they are and whose (the id of a participant, a person
    or, for a rating, of its goal); only `shown` makes them readable."""

    __slots__ = ("item", "of")
    item: Item
    of: str

    def __new__(cls, words: str, item: Item, of: str) -> Self:
        """The words, marked."""
        made = super().__new__(cls, words)
        made.item, made.of = item, of
        return made

    def __getnewargs__(self) -> tuple[str, Item, str]:  # type: ignore[override]
        """What a copy is made of."""
        return str(self), self.item, self.of

    def __format__(self, spec: str) -> str:
        """Raise Hidden: a sentence made of it would no longer say whose it is."""
        raise Hidden(f"{self.item} was put into a text")


def shown(
    words: str, to: Reader | Collection[str], *, sent: bool = False, same: bool = False
) -> str:
    """These words for this reader: one in a role, or whoever has one of these ids (the author
    where the words are of one of them, else a partner). Raises Hidden where the table says no;
    `sent` and `same` as in `shows`. What somebody is typing just now is hers to see."""
    if not isinstance(words, Private):
        return words
    reader = to if isinstance(to, Reader) else _as_author(words.of in to)
    if not shows(words.item, reader, sent=sent, same=same):
        raise Hidden(f"{words.item} is nothing for a reader who is {reader}")
    return str(words)


def readable(words: str) -> str:
    """The same words where they may be shown as they are; raises Hidden where nobody asked."""
    if isinstance(words, Private):
        raise Hidden(f"{words.item} was shown without asking who may see it")
    return words


def _as_author(hers: bool) -> Reader:
    return Reader.AUTHOR if hers else Reader.PARTNER
