"""How two people work together: six lines filled in from what is known, more where they like."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from bot.domain.facts import Day
from bot.domain.questions import LINE_MOST
from bot.domain.refusals import refuse

CADENCES = (7, 14)
"""Days between two talks that can be agreed on."""

MINUTES = (30, 45, 60)
"""Lengths of a talk that can be agreed on."""

BRINGS = ("mentee", "mentor", "turns")
"""Who brings the topics and books the talk."""

LINES = ("purpose", "contact")
MORE_LINES = ("scope", "feedback", "signals")
"""What is written in one's own words: in the short form, and in the longer one."""


@dataclass(frozen=True)
class Terms:
    """What can be agreed on, in words; "" leaves a line as it is filled in: by the mentee's own
    line, by what the mentorship owns, or, for the last four, empty. `review` is an ISO date."""

    purpose: str = ""
    cadence: str = ""
    minutes: str = ""
    contact: str = ""
    review: str = ""
    brings: str = ""
    scope: str = ""
    feedback: str = ""
    signals: str = ""

    def packed(self) -> str:
        """All of them as one text, which is sealed; those left alone take no room."""
        return json.dumps({name: said for name, said in asdict(self).items() if said})


def unpacked(text: str) -> Terms:
    """The terms in a text made by `packed`; "" is nothing said."""
    said = json.loads(text) if text else {}
    known = {field.name for field in fields(Terms)}
    return Terms(**{name: said[name] for name in said if name in known})


@dataclass(frozen=True)
class Agreement:
    """One version of it; `by` is the participant who wrote it, None where it was only filled
    in. `terms` (sealed) is `Terms.packed`."""

    id: str
    mentorship_id: str
    version: int
    terms: str
    at: datetime
    by: str | None = None


@dataclass(frozen=True)
class Confirmation:
    """Somebody said that this version looks right."""

    id: str
    agreement_id: str
    participant_id: str
    at: datetime


def terms_from(said: Mapping[str, str], base: Terms, days: tuple[date, date]) -> Terms:
    """`base` with what was sent in a form; the review is one of `days` (first and last). Raises
    Refused at the field it concerns."""
    told = asdict(base) | {name: " ".join(said[name].split()) for name in said}
    for name in (*LINES, *MORE_LINES):
        if len(told[name]) > LINE_MOST:
            raise refuse("question.long", at=name, most=LINE_MOST)
    _among(told, "cadence", [str(one) for one in CADENCES])
    _among(told, "minutes", [str(one) for one in MINUTES])
    _among(told, "brings", BRINGS)
    first, last = days
    if told["review"] and not first <= _date(told["review"]) <= last:
        raise refuse("agreement.review", at="review", first=Day(first), last=Day(last))
    return Terms(**told)


def _among(told: Mapping[str, str], name: str, choices: Collection[str]) -> None:
    if told[name] and told[name] not in choices:
        raise refuse("agreement.choice", at=name)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse("meeting.day", at="review") from None
