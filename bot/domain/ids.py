"""Identifiers: random for rows, derived for deliveries."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from uuid import UUID, uuid4, uuid5

_DELIVERIES = UUID("6c1f3f0e-8f3a-5d0b-9a54-5f2f6f0f7a11")
_ROUNDS = UUID("f0b9a3de-51a8-5c43-9d0e-6c3f5be1f5c2")
_DICE: list[Random] = []
"""The last of these rolls the row ids; without one the system's own randomness does."""


def new_id() -> str:
    """A fresh row id (uuid4, 36 characters)."""
    if not _DICE:
        return str(uuid4())
    return str(UUID(int=_DICE[-1].getrandbits(128), version=4))


@contextmanager
def drawn_from(seed: int) -> Iterator[None]:
    """Inside, this whole process draws its row ids from the seed: minutes are spread by them, so
    a story told again is the same story."""
    _DICE.append(Random(seed))  # noqa: S311 - a story needs no secrecy
    try:
        yield
    finally:
        _DICE.pop()


def delivery_id(key: str) -> str:
    """The id of the delivery with this business key; the same key always gives the same id,
    so that even a restored database recognizes what it once sent (docs/delivery.md)."""
    return str(uuid5(_DELIVERIES, key))


def round_id(participant_id: str, number: int) -> str:
    """The id of this participant's round of this number, counted from nought."""
    return str(uuid5(_ROUNDS, f"{participant_id}/{number}"))
