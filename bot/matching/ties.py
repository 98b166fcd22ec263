"""What decides between equals: a hash of both ids and the round, on any machine the same."""

from hashlib import sha256
from typing import Any

_MASK = (1 << 64) - 1
_STIR = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def key(id: str, round_id: str) -> int:
    """The 64 bits of one person in a round."""
    return int.from_bytes(sha256(f"{round_id}\n{id}".encode()).digest()[:8], "big")


def tie(mentee: Any, mentor: Any) -> Any:
    """The 64 bits of two, by their keys, mentee first; of numbers or of whole arrays.

    The mixing is that of the public SplitMix64 generator.
    """
    mixed = (mentee + mentor * _STIR) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * _FIRST) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * _SECOND) & _MASK
    return mixed ^ (mixed >> 31)
