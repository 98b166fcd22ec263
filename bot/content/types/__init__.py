"""The mentoring types, each a file beside this one."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.domain.mentorships import Stage
from bot.domain.rounds import ONE_ON_ONE as ONE_ON_ONE
from bot.domain.types import Channel, Direction, Formality, MentoringType, Origin, Structure

FLASH = "flash"

_ATTRIBUTES: Mapping[str, type[StrEnum]] = {
    "structure": Structure,
    "origin": Origin,
    "direction": Direction,
    "channel": Channel,
    "formality": Formality,
}


def of(type_id: str) -> MentoringType:
    """The type with this id; raises KeyError where there is none."""
    return types()[type_id]


@lru_cache(maxsize=1)
def types() -> Mapping[str, MentoringType]:
    """All types by id; raises ValueError for a file that does not describe one."""
    found = (one for one in files(__name__).iterdir() if one.name.endswith(".toml"))
    read = (_type(one.name, tomllib.loads(one.read_text(encoding="utf-8"))) for one in found)
    return {one.id: one for one in read}


def _type(name: str, said: Mapping[str, Any]) -> MentoringType:
    facts = {key: value for key, value in said.items() if key not in _ATTRIBUTES}
    try:
        facts |= {key: kind(said[key]) for key, kind in _ATTRIBUTES.items()}
        facts["stages"] = tuple(Stage(one) for one in said["stages"])
        facts["mentees"] = tuple(said["mentees"])
        return MentoringType(id=name.removesuffix(".toml"), **facts)
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"{name} does not describe a mentoring type: {fault}") from None
