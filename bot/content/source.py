"""Content files as they are on disk: one folder of languages becomes entries and faults."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import Any

from bot.domain.words import PLACEHOLDER, Plural, Template

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FOLDERS = {"messages": ".md", "words": ".toml"}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY = re.compile(r'\s*((?:"[^"]*"|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|[\w-]+))*)\s*=')
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_FENCE = "+++"


@dataclass(frozen=True)
class Fault:
    """Something in a file that must be put right before the content can be used."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


@dataclass(frozen=True)
class Entry:
    """One id in one file: a message (`front` is None where it has no front matter), or words."""

    id: str
    language: str
    file: str
    line: int
    template: Template
    is_message: bool = False
    front: Mapping[str, Any] | None = None
    source: tuple[str, ...] = field(default=(), repr=False)

    def line_of(self, fragment: str) -> int:
        """The line of the file where the fragment stands, from the entry on or before it."""
        for first in (self.line, 1):
            for number, line in enumerate(self.source[first - 1 :], start=first):
                if fragment in line:
                    return number
        return self.line

    def line_of_key(self, key: str) -> int:
        """The line of the front matter where the key is set; the first line if it is not."""
        stated = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=")
        lines = enumerate(self.source, start=1)
        return next((number for number, line in lines if stated.match(line)), 1)


@dataclass(frozen=True)
class Layer:
    """Everything read from one folder of languages."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class _File:
    name: str
    path: Traversable
    language: str


def read_layer(root: Traversable, label: str) -> Layer:
    """All entries and faults of the folder; `label` is how its path is shown in faults."""
    faults: list[Fault] = []
    entries: list[Entry] = []
    languages: list[str] = []
    for folder in _sorted(root):
        parts = [part.name for part in _sorted(folder)] if folder.is_dir() else []
        place = f"{label}/{folder.name}"
        if _LANGUAGE.fullmatch(folder.name) and parts and not _is_part(folder.name):
            languages.extend([folder.name] if set(parts) & set(_FOLDERS) else [])
            for file in _files(folder, place, faults):
                entries.extend(_read_file(file, faults))
        elif _is_part(folder.name) or set(parts) & set(_FOLDERS):
            faults.append(Fault(place, 1, "put this into a language folder, like en or de"))
    return Layer(tuple(entries), tuple(faults), tuple(languages))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a fault about an unknown word: the closest known one, or all of them."""
    choices = sorted(map(str, known))
    close = get_close_matches(word, choices, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    few = 0 < len(choices) <= 20
    return f"known are: {', '.join(choices)}" if few else "check its spelling"


def _sorted(folder: Traversable) -> list[Traversable]:
    visible = (
        child for child in folder.iterdir() if child.name[0] not in "._" and child.name[-1] != "~"
    )
    return sorted(visible, key=lambda child: child.name)


def _is_part(name: str) -> bool:
    return name in _FOLDERS


def _files(folder: Traversable, place: str, faults: list[Fault]) -> Iterator[_File]:
    for part in _sorted(folder):
        name = f"{place}/{part.name}"
        if _is_part(part.name) and part.is_dir():
            yield from _walk(_File(name, part, folder.name), _FOLDERS[part.name], faults)
        elif part.is_dir() and get_close_matches(part.name, _FOLDERS):
            faults.append(Fault(name, 1, f"unknown folder; {nearest(part.name, _FOLDERS)}"))


def _walk(folder: _File, ending: str, faults: list[Fault]) -> Iterator[_File]:
    for child in _sorted(folder.path):
        file = _File(f"{folder.name}/{child.name}", child, folder.language)
        if child.is_dir():
            yield from _walk(file, ending, faults)
        elif child.name.endswith(ending):
            yield file
        else:
            faults.append(
                Fault(file.name, 1, f"only {ending} files belong here; rename or move it")
            )


def _read_file(file: _File, faults: list[Fault]) -> list[Entry]:
    try:
        source = file.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(file.name, line, "this is not UTF-8; save the file as UTF-8"))
        return []
    lines = tuple(source.splitlines())
    read = _message if file.name.endswith(".md") else _words
    entries = read(file, lines, faults)
    for entry in entries:
        faults.extend(_odd_braces(entry))
    return entries


