"""The form in which two people change how they work together; more lines on a tap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.agreements import BRINGS, CADENCES, LINES, MINUTES, MORE_LINES
from bot.domain.facts import Day, Fact
from bot.domain.questions import LINE_MOST
from bot.domain.words import Words
from handlers.views.blocks import (
    Block,
    button,
    field,
    form,
    line,
    option,
    optional,
    radios,
    section,
    small,
)

SHORT = (*LINES, "cadence", "minutes", "review")
MORE = (*MORE_LINES, "brings")
"""The fields of the short form, and those that come with "more"."""


@dataclass(frozen=True)
class Lines:
    """What stands in the form: `about` names the version, `said` the values by field."""

    about: str
    said: Mapping[str, str]
    end: date
    partner: Fact


def view(words: Words, lines: Lines, more: bool) -> Block:
    """The short form, or with the lines that few need."""
    said = lines.said
    paces = [option(words.plain(f"pace.{one}"), str(one)) for one in CADENCES]
    lengths = [option(words.plain("form.agreement.length", n=one), str(one)) for one in MINUTES]
    blocks = [
        optional(_line(words, "purpose", said)),
        field("cadence", words.plain("form.agreement.cadence"), radios(paces, said["cadence"])),
        field("minutes", words.plain("form.agreement.minutes"), radios(lengths, said["minutes"])),
        optional(_line(words, "contact", said)),
        field("review", words.plain("form.agreement.review"), _day(said["review"])),
        *(_more(words, said) if more else ()),
        section(words("form.agreement.same", end=Day(lines.end))),
        small(words("form.agreement.reads", partner=lines.partner)),
    ]
    if not more:
        row = [button("agreement.more", words.plain("button.agreement.more"), lines.about)]
        blocks.append({"type": "actions", "elements": row})
    return form(
        "form.agreement",
        words.plain("form.agreement.title"),
        blocks,
        submit=words.plain("form.keep"),
        close=words.plain("form.cancel"),
        about=lines.about,
    )


def _more(words: Words, said: Mapping[str, str]) -> list[Block]:
    who = [option(words.plain(f"form.agreement.brings.{one}"), one) for one in BRINGS]
    brings = field(
        "brings", words.plain("form.agreement.brings.label"), radios(who, said.get("brings"))
    )
    return [optional(brings), *(optional(_line(words, one, said)) for one in MORE_LINES)]


def _line(words: Words, name: str, said: Mapping[str, str]) -> Block:
    value = said.get(name, "")
    most = max(LINE_MOST, len(value))
    return field(name, words.plain(f"form.agreement.{name}"), line(most, value, tall=True))


def _day(value: str) -> Block:
    chosen = {"initial_date": value} if value else {}
    return {"type": "datepicker", **chosen}
