"""The reader of the content: built-in files and a company's overlay become one library."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bot.content.checks import BASE, check_layers
from bot.content.source import Entry, Fault, Layer, read_layer
from bot.domain.mentorships import Stage
from bot.domain.words import Audience, Template, Text, Words


class ContentError(Exception):
    """Content files that cannot be used; `faults` names each with file, line and way out."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, eq=False)
class Library:
    """All languages of the content; what one lacks comes from the base language."""

    languages: tuple[str, ...]
    builtin: Layer
    overlay: Layer
    _cache: dict[tuple[str, ...], Words] = field(default_factory=dict, repr=False)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every id of every file, the built-in ones first."""
        return self.builtin.entries + self.overlay.entries

    def words(self, locale: str) -> Words:
        """The words for a locale such as "de-DE": its own, else its language's, else the base's."""
        chain = self._chain(locale)
        if chain not in self._cache:
            self._cache[chain] = self._compose(chain)
        return self._cache[chain]

    def _chain(self, locale: str) -> tuple[str, ...]:
        """The languages to look in, the base language first and the most exact one last."""
        known = {language.lower(): language for language in self.languages}
        parts = locale.replace("_", "-").lower().split("-")
        names = ("-".join(parts[:size]) for size in range(1, len(parts) + 1))
        found = [known[name] for name in names if name in known]
        return (BASE, *(language for language in found if language != BASE))

    def _compose(self, chain: tuple[str, ...]) -> Words:
        table: dict[str, Template] = {}
        bodies: dict[str, str] = {}
        fronts: dict[str, dict[str, Any]] = {}
        for entry in self._in_order(chain):
            if entry.is_message:
                fronts.setdefault(entry.id, {}).update(entry.front or {})
                if entry.template:
                    bodies[entry.id] = str(entry.template)
            else:
                table[entry.id] = entry.template
        texts = {id: _text(id, bodies[id], front) for id, front in fronts.items() if _shown(front)}
        return Words(chain[-1], table, texts)

    def _in_order(self, chain: tuple[str, ...]) -> Iterable[Entry]:
        for layer in (self.builtin, self.overlay):
            for language in chain:
                yield from (entry for entry in layer.entries if entry.language == language)


def read(
    overlay: Path | None = None,
    base: Traversable | None = None,
    predicates: Collection[str] | None = None,
) -> Library:
    """The library of the built-in content (or `base`) with the overlay's files over it.

    `predicates` are the names that `when` may use; None leaves them unchecked. An overlay
    file of a known id replaces the body and the front matter keys that it states.
    Raises ContentError with every fault found.
    """
    builtin = read_layer(base or files("bot.content"), str(base) if base else "bot/content")
    added = Layer()
    if overlay is not None:
        if not overlay.is_dir():
            raise ContentError([Fault(str(overlay), 1, "there is no such folder; check its path")])
        added = read_layer(overlay, str(overlay))
    faults = builtin.faults + added.faults + tuple(check_layers(builtin, added, predicates))
    if faults:
        raise ContentError(sorted(faults, key=lambda fault: (fault.file, fault.line)))
    return Library(tuple(sorted({BASE, *builtin.languages, *added.languages})), builtin, added)


def _shown(front: Mapping[str, Any]) -> bool:
    return not front.get("off", False)


def _text(id: str, body: str, front: Mapping[str, Any]) -> Text:
    return Text(
        id=id,
        body=body,
        role=Audience(front["role"]),
        buttons=tuple(front.get("buttons", ())),
        menu=tuple(front.get("menu", ())),
        kind=front.get("kind"),
        stage=Stage(front["stage"]) if "stage" in front else None,
        after=front.get("after"),
        when=tuple(front.get("when", ())),
    )
