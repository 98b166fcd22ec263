"""The form for a time away."""

from dataclasses import dataclass
from datetime import date

from bot.domain.words import Words
from handlers.views.blocks import Block, button, field, form, small


@dataclass(frozen=True)
class Dates:
    """What the form begins with; `changes` is the id of the time away it changes, if any."""

    first: date
    last: date
    changes: str


def view(words: Words, dates: Dates) -> Block:
    """Two days, both included; a time away that stands already can be ended here."""
    blocks = [
        field(name, words.plain(f"form.away.{name}"), _day(day))
        for name, day in (("first", dates.first), ("last", dates.last))
    ]
    blocks.append(small(words("form.away.reads")))
    if dates.changes:
        back = button("away.back", words.plain("button.away.back"), dates.changes)
        blocks.append({"type": "actions", "elements": [back]})
    return form(
        "form.away",
        words.plain("form.away.title"),
        blocks,
        submit=words.plain("form.away.submit"),
        close=words.plain("form.cancel"),
        about=dates.changes,
    )


def _day(day: date) -> Block:
    return {"type": "datepicker", "initial_date": day.isoformat()}
