"""The form for one's own settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from bot.domain.people import Volume
from bot.domain.words import Words
from handlers.views.blocks import Block, boxes, field, form, option, optional, radios, select, small

WEEK = "week"
"""The one value of the box that asks for a quiet week."""


@dataclass(frozen=True)
class Asked:
    """What the form begins with; `places` None: not asked; one language: not asked either."""

    days: Sequence[int]
    opens: time
    closes: time
    volume: Volume
    snoozed: bool
    language: str
    languages: Sequence[str]
    places: int | None
    places_most: int
    zone: str
    hours_set: bool


def view(words: Words, asked: Asked) -> Block:
    """Days, hours, how much; a language and places where there is a choice; a quiet week."""
    days = [option(words.plain(f"date.weekday.{day + 1}"), str(day)) for day in range(7)]
    volumes = [option(words.plain(f"form.preferences.choice.{one}"), one) for one in Volume]
    week = [option(words.plain("form.preferences.choice.week"), WEEK)]
    parts = [
        _field(words, "days", boxes(days, [str(day) for day in asked.days])),
        _field(words, "opens", _time(asked.opens)),
        _field(words, "closes", _time(asked.closes)),
        _field(words, "volume", radios(volumes, asked.volume)),
        *_choices(words, asked),
        optional(_field(words, "snoozed", boxes(week, [WEEK] if asked.snoozed else []))),
        small(words(f"form.preferences.{_assumed(asked)}", zone=asked.zone)),
    ]
    return form(
        "form.preferences",
        words.plain("form.preferences.title"),
        parts,
        submit=words.plain("form.preferences.submit"),
        close=words.plain("form.cancel"),
    )


def _choices(words: Words, asked: Asked) -> list[Block]:
    found: list[Block] = []
    if len(asked.languages) > 1:
        tongues = [option(_tongue(words, one), one) for one in asked.languages]
        found.append(_field(words, "language", select(tongues, asked.language)))
    if asked.places is not None:
        counts = [option(str(n), str(n)) for n in range(1, asked.places_most + 1)]
        found.append(_field(words, "places", select(counts, str(asked.places))))
    return found


def _tongue(words: Words, language: str) -> str:
    id = f"language.{language}"
    return words.plain(id) if words.has(id) else language


def _assumed(asked: Asked) -> str:
    return "reads" if asked.hours_set else "assumed"


def _field(words: Words, name: str, element: Block) -> Block:
    return field(name, words.plain(f"form.preferences.{name}"), element)


def _time(wall: time) -> Block:
    return {"type": "timepicker", "initial_time": wall.strftime("%H:%M")}
