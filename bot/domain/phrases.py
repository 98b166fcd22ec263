"""Whether a text holds one of some phrases: whole words, whatever the case and apostrophes."""

import re
from collections.abc import Iterable

_APOSTROPHES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u00b4": "'", "`": "'"})


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text; a lone sign like "?" anywhere in it."""
    wanted = _tidy(text)
    return any(_stands(_tidy(phrase), wanted) for phrase in phrases if phrase.strip())


def _stands(phrase: str, text: str) -> bool:
    if not re.search(r"\w", phrase):
        return phrase in text
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _tidy(text: str) -> str:
    return " ".join(text.translate(_APOSTROPHES).casefold().split())