def _message(file: _File, lines: tuple[str, ...], faults: list[Fault]) -> list[Entry]:
    id = file.path.name.removesuffix(".md")
    if not _ID.fullmatch(id):
        way_out = "name the file with letters, digits, dots, - and _ only; its name is the id"
        faults.append(Fault(file.name, 1, way_out))
        return []
    front, start = None, 0
    if lines and lines[0].strip() == _FENCE:
        closing = [at for at, line in enumerate(lines) if at and line.strip() == _FENCE]
        if not closing:
            way_out = f"the front matter has no end; close it with a line of {_FENCE}"
            faults.append(Fault(file.name, 1, way_out))
            return []
        front = _toml(file, lines[1 : closing[0]], 1, faults)
        start = closing[0] + 1
        if front is None:
            return []
    body = _paragraphs(lines[start:])
    first = next((at for at in range(start, len(lines)) if lines[at].strip()), 0) + 1
    return [Entry(id, file.language, file.name, first, body, True, front, lines)]


def _paragraphs(lines: Iterable[str]) -> str:
    """The body with each paragraph, and each point of a list, on one line, however the author
    wrapped it."""
    blocks = re.split(r"\n\s*\n", "\n".join(lines).strip())
    return "\n\n".join(_one_line(block) for block in blocks)


def _one_line(block: str) -> str:
    return re.sub(r" (?=• )", "\n", " ".join(block.split()))


def _words(file: _File, lines: tuple[str, ...], faults: list[Fault]) -> list[Entry]:
    table = _toml(file, lines, 0, faults)
    places = _places(lines)
    entries = []
    for id, value in _flat(table or {}):
        line = places.get(id, 1)
        template = _template(value)
        if template is None:
            way_out = f"{id!r} is not text; write text in quotes, or a table with one and other"
            faults.append(Fault(file.name, line, way_out))
        else:
            entries.append(Entry(id, file.language, file.name, line, template, source=lines))
    return entries


def _toml(
    file: _File, lines: Iterable[str], before: int, faults: list[Fault]
) -> dict[str, Any] | None:
    source = list(lines)
    try:
        return tomllib.loads("\n".join(source))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(source)
        reason = _TOML_PLACE.sub("", str(error))
        way_out = f'this is not TOML ({reason}); write key = "text", one per line'
        faults.append(Fault(file.name, before + line, way_out))
        return None


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict) and "one" not in value:
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _template(value: object) -> Template | None:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict) and set(value) == {"one", "other"}:
        one, other = value["one"], value["other"]
        if isinstance(one, str) and isinstance(other, str):
            return Plural(one.strip(), other.strip())
    return None


def _places(lines: Iterable[str]) -> dict[str, int]:
    """The line of each dotted id in a TOML file, as well as a look at single lines can tell."""
    places: dict[str, int] = {}
    section = ""
    for number, line in enumerate(lines, start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            section = _bare(header[1])
        if header or key:
            name = section if key is None else ".".join(filter(None, (section, _bare(key[1]))))
            places.setdefault(name, number)
    return places


def _bare(key: str) -> str:
    return re.sub(r"[\s\"']", "", key)


def _odd_braces(entry: Entry) -> Iterator[Fault]:
    template = entry.template
    text = template if isinstance(template, str) else f"{template.one} {template.other}"
    odd = re.search(r"\{[^{}\s]*\}?|\}", PLACEHOLDER.sub("", text))
    if odd:
        way_out = f"{odd[0]!r} is not a fact; write {{fact}} in small letters, digits and _"
        yield Fault(entry.file, entry.line_of(odd[0]), way_out)
