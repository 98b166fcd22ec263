"""CSV files as people save them: every row by its number, every problem by row and column."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

CLOSE = 85
"""Likeness in per cent from which two words are taken for a slip of the keyboard."""


@dataclass(frozen=True)
class Fault:
    """A problem in a file; rows as a spreadsheet numbers them, the header is row 1."""

    file: str
    words: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.words}"


@dataclass(frozen=True)
class Row:
    """The cells of a row that hold something, by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A file as it was read; nothing of it is to be used where it has faults."""

    file: str
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def read_sheet(path: Path, columns: Collection[str], needed: Sequence[str] = ("id",)) -> Sheet:
    """The rows of a CSV file with these columns, of which some are needed; others are ignored."""
    file = path.name
    try:
        text = _text(file, path.read_bytes())
    except OSError as error:
        return Sheet(file, faults=(Fault(file, f"cannot be read ({error.strerror})."),))
    if isinstance(text, Fault):
        return Sheet(file, faults=(text,))
    lines, broken = _lines(file, text)
    if not any(lines):
        named = " and ".join(needed)
        nothing = Fault(file, f"is empty; it needs a header row with at least the column {named}.")
        return Sheet(file, faults=(*broken, *(() if broken else (nothing,))))
    header = [name.casefold() for name in lines[0]]
    faults = [*_header_faults(file, header, columns, needed)]
    if faults:
        return Sheet(file, faults=(*faults, *broken))
    return _sheet(file, header, (lines[1:], broken), columns)


def close(word: str, known: Collection[str]) -> str | None:
    """The known word this one probably is, or None."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return str(found[0]) if found else None


def _text(file: str, data: bytes) -> str | Fault:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(file, "is in UTF-16. Save it as “CSV UTF-8”.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start : error.start + 1]
        guess = byte.decode("cp1252", errors="replace")
        words = f"byte 0x{byte.hex().upper()} is not UTF-8, perhaps “{guess}” of Windows-1252."
        return Fault(file, f"{words} Save the file as “CSV UTF-8”.", row)
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        return Fault(file, "holds a NUL character, so that it is no text. Save it as CSV.", row)
    return text


def _lines(file: str, text: str) -> tuple[list[list[str]], tuple[Fault, ...]]:
    lines: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines.extend([cell.strip() for cell in line] for line in reader)
    except csv.Error as error:
        words = f"the row cannot be read ({error}). Is a quotation mark left open?"
        return lines, (Fault(file, words, len(lines) + 1),)
    return lines, ()


def _sheet(
    file: str,
    header: list[str],
    below: tuple[list[list[str]], tuple[Fault, ...]],
    columns: Collection[str],
) -> Sheet:
    lines, broken = below
    rows, short = _rows(file, header, lines)
    faults = [*short, *broken]
    if not rows and not faults:
        faults.append(Fault(file, "has a header and nobody below it."))
    ignored = tuple(name for name in header if name and name not in columns)
    return Sheet(file, tuple(rows), tuple(faults), ignored)


def _header_faults(
    file: str, header: list[str], columns: Collection[str], needed: Sequence[str]
) -> Iterator[Fault]:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        words = "the columns are not separated by commas. Save it as CSV with commas."
        yield Fault(file, words, 1)
        return
    for name in dict.fromkeys(header):
        if name in columns and header.count(name) > 1:
            yield Fault(file, f"there are {header.count(name)} columns of this name.", 1, name)
        meant = None if name in columns else close(name, columns)
        if meant and meant not in header:
            yield Fault(file, f"is no column of this file. Is it “{meant}”?", 1, name)
    for name in needed:
        if name not in header and not any(close(found, [name]) for found in header):
            yield Fault(file, f"there is no column {name}; everybody needs one.", 1)


def _rows(file: str, header: list[str], lines: list[list[str]]) -> tuple[list[Row], list[Fault]]:
    rows, faults = [], []
    for number, line in enumerate(lines, 2):
        if not any(line):
            continue
        if len(line) > len(header):
            words = f"has {len(line)} cells, the header {len(header)}. Is a comma in a cell?"
            faults.append(Fault(file, words, number))
        cells = zip(header, line, strict=False)
        rows.append(Row(number, {name: cell for name, cell in cells if name and cell}))
    return rows, faults
