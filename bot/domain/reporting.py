"""Who reports to whom, as a company's file says, and where that touches a running mentorship."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Knowledge(StrEnum):
    """How much is known of the reporting line of a program (docs/matching.md)."""

    FILE = "file"
    NAMED = "named"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Report:
    """One line of the file: this person reports to that manager, both by their Slack ids."""

    id: str
    workspace_id: str
    slack_id: str
    manager_slack_id: str


class FindingState(StrEnum):
    """What became of a finding: a coordinator decides first, since it may not be public yet."""

    OPEN = "open"
    TOLD = "told"
    SET_ASIDE = "set_aside"
    GONE = "gone"


@dataclass(frozen=True)
class Finding:
    """A running mentorship that lies in the reporting line now; one for each mentorship."""

    id: str
    mentorship_id: str
    found_at: datetime
    state: FindingState = FindingState.OPEN
    by: str | None = None


@dataclass(frozen=True)
class Fault:
    """Something wrong in the file: the rows, counted as in the file, and the code of what it is."""

    rows: tuple[int, ...]
    code: str
    value: str = ""


def faults(rows: Sequence[tuple[int, str, str]]) -> tuple[Fault, ...]:
    """Everything wrong in rows of (number, person, manager), in the order of the file.

    Codes: `no_person`, `not_an_id`, `own_manager`, `twice`, `circle`. An empty manager is the
    top of a line and right.
    """
    found = [*_cells(rows), *_twice(rows), *_circles(rows)]
    return tuple(sorted(found, key=lambda fault: fault.rows))


def above(slack_id: str, manager_of: Mapping[str, str]) -> frozenset[str]:
    """Everybody above this person at any distance, circles or not."""
    found: list[str] = []
    boss = manager_of.get(slack_id)
    while boss is not None and boss not in found:
        found.append(boss)
        boss = manager_of.get(boss)
    return frozenset(found)


def connected(people: Iterable[str], manager_of: Mapping[str, str]) -> bool:
    """Whether one of these people stands above another one, at any distance."""
    everybody = frozenset(people)
    return any(everybody & above(one, manager_of) - {one} for one in everybody)


def _cells(rows: Sequence[tuple[int, str, str]]) -> Iterator[Fault]:
    for number, person, manager in rows:
        if not person:
            yield Fault((number,), "no_person")
        for value in (person, manager):
            if value and not _is_slack_id(value):
                yield Fault((number,), "not_an_id", value)
        if person and person == manager:
            yield Fault((number,), "own_manager", person)


def _is_slack_id(value: str) -> bool:
    """Slack's member ids begin with U or W, in capitals and digits."""
    plain = value.replace("_", "")
    return value[0] in "UW" and plain.isalnum() and plain == plain.upper() and len(value) > 2


def _twice(rows: Sequence[tuple[int, str, str]]) -> Iterator[Fault]:
    often = Counter(person for _, person, _ in rows if person)
    for name, times in often.items():
        if times > 1:
            where = tuple(number for number, person, _ in rows if person == name)
            yield Fault(where, "twice", name)


def _circles(rows: Sequence[tuple[int, str, str]]) -> Iterator[Fault]:
    """Each circle once, by the rows that close it; somebody's own manager is a fault of its own."""
    manager_of = {person: manager for _, person, manager in rows if manager and person != manager}
    row_of = {person: number for number, person, _ in rows}
    told: set[str] = set()
    for person in manager_of:
        if person not in told and person in above(person, manager_of):
            circle = _round(person, manager_of)
            told |= set(circle)
            yield Fault(tuple(sorted(row_of[one] for one in circle)), "circle", person)


def _round(person: str, manager_of: Mapping[str, str]) -> list[str]:
    found, boss = [person], manager_of[person]
    while boss != person:
        found.append(boss)
        boss = manager_of[boss]
    return found
