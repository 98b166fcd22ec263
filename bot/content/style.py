"""The style of one language: words to avoid, what to say instead, and sample facts."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from bot.domain.words import PLACEHOLDER

_LISTS = {
    "banned": "blames, presses or is an idiom",
    "hidden": "is a word people never see",
    "promises": "promises what nobody can hold",
    "spelling": "is British spelling",
}
_ANY_FACT = "two words"


@dataclass(frozen=True)
class Avoided:
    """A word to avoid: which list it is on, and what to do instead."""

    rule: str
    word: str
    instead: str
    pattern: re.Pattern[str]

    @property
    def reason(self) -> str:
        """Why the word is avoided, and the way out."""
        return f"{self.word!r} {_LISTS[self.rule]}; {self.instead}"


@dataclass(frozen=True)
class Allowed:
    """A justified exception: the word may stand in these ids (`*` for any)."""

    word: str
    ids: str
    why: str


@dataclass(frozen=True)
class Style:
    """What a language avoids, where it may stand after all, and what its facts look like."""

    avoided: tuple[Avoided, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    samples: Mapping[str, str] = field(default_factory=dict)

    def sampled(self, template: str) -> str:
        """The template with one to three words for each fact."""
        return PLACEHOLDER.sub(lambda place: self.samples.get(place[1], _ANY_FACT), template)

    def found(self, id: str, text: str) -> Iterator[Avoided]:
        """The avoided words that stand in this text without an exception."""
        for avoided in self.avoided:
            if avoided.pattern.search(text) and not self._may_stand(avoided.word, id):
                yield avoided

    def _may_stand(self, word: str, id: str) -> bool:
        return any(fnmatchcase(id, case.ids) for case in self.allowed if case.word == word)


def style_from(source: str) -> Style:
    """The style written in this TOML."""
    table = tomllib.loads(source)
    avoided = tuple(
        Avoided(rule, word, instead if rule != "spelling" else f"write {instead!r}", _find(word))
        for rule in _LISTS
        for word, instead in table.get(rule, {}).items()
    )
    allowed = tuple(Allowed(**case) for case in table.get("allowed", ()))
    return Style(avoided, allowed, table.get("samples", {}))


@cache
def style_of(language: str) -> Style:
    """The style of a language such as "en" or "en-GB"; an empty one where none is written."""
    path = files("bot.content").joinpath(language.partition("-")[0], "style.toml")
    return style_from(path.read_text(encoding="utf-8")) if path.is_file() else Style()


def _find(word: str) -> re.Pattern[str]:
    exact = re.escape(word).replace(r"\#", r"\d+").replace("'", "['\u2019]")
    return re.compile(rf"\b{exact}(?:s|es)?\b", 0 if word.isupper() else re.IGNORECASE)
