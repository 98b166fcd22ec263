"""What people may tell later, on tap: small forms, and what each of their fields may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.participants import Role

LEVELS = tuple(str(level) for level in range(5))
"""How far along somebody is in a topic, 0 to 4 (docs/matching.md)."""

PRIORITIES = ("first", "second", "third")
"""Up to three topics may come before the others (docs/matching.md)."""

MONTHS: Mapping[str, int] = {"new": 0, "half": 6, "two": 24, "five": 60}
"""Time in the organization, by the months that are certain of it."""

LANGUAGES = (
    "ar", "bn", "ca", "cs", "da", "de", "el", "en", "es", "eu", "fi", "fr", "gl", "he", "hi",
    "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""Languages people can choose; the content holds each in words as `language.<code>`."""


class Kind(StrEnum):
    """What a field holds."""

    ONE = "one"
    SEVERAL = "several"
    LINE = "line"
    PEOPLE = "people"


@dataclass(frozen=True)
class Field:
    """A field of a small form, empty or not: `choices` are ids of the content (`words` with the
    choice behind it), `most` counts characters, choices or people; `role` None asks everybody."""

    name: str
    kind: Kind
    most: int
    choices: tuple[str, ...] = ()
    words: str = ""
    role: Role | None = None


_PURPOSES = (
    "career",
    "leadership",
    "skills",
    "onboarding",
    "culture",
    "belonging",
    "knowledge",
    "diversity",
)
_MANNERS = ("sounding_board", "knows_here", "mirror", "role_model")
SHORT, LINE = 75, 300
"""Characters of a name for one's work or place, and of a line."""

FORMS: Mapping[str, tuple[Field, ...]] = {
    "work": (
        Field("purpose", Kind.ONE, 1, _PURPOSES, "purpose"),
        Field("function", Kind.LINE, SHORT),
        Field("location", Kind.LINE, SHORT),
        Field("tenure", Kind.ONE, 1, tuple(MONTHS), "tenure"),
    ),
    "fit": (
        Field("looks_for", Kind.SEVERAL, len(_MANNERS), _MANNERS, "role", Role.MENTEE),
        Field("can_be", Kind.SEVERAL, len(_MANNERS), _MANNERS, "role", Role.MENTOR),
        Field("languages", Kind.SEVERAL, 8, LANGUAGES, "language"),
    ),
    "wishes": (
        Field("wishes", Kind.LINE, LINE, role=Role.MENTEE),
        Field("wanted", Kind.PEOPLE, 5, role=Role.MENTEE),
    ),
    "apart": (Field("apart", Kind.PEOPLE, 50),),
}
"""The small forms with fixed fields, in the order in which they are offered."""


def months(since: date, today: date) -> int:
    """Whole months from a day to another."""
    full = (today.year - since.year) * 12 + today.month - since.month
    return max(0, full - (today.day < since.day))


def tenure(since: date | None, today: date) -> str | None:
    """The choice for this first day that is certain; None where none is."""
    if since is None:
        return None
    return [name for name, least in MONTHS.items() if least <= months(since, today)][-1]


def since(choice: str, today: date) -> date:
    """The first day that is certain for somebody who chooses this today."""
    count = today.year * 12 + today.month - 1 - MONTHS[choice]
    return date(count // 12, count % 12 + 1, min(today.day, 28))


def people_in(kept: str | None) -> tuple[str, ...]:
    """The Slack ids in a field that names people."""
    return tuple((kept or "").split())
