"""Two rosters made into people to match; what is wrong with them, and what is worth a word."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from bot.cli.cells import MENTEE, MENTOR, Reads, Unreadable
from bot.cli.sheets import Fault, Row, Sheet, close, read_sheet
from bot.domain.people import Hours
from bot.domain.reporting import above
from bot.matching.candidates import Candidate, fold
from bot.matching.model import People

_SAID = 10
"""Ids named in one note; the others are counted."""


@dataclass(frozen=True)
class Entry:
    """Somebody in a file, and the row that says so."""

    file: str
    row: int
    cells: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The id in the file."""
        return str(self.cells["id"])

    def fault(self, column: str, words: str) -> Fault:
        """A problem of one of the cells."""
        return Fault(self.file, words, self.row, column)


@dataclass(frozen=True)
class Roster:
    """The people of both files; of faults all there are, and then nobody is to be matched."""

    people: People | None
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def read_roster(mentees: Path, mentors: Path, as_written: bool = False) -> Roster:
    """Everybody in both files. `as_written` takes topics as they stand, however close."""
    sheets = read_sheet(mentees, MENTEE), read_sheet(mentors, MENTOR)
    faults = [fault for sheet in sheets for fault in sheet.faults]
    sides: list[list[Entry]] = []
    for sheet, columns in zip(sheets, (MENTEE, MENTOR), strict=True):
        entries, unreadable = _entries(sheet, columns)
        sides.append(entries)
        faults += unreadable
    both = _Both(sides[0], sides[1])
    faults += both.faults()
    if not any(sheet.faults for sheet in sheets):
        faults += both.strangers()
        faults += () if as_written else both.slips()
    if faults:
        return Roster(None, tuple(sorted(faults, key=_in_order)), ())
    return Roster(both.people(), (), (*_ignored(sheets), *both.notes()))


def _in_order(fault: Fault) -> tuple[str, int]:
    return fault.file, fault.row or 0


