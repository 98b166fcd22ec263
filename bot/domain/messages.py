"""A message as a value: which text, which facts, which buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.facts import Fact


@dataclass(frozen=True)
class Message:
    """What a delivery says right now.

    `text` is the id of a content file; its front matter names the buttons in order, the
    first one primary. `buttons` overrides them: `()` is a message whose buttons are spent.
    `value` is the opaque id that every button carries. `quiet` drops the `...` menu. One that
    is not `heard` goes through all steps of sending but the last: its reader never gets it.
    """

    text: str
    value: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    buttons: tuple[str, ...] | None = None
    menu: tuple[str, ...] | None = None
    heard: bool = True
