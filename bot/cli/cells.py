"""What the cells of a roster mean."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from functools import partial
from typing import Any
from zoneinfo import available_timezones

from bot.cli.sheets import close
from bot.domain.hours import UnknownZone, zone_of
from bot.domain.participants import Role, Topic
from bot.domain.people import Hours
from bot.domain.topics import TOPIC_MOST, tidy
from bot.matching.candidates import fold
from bot.matching.model import MANY

Reads = Callable[[str], Any]


class Unreadable(ValueError):
    """A cell that cannot be; the text says why, and what could be."""


def _several(cell: str) -> list[str]:
    return [tidy(part) for part in cell.split(";") if part.strip()]


def _names(cell: str) -> frozenset[str]:
    """Words of a list: case, spaces and hyphens make no difference."""
    return frozenset(re.sub(r"[\s-]+", "_", part.casefold()) for part in _several(cell))


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_several(cell)))


def _zone(cell: str) -> str:
    try:
        return zone_of(cell).key
    except UnknownZone:
        meant = close(cell, available_timezones())
        hint = f" Is it {meant}?" if meant else ""
        raise Unreadable(f"“{cell}” is no time zone like Europe/Madrid.{hint}") from None


_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


def _hours(cell: str) -> Hours:
    found = _HOURS.fullmatch(cell)
    if found is None:
        raise Unreadable(f"“{cell}” are no hours like 09:00-17:00.")
    opens, closes = _time(cell, *found.groups()[:2]), _time(cell, *found.groups()[2:])
    if opens == closes:
        raise Unreadable(f"“{cell}” begin and end at once.")
    return Hours(opens=opens, closes=closes)


def _time(cell: str, hour: str, minute: str) -> time:
    try:
        return time(int(hour) % 24 if hour == "24" and minute == "00" else int(hour), int(minute))
    except ValueError:
        raise Unreadable(f"“{cell}” names a time that no clock shows.") from None


def _whole(most: int, cell: str) -> int:
    if not re.fullmatch(r"\d{1,6}", cell, re.ASCII) or int(cell) > most:
        raise Unreadable(f"“{cell}” is no whole number from 0 to {most}.")
    return int(cell)


def _topics(role: Role, cell: str) -> tuple[Topic, ...]:
    topics = tuple(_topic(role, part) for part in _several(cell))
    seen: set[str] = set()
    for topic in topics:
        if fold(topic.name) in seen:
            raise Unreadable(f"“{topic.name}” is named twice.")
        seen.add(fold(topic.name))
    return topics


def _topic(role: Role, part: str) -> Topic:
    shape = "topic:level:priority" if role is Role.MENTEE else "topic:level"
    name, *numbers = (piece.strip() for piece in part.split(":"))
    if not name or len(numbers) > shape.count(":"):
        raise Unreadable(f"“{part}” is not of the form {shape}.")
    if len(name) >= TOPIC_MOST:
        raise Unreadable(f"“{name[:20]}…” is longer than {TOPIC_MOST} characters.")
    level, priority = (*numbers, "", "")[:2]
    return Topic(
        "",
        "",
        role,
        name,
        _ranged(part, "level", level, range(5)),
        _ranged(part, "priority", priority, range(1, 4)),
    )


def _ranged(part: str, what: str, number: str, allowed: range) -> int | None:
    if not number:
        return None
    if number not in map(str, allowed):
        raise Unreadable(f"in “{part}” the {what} is not {allowed[0]} to {allowed[-1]}.")
    return int(number)


_COMMON: Mapping[str, Reads] = {
    "id": tidy,
    "function": fold,
    "location": fold,
    "tz": _zone,
    "languages": _names,
    "manager_id": tidy,
    "team": fold,
    "purpose": _names,
    "hours": _hours,
    "tenure_months": partial(_whole, 1200),
    "blocks": _ids,
}
MENTOR: Mapping[str, Reads] = {
    **_COMMON,
    "topics": partial(_topics, Role.MENTOR),
    "capacity": partial(_whole, MANY),
    "can_be": _names,
}
MENTEE: Mapping[str, Reads] = {
    **_COMMON,
    "topics": partial(_topics, Role.MENTEE),
    "wishes": _ids,
    "looking_for": _names,
    "passed_over": partial(_whole, 99),
}
"""The columns of each file, and how a cell of each is read (docs/matching.md)."""