def _ignored(sheets: Sequence[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.ignored:
            yield f"{sheet.file}: not used for matching: {', '.join(sheet.ignored)}."


def _entries(sheet: Sheet, columns: Mapping[str, Reads]) -> tuple[list[Entry], list[Fault]]:
    entries, faults = [], []
    for row in sheet.rows:
        cells, unreadable = _cells(sheet.file, row, columns)
        faults += unreadable
        if "id" in cells:
            entries.append(Entry(sheet.file, row.number, cells))
        else:
            faults.append(Fault(sheet.file, "is missing.", row.number, "id"))
    return entries, faults


def _cells(file: str, row: Row, columns: Mapping[str, Reads]) -> tuple[dict[str, Any], list[Fault]]:
    cells, faults = {}, []
    for name, cell in row.cells.items():
        if name in columns:
            try:
                cells[name] = columns[name](cell)
            except Unreadable as error:
                faults.append(Fault(file, str(error), row.number, name))
    return cells, faults


@dataclass(frozen=True)
class _Both:
    """Both files together: ids, managers and topics lead from one to the other."""

    mentees: list[Entry]
    mentors: list[Entry]
    known: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in (*self.mentees, *self.mentors):
            self.known.setdefault(entry.id, entry)

    def everybody(self) -> tuple[Entry, ...]:
        """The people of both files."""
        return (*self.mentees, *self.mentors)

    def faults(self) -> Iterator[Fault]:
        """What contradicts itself."""
        for side in (self.mentees, self.mentors):
            yield from _twice(side)
        yield from self._two_stories()
        yield from self._circles()

    def _two_stories(self) -> Iterator[Fault]:
        """Somebody in both files of whom they say different things."""
        for entry in self.mentors:
            other = self.known[entry.id]
            for column in ("tz", "hours", "manager_id", "team"):
                said = {one.cells[column] for one in (entry, other) if column in one.cells}
                if len(said) > 1:
                    where = f"{other.file}, row {other.row}"
                    yield entry.fault(column, f"{entry.id} has another one in {where}.")

    def manager_of(self) -> dict[str, str]:
        """Who reports to whom."""
        return {
            entry.id: entry.cells["manager_id"]
            for entry in reversed(self.everybody())
            if "manager_id" in entry.cells
        }

    def _circles(self) -> Iterator[Fault]:
        managers, done = self.manager_of(), set[str]()
        for entry in self.everybody():
            line = [entry.id]
            while line[-1] in managers and managers[line[-1]] not in (*line, *done):
                line.append(managers[line[-1]])
            boss = managers.get(line[-1])
            if boss in line and not done.issuperset(line):
                circle = [*line[line.index(boss) :], boss]
                first = self.known[circle[0]]
                yield first.fault("manager_id", f"a circle: {' → '.join(circle)}.")
            done.update(line)

    def strangers(self) -> Iterator[Fault]:
        """Ids of nobody: wishes must be mentors; a block must not miss by a letter."""
        mentors = {entry.id for entry in self.mentors}
        for entry in self.mentees:
            for wish in entry.cells.get("wishes", ()):
                if wish not in mentors:
                    meant = close(wish, mentors)
                    hint = f" Is it {meant}?" if meant else ""
                    yield entry.fault("wishes", f"{wish} is no mentor.{hint}")
        for entry in self.everybody():
            for blocked in entry.cells.get("blocks", ()):
                if blocked not in self.known and close(blocked, self.known):
                    yield entry.fault("blocks", "an id is in neither file, but close to one.")

    def slips(self) -> Iterator[Fault]:
        """Topics that nobody offers, but for a slip of the keyboard."""
        offered = {
            fold(topic.name): topic.name
            for entry in self.mentors
            for topic in entry.cells.get("topics", ())
        }
        meant: dict[str, str | None] = {}
        for entry in self.mentees:
            for topic in entry.cells.get("topics", ()):
                name = fold(topic.name)
                if name not in meant:
                    meant[name] = None if name in offered else close(name, offered)
                if meant[name]:
                    hint = f"Is it “{offered[str(meant[name])]}”? If not, add --as-written."
                    yield entry.fault("topics", f"nobody offers “{topic.name}”. {hint}")

    def people(self) -> People:
        """Everybody as a candidate."""
        managers = self.manager_of()
        lines = {entry.id: above(entry.id, managers) for entry in self.everybody()}
        return People(
            tuple(_mentee(entry, lines[entry.id]) for entry in self.mentees),
            tuple(_mentor(entry, lines[entry.id]) for entry in self.mentors),
        )

    def notes(self) -> Iterator[str]:
        """What is no fault, and still may surprise."""
        yield from _note(
            "in both files; may have a mentor and be one, never for herself",
            [entry.id for entry in self.mentors if self.known[entry.id] is not entry],
        )
        yield from _note(
            "named as managers and in neither file; reporting lines end there",
            sorted(set(self.manager_of().values()) - set(self.known)),
        )
        for words, applies in _CURIOUS.items():
            yield from _note(words, [one.id for one in self.everybody() if applies(one.cells)])
        yield from self._spellings()

    def _spellings(self) -> Iterator[str]:
        """Topics written in more than one way, read as one."""
        ways: dict[str, dict[str, None]] = {}
        for entry in self.everybody():
            for topic in entry.cells.get("topics", ()):
                ways.setdefault(fold(topic.name), {})[topic.name] = None
        for found in ways.values():
            if len(found) > 1:
                yield f"Read as one topic: {', '.join(f'“{name}”' for name in found)}."


def _overnight(cells: Mapping[str, Any]) -> bool:
    hours: Hours = cells.get("hours", Hours())
    return time.min < hours.closes < hours.opens


_CURIOUS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "without a place (capacity 0)": lambda cells: cells.get("capacity") == 0,
    "working through midnight, as the hours say": _overnight,
    "with hours but no tz; their hours are not compared": lambda cells: (
        "hours" in cells and "tz" not in cells
    ),
    "with more than five wishes; the first five count": lambda cells: (
        len(cells.get("wishes", ())) > 5
    ),
}


def _note(words: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        more = f" and {len(ids) - _SAID} more" if len(ids) > _SAID else ""
        yield f"{len(ids)} {words}: {', '.join(ids[:_SAID])}{more}."


def _twice(side: Sequence[Entry]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for entry in side:
        if entry.id in first:
            yield entry.fault("id", f"{entry.id} is in row {first[entry.id]} already.")
        first.setdefault(entry.id, entry.row)


def _mentee(entry: Entry, line: frozenset[str]) -> Candidate:
    cells = entry.cells
    return Candidate(
        **_common(entry, line),
        roles=cells.get("looking_for", frozenset()),
        wishes=cells.get("wishes", ()),
        passed_over=cells.get("passed_over", 0),
    )


def _mentor(entry: Entry, line: frozenset[str]) -> Candidate:
    cells = entry.cells
    return Candidate(
        **_common(entry, line),
        roles=cells.get("can_be", frozenset()),
        capacity=cells.get("capacity", 1),
    )


def _common(entry: Entry, line: frozenset[str]) -> dict[str, Any]:
    cells = entry.cells
    return {
        "id": entry.id,
        "slack_id": entry.id,
        "topics": cells.get("topics", ()),
        "zone": cells.get("tz", ""),
        "hours": cells.get("hours", Hours()),
        "function": cells.get("function"),
        "team": cells.get("team"),
        "location": cells.get("location"),
        "tenure_months": cells.get("tenure_months"),
        "purposes": cells.get("purpose", frozenset()),
        "languages": cells.get("languages", frozenset()),
        "blocks": frozenset(cells.get("blocks", ())),
        "above": line,
    }
