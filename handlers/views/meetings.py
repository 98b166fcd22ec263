"""Forms about talks: pick a time, log one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.facts import At, Fact, Zone
from bot.domain.words import Words
from handlers.views.blocks import (
    Block,
    button,
    field,
    form,
    option,
    optional,
    radios,
    section,
    small,
)

OWN = "own"


@dataclass(frozen=True)
class Offered:
    """Times for a mentorship, in the chooser's zone; `minutes` is the length of a talk, `planned`
    whether one has its time already."""

    mentorship_id: str
    zone: str
    starts: Sequence[datetime]
    minutes: int
    planned: bool
    now: datetime


def pick(words: Words, offered: Offered) -> Block:
    """Up to three times as a choice, or a day and hour of one's own; and the way into a calendar
    for the time that holds so far."""
    choices = [
        option(words.plain("form.pick.time", at=At(start, offered.zone)), start.isoformat())
        for start in offered.starts
    ]
    choices.append(option(words.plain("form.pick.own"), OWN))
    chosen = choices[0]["value"]
    zone = Zone(offered.now, offered.zone)
    blocks = [
        field("starts_at", words.plain("form.pick.which"), radios(choices, chosen)),
        optional(field("day", words.plain("form.pick.day"), {"type": "datepicker"})),
        optional(field("hour", words.plain("form.pick.hour", zone=zone), {"type": "timepicker"})),
        small(words("form.pick.reads", minutes=offered.minutes)),
    ]
    if offered.planned:
        into = button("calendar.open", words.plain("button.calendar.open"), offered.mentorship_id)
        blocks.append({"type": "actions", "elements": [into]})
    return form(
        "form.pick",
        words.plain("form.pick.title"),
        blocks,
        submit=words.plain("form.pick.submit"),
        close=words.plain("form.cancel"),
        about=offered.mentorship_id,
    )


def log(words: Words, today: date, partners: Sequence[tuple[str, Fact]]) -> Block:
    """A day, today by default, and with whom where there are several."""
    day: Block = {"type": "datepicker", "initial_date": today.isoformat()}
    blocks = [field("day", words.plain("form.log.day"), day)]
    if len(partners) > 1:
        options = [
            {
                "text": {"type": "mrkdwn", "text": words("form.log.partner", partner=who)},
                "value": id,
            }
            for id, who in partners
        ]
        blocks.insert(0, field("mentorship", words.plain("form.log.whom"), radios(options)))
    else:
        blocks.insert(0, section(words("form.log.with", partner=partners[0][1])))
    blocks.append(small(words("form.log.reads")))
    return form(
        "form.log",
        words.plain("form.log.title"),
        blocks,
        submit=words.plain("form.log.submit"),
        close=words.plain("form.cancel"),
        about=partners[0][0],
    )
