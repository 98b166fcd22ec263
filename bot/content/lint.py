"""The linter: texts that can be used, held to the rules of tone and length (docs/mentoring.md)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.content.checks import BASE
from bot.content.reader import Library
from bot.content.source import Entry
from bot.content.style import Style, style_of
from bot.domain.learning import ABOUT, PLAN, READ
from bot.domain.words import Plural, Template, Text

BODY_WORDS = 60
READ_WORDS = 120
SENTENCE_WORDS = 20
LABEL_CHARACTERS = 24
QUESTIONS = 2
BUTTONS = 3

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'\u201d\u2019)*]*\s+|\n+")
_SYMBOL = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]"
_EMOJI = re.compile(
    rf"(?:{_SYMBOL}[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+|:(?:[a-z][a-z0-9_+-]+|\+1|-1):"
)
_COMMAND = re.compile(r"`/[^`\n]+`")
_FORMATS = (
    (re.compile(r"\*\*"), "bold is *one star* on each side"),
    (re.compile(r"\[[^\]]+\]\([^)]+\)"), "links of this form are not shown; name the place"),
    (re.compile(r"<[@#!]|<[a-z]+:"), "people, channels and links come as facts"),
    (re.compile(r"(?m)^#{1,6} "), "headings are not shown; use *bold*"),
    (re.compile(r"`"), "code marks are for commands only, like `/mentor`"),
    (re.compile(r"(?<![\w{])_[^_\s][^_]*_(?!\w)"), "only *bold* is used, no _italics_"),
    (re.compile(r"(?<!\w)~[^~\s][^~]*~"), "only *bold* is used, nothing struck through"),
    (re.compile(r"(?m)^>"), "a quotation is a fact; leave the mark out"),
)


@dataclass(frozen=True)
class Problem:
    """A text that breaks a rule: where, which rule, and what to do in plain words."""

    file: str
    id: str
    rule: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}: {self.words} ({self.rule})"


@dataclass(frozen=True)
class _Reading:
    """One form of an entry as it is read: facts replaced by samples."""

    entry: Entry
    text: str
    style: Style

    def problem(self, rule: str, words: str) -> Problem:
        return Problem(self.entry.file, self.entry.id, rule, f"{self.entry.id}: {words}")


def lint(library: Library, style: Callable[[str], Style] = style_of) -> tuple[Problem, ...]:
    """Every broken rule, in the order of the files; `style` gives a language its style."""
    problems: list[Problem] = []
    for entry in library.entries:
        for form in _forms(entry.template):
            chosen = style(entry.language)
            reading = _Reading(entry, chosen.sampled(form), chosen)
            for rule in _RULES:
                problems.extend(rule(reading))
    problems.extend(_buttons(library))
    return tuple(dict.fromkeys(problems))


def _forms(template: Template) -> tuple[str, ...]:
    return (template.one, template.other) if isinstance(template, Plural) else (template,)


def _count(text: str) -> int:
    return sum(1 for part in text.split() if re.search(r"\w", part))


def _length(reading: _Reading) -> Iterator[Problem]:
    words = _count(reading.text)
    most = READ_WORDS if _is_read(reading.entry.id) else BODY_WORDS
    if reading.entry.is_message and words > most:
        yield reading.problem("length", f"{words} words; at most {most} are read")


def _is_read(id: str) -> bool:
    """Whether this is a text people chose to read; its question stands below it."""
    return id.startswith((READ, PLAN, ABOUT))


def _sentences(reading: _Reading) -> Iterator[Problem]:
    for sentence in _SENTENCE_END.split(reading.text):
        words = _count(sentence)
        if words > SENTENCE_WORDS:
            start = " ".join(sentence.split()[:4])
            way_out = f"{words} words in the sentence {start!r} ...; split it at {SENTENCE_WORDS}"
            yield reading.problem("sentence", way_out)


def _questions(reading: _Reading) -> Iterator[Problem]:
    asked = len(re.findall(r"\?+", reading.text))
    if reading.entry.is_message and asked > QUESTIONS:
        yield reading.problem("questions", f"{asked} questions; ask at most {QUESTIONS}")


def _label(reading: _Reading) -> Iterator[Problem]:
    if not reading.entry.id.startswith("button."):
        return
    if len(reading.text) > LABEL_CHARACTERS:
        way_out = f"{len(reading.text)} characters; a button holds {LABEL_CHARACTERS}"
        yield reading.problem("label", way_out)
    if _EMOJI.search(reading.text):
        yield reading.problem("label", "a button has no emoji; screen readers read it aloud")


def _avoided(reading: _Reading) -> Iterator[Problem]:
    for avoided in reading.style.found(reading.entry.id, reading.text):
        yield reading.problem(avoided.rule, avoided.reason)


def _excited(reading: _Reading) -> Iterator[Problem]:
    if reading.text.count("!") > 1:
        yield reading.problem("exclamation", "keep at most one exclamation mark")
    found = list(_EMOJI.finditer(reading.text.rstrip()))
    if len(found) > 1:
        yield reading.problem("emoji", "keep at most one emoji")
    elif found and found[0].end() != len(reading.text.rstrip()):
        yield reading.problem("emoji", "an emoji stands at the end only, and carries no meaning")


def _format(reading: _Reading) -> Iterator[Problem]:
    text = _COMMAND.sub("", reading.text)
    for pattern, way_out in _FORMATS:
        if pattern.search(text):
            yield reading.problem("format", way_out)


def _buttons(library: Library) -> Iterator[Problem]:
    """Messages that ask need a button; few buttons, each understandable on its own."""
    files = {entry.id: entry.file for entry in library.entries if entry.is_message}
    for text in library.words(BASE).texts():
        for way_out in _missing_or_many(text):
            yield Problem(files[text.id], text.id, "buttons", f"{text.id}: {way_out}")
    for language in library.languages:
        words = library.words(language)
        for text in words.texts():
            labels = [words.table[f"button.{id}"] for id in text.buttons + text.menu]
            if len(set(map(str, labels))) < len(labels):
                way_out = f"{text.id}: two labels are the same in {language!r}; tell them apart"
                yield Problem(files[text.id], text.id, "buttons", way_out)


def _missing_or_many(text: Text) -> Iterator[str]:
    """What asks, or comes by itself after some days, needs a first button; nothing needs many."""
    if _is_read(text.id):
        return
    if not text.buttons and ("?" in text.body or text.after is not None):
        yield "it asks for an answer; give it a first button"
    if len(text.buttons) > BUTTONS:
        yield f"{len(text.buttons)} buttons; keep one main and two quiet ones"


_RULES: tuple[Callable[[_Reading], Iterator[Problem]], ...] = (
    _length,
    _sentences,
    _questions,
    _label,
    _avoided,
    _excited,
    _format,
)
