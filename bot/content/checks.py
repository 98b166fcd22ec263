"""What must hold across content files: ids, facts, labels and front matter that fit together."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from bot.content.reads import check_reads
from bot.content.source import Entry, Fault, Layer, nearest
from bot.domain.deliveries import KINDS
from bot.domain.mentorships import Stage
from bot.domain.words import Audience, placeholders

BASE = "en"
"""The language that holds every id and all front matter."""

_CHOICES: Mapping[str, Collection[str]] = {
    "role": tuple(Audience),
    "stage": tuple(Stage),
    "kind": tuple(KINDS),
}
_LISTS = ("buttons", "menu", "when")
KEYS = (*_CHOICES, *_LISTS, "after", "off")
"""The closed list of front matter keys."""


def check_layers(
    builtin: Layer, overlay: Layer, predicates: Collection[str] | None
) -> Iterator[Fault]:
    """Every fault between the files of the two layers."""
    original = _of_base(builtin)
    known = {**_of_base(overlay), **original}
    yield from check_reads(known)
    labels = [id.removeprefix("button.") for id in known if id.startswith("button.")]
    for layer in (builtin, overlay):
        yield from _duplicates(layer.entries)
        for entry in layer.entries:
            if entry.is_message:
                yield from _body(entry, original)
                yield from _front(entry, original)
                yield from _lists(entry, labels, predicates)
            if entry.language != BASE or (layer is overlay and entry.id in original):
                yield from _against_base(entry, known)


def _of_base(layer: Layer) -> dict[str, Entry]:
    """The entries of the base language by id; of duplicates, the first one counts."""
    return {entry.id: entry for entry in reversed(layer.entries) if entry.language == BASE}


def _duplicates(entries: Iterable[Entry]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        first = seen.setdefault((entry.language, entry.id), entry)
        if first is not entry:
            words = f"{entry.id!r} is already in {first.file}:{first.line}; keep one of them"
            yield Fault(entry.file, entry.line, words)


def _against_base(entry: Entry, known: Mapping[str, Entry]) -> Iterator[Fault]:
    base = known.get(entry.id)
    if base is None:
        alike = [id for id, other in known.items() if other.is_message == entry.is_message]
        words = f"the base language {BASE!r} has no {entry.id!r}; {nearest(entry.id, alike)}"
        yield Fault(entry.file, entry.line, words)
        return
    if base.is_message != entry.is_message:
        words = f"{entry.id!r} is already in {base.file}:{base.line}; choose another id"
        yield Fault(entry.file, entry.line, words)
        return
    facts = set(placeholders(base.template))
    for fact in dict.fromkeys(placeholders(entry.template)):
        if fact not in facts:
            has = nearest(fact, facts) if facts else f"{entry.id!r} has no facts"
            words = f"the fact {fact!r} is not known here; {has}"
            yield Fault(entry.file, entry.line_of(f"{{{fact}"), words)


def _body(entry: Entry, original: Mapping[str, Entry]) -> Iterator[Fault]:
    if entry.template:
        return
    base = original.get(entry.id, entry)
    if base is not entry and entry.front and entry.front.get("off") is True:
        return
    if base is entry and entry.language == BASE and entry.front and entry.front.get("off"):
        words = f"there is no {entry.id!r} to switch off; {nearest(entry.id, original)}"
    else:
        words = "the body is empty; write it below the front matter"
    yield Fault(entry.file, entry.line, words)


def _front(entry: Entry, original: Mapping[str, Entry]) -> Iterator[Fault]:
    if entry.language != BASE:
        if entry.front is not None:
            words = f"front matter belongs to the base language {BASE!r} only; keep just the body"
            yield Fault(entry.file, 1, words)
        return
    base = original.get(entry.id, entry)
    if entry.front is None:
        if base.front is None:
            words = 'front matter is missing; begin with +++, role = "...", +++'
            yield Fault(entry.file, 1, words)
        return
    yield from _keys(entry, entry.front, {**(base.front or {}), **entry.front})


def _keys(entry: Entry, front: Mapping[str, Any], stated: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of the keys; `stated` includes the keys of the built-in file that they replace."""
    for key, value in front.items():
        wrong = _wrong(key, value)
        if wrong:
            yield Fault(entry.file, entry.line_of_key(key), wrong)
    if "role" not in stated:
        roles = ", ".join(Audience)
        yield Fault(entry.file, 1, f"the key 'role' is missing; add one of: {roles}")
    if "after" in stated and "stage" not in stated:
        words = "'after' counts days into a stage; add the key 'stage'"
        yield Fault(entry.file, entry.line_of_key("after"), words)


def _wrong(key: str, value: object) -> str | None:
    """What is wrong with a key of the front matter, if anything."""
    if key not in KEYS:
        return f"unknown key {key!r}; {nearest(key, KEYS)}"
    if key in _CHOICES:
        if value in _CHOICES[key]:
            return None
        return f"{key!r} cannot be {value!r}; {nearest(str(value), _CHOICES[key])}"
    if key in _LISTS:
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return None if fits else f'{key!r} is a list of ids; write {key} = ["first", "second"]'
    if key == "off":
        return None if isinstance(value, bool) else "'off' is true or false, without quotes"
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return None if fits else "'after' is a number of days, 0 or more, without quotes"


def _lists(
    entry: Entry, labels: Collection[str], predicates: Collection[str] | None
) -> Iterator[Fault]:
    front = entry.front or {}
    for key in ("buttons", "menu"):
        for id in _strings(front.get(key)):
            if id not in labels:
                words = f"the button {id!r} has no label 'button.{id}'; {nearest(id, labels)}"
                yield Fault(entry.file, entry.line_of(f'"{id}"'), words)
    for name in _strings(front.get("when")):
        if predicates is not None and name not in predicates:
            words = f"the condition {name!r} is unknown; {nearest(name, predicates)}"
            yield Fault(entry.file, entry.line_of(f'"{name}"'), words)


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
