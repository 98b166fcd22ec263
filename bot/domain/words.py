"""Words: every sentence, label and message of one language, filled safely with facts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import calendars
from bot.domain.access import readable
from bot.domain.facts import (
    At,
    Channel,
    Clock,
    Day,
    Fact,
    Link,
    Mention,
    Quote,
    Several,
    Term,
    Zone,
)
from bot.domain.mentorships import Stage
from bot.domain.people import erased

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::(word))?\}")
"""`{fact}`, or `{fact:word}` for a number that is spelled out where the language can."""

_LOOKALIKES = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_EDGE_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_EDGE_SIGN = re.compile(r"(?<![A-Za-z0-9])([@#])")
_LEADING_QUOTES = re.compile(r"^>+")


class MissingWord(LookupError):
    """No sentence, label or message has this id in this language."""

    def __init__(self, id: str, language: str) -> None:
        super().__init__(f"no words with the id {id!r} in {language!r}")
        self.id, self.language = id, language


class MissingFact(LookupError):
    """A sentence names a fact that the caller did not give."""

    def __init__(self, id: str, language: str, fact: str) -> None:
        super().__init__(f"{id!r} in {language!r} needs the fact {fact!r}")
        self.id, self.language, self.fact = id, language, fact


class Audience(StrEnum):
    """Whom a message is written for."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"
    COORDINATOR = "coordinator"
    GROUP = "group"
    ANYONE = "anyone"


@dataclass(frozen=True)
class Text:
    """A message of the content: its body and what its front matter says about it.

    `buttons` are ids, the first one primary; `after` counts days into `stage` at 12 weeks;
    `when` names the predicates that must hold.
    """

    id: str
    body: str
    role: Audience = Audience.ANYONE
    buttons: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    kind: str | None = None
    stage: Stage | None = None
    after: int | None = None
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plural:
    """A sentence in two forms; the fact `n` chooses."""

    one: str
    other: str


Template = str | Plural


