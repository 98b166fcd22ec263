"""Six things one can look at in oneself, for oneself: what can be said, and how it is kept."""

import json
from collections.abc import Mapping

from bot.domain.refusals import refuse

SELF_CHECK = "selfcheck"
"""What one look is kept as; it is its author's alone, and nothing is worked out from it."""

SCALE = tuple(str(number) for number in range(5))
NUMBERS = tuple(str(number) for number in range(11))

ITEMS: Mapping[str, tuple[str, ...]] = {
    "topics": SCALE,
    "first_way": SCALE,
    "decided": SCALE,
    "sure": NUMBERS,
    "others": SCALE,
    "judged": SCALE,
}
"""The six items of MC §1.7 with what may be said to each, in their order."""


def packed(said: Mapping[str, str]) -> str:
    """What was said, as one text to be sealed; what was left out takes no room. Raises Refused
    where nothing was said at all, or something that cannot be."""
    kept = {name: said[name] for name in ITEMS if said.get(name)}
    if not kept:
        raise refuse("selfcheck.empty", at=next(iter(ITEMS)))
    for name, value in kept.items():
        if value not in ITEMS[name]:
            raise refuse("selfcheck.choice", at=name)
    return json.dumps(kept)


def unpacked(text: str) -> Mapping[str, str]:
    """What a text made by `packed` says, by item."""
    said = json.loads(text)
    return {name: str(said[name]) for name in ITEMS if name in said}