@dataclass(frozen=True, eq=False)
class Words:
    """All words of one language, gaps already filled from the base language.

    `quote_limit` is the length at which a Quote is cut with an ellipsis.
    """

    language: str
    table: Mapping[str, Template]
    messages: Mapping[str, Text]
    quote_limit: int = 500

    def __call__(self, id: str, /, **facts: Fact) -> str:
        """The sentence or message body as Slack mrkdwn, every fact made harmless.

        Raises MissingWord, MissingFact.
        """
        return self._fill(id, facts, plain=False)

    def plain(self, id: str, /, **facts: Fact) -> str:
        """The same for plain_text objects: titles, labels, buttons, options, placeholders.

        Raises MissingWord, MissingFact, and TypeError for a Mention, which Slack would print
        as it stands.
        """
        return self._fill(id, facts, plain=True)

    def message(self, id: str) -> Text:
        """The message with this id. Raises MissingWord, also for one that is switched off."""
        if id not in self.messages:
            raise MissingWord(id, self.language)
        return self.messages[id]

    def has(self, id: str) -> bool:
        """Whether a sentence, label or message has this id."""
        return id in self.table or id in self.messages

    def ids(self) -> tuple[str, ...]:
        """The ids of all sentences, labels and messages, sorted."""
        return tuple(sorted({*self.table, *self.messages}))

    def texts(self) -> tuple[Text, ...]:
        """All messages, sorted by id."""
        return tuple(self.messages[id] for id in sorted(self.messages))

    def _template(self, id: str, facts: Mapping[str, Fact]) -> str:
        if id in self.messages:
            return self.messages[id].body
        template = self.table.get(id)
        if template is None:
            raise MissingWord(id, self.language)
        if isinstance(template, str):
            return template
        if "n" not in facts:
            raise MissingFact(id, self.language, "n")
        return template.one if facts["n"] == 1 else template.other

    def _fill(self, id: str, facts: Mapping[str, Fact], plain: bool) -> str:
        def shown(place: re.Match[str]) -> str:
            name, spelled = place.groups()
            if name not in facts:
                raise MissingFact(id, self.language, name)
            return self._show(facts[name], plain, bool(spelled))

        template = self._template(id, facts)
        return PLACEHOLDER.sub(shown, template if plain else escape(template))

    def _show(self, fact: Fact, plain: bool, spelled: bool = False) -> str:
        if isinstance(fact, Term):
            return self._fill(fact.id, fact.facts, plain)
        if isinstance(fact, Several):
            return self._join([self._show(item, plain, spelled) for item in fact.items], plain)
        if isinstance(fact, Mention | Channel):
            if plain:
                raise TypeError(f"a {type(fact).__name__} cannot be shown in plain_text")
            if erased(readable(fact.slack_id)):
                return self._fill("person.erased", {}, plain)
            sign = "@" if isinstance(fact, Mention) else "#"
            return f"<{sign}{escape(fact.slack_id)}>"
        if isinstance(fact, Link):
            return self._link(fact, plain)
        if isinstance(fact, Quote):
            text = shorten(clean(readable(fact.text)), self.quote_limit)
            return text if plain else escape(disarm(text))
        text = self._say(fact, spelled)
        return text if plain else escape(text)

    def _link(self, link: Link, plain: bool) -> str:
        label = self._fill(f"calendar.{link.calendar}", {}, plain)
        if plain:
            return label
        make = calendars.google if link.calendar == "google" else calendars.outlook
        title = self._fill("calendar.title", {}, plain=True)
        return f"<{escape(make(title, link.starts_at, link.minutes))}|{label}>"

    def _say(self, fact: str | int | At | Clock | Zone | Day, spelled: bool) -> str:
        if isinstance(fact, str):
            return readable(fact)
        if isinstance(fact, Day):
            return self._day(fact.day)
        if isinstance(fact, At):
            here = _local(fact.instant, fact.zone)
            day, clock = self._day(here.date()), self._clock(here, fact.zone)
            return self._pattern("date.at", day=day, clock=clock)
        if isinstance(fact, Clock):
            return self._clock(_local(fact.instant, fact.zone), fact.zone)
        if isinstance(fact, Zone):
            return self._zone(_local(fact.instant, fact.zone), fact.zone)
        if isinstance(fact, bool) or not isinstance(fact, int):
            raise TypeError(f"{type(fact).__name__} is not a fact")
        number = self.table.get(f"number.{fact}") if spelled else None
        return number if isinstance(number, str) else str(fact)

    def _pattern(self, id: str, **parts: str) -> str:
        return self._fill(id, parts, plain=True)

    def _day(self, day: date) -> str:
        weekday = self._pattern(f"date.weekday.{day.isoweekday()}")
        month = self._pattern(f"date.month.{day.month}")
        return self._pattern("date.day", weekday=weekday, number=str(day.day), month=month)

    def _clock(self, here: datetime, zone: str) -> str:
        time = self._pattern("date.time", hour=f"{here.hour:02}", minute=f"{here.minute:02}")
        return self._pattern("date.clock", time=time, zone=self._zone(here, zone))

    def _zone(self, here: datetime, zone: str) -> str:
        if "/" in zone and not zone.startswith("Etc/"):
            city = zone.rsplit("/", 1)[-1].replace("_", " ")
            return self._pattern("date.zone", city=city)
        offset = here.strftime("%z")
        away = "" if offset == "+0000" else f"{offset[:3]}:{offset[3:]}"
        return self._pattern("date.utc", offset=away)

    def _join(self, items: list[str], plain: bool) -> str:
        """The items as the language lists things; they are rendered already."""
        if not items:
            return ""
        joined = items[0]
        for at, item in enumerate(items[1:], start=2):
            pattern = self._template("list.last" if at == len(items) else "list.next", {})
            joined = _weave(pattern if plain else escape(pattern), joined, item)
        return joined


def placeholders(template: Template) -> Iterator[str]:
    """The names of the facts a template needs, `n` first where a plural is chosen by it."""
    if isinstance(template, Plural):
        yield "n"
        yield from placeholders(template.one + template.other)
        return
    for place in PLACEHOLDER.finditer(template):
        yield place[1]


def escape(text: str) -> str:
    """The text with the three characters escaped that Slack reads as control characters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str) -> str:
    """Typed words on one line, without invisible characters that could reorder what follows."""
    return " ".join(_INVISIBLE.sub("", text).split())


def disarm(text: str) -> str:
    """One line of typed words whose formatting marks are only letters to Slack.

    A look-alike replaces a mark, because what Slack makes of a zero-width character beside
    one is not documented. An underscore inside a word and a mail address stay as they are.
    """
    text = _LEADING_QUOTES.sub(lambda marks: "\u203a" * len(marks[0]), text)
    text = _EDGE_UNDERSCORE.sub("\u02cd", text.translate(_LOOKALIKES))
    return _EDGE_SIGN.sub("\\1\u2060", text)


def shorten(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _weave(pattern: str, before: str, item: str) -> str:
    parts = {"before": before, "item": item}
    return PLACEHOLDER.sub(lambda place: parts[place[1]], pattern)


def _local(instant: datetime, zone: str) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone cannot be shown")
    return instant.astimezone(ZoneInfo(zone))
