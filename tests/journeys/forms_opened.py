"""Forms at one person, counted from the journal: which opened, and by what of that person's."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

Entry = Mapping[str, Any]

ACTS = ("press", "command", "shortcut", "raw press")
"""What can open a form; each of them one at most."""


def unasked(journal: Iterable[Entry], who: str, before: datetime) -> list[Entry]:
    """The forms that opened at this person before then without an act of theirs just before."""
    found, acts = [], 0
    for entry in journal:
        if entry.get("user") != who or datetime.fromisoformat(entry["at"]) >= before:
            continue
        if entry["kind"] == "action" and entry["what"] in ACTS:
            acts = 1
        elif entry["kind"] == "view" and entry["what"] == "opened":
            found += [] if acts else [entry]
            acts = 0
    return found


def opened(journal: Iterable[Entry], who: str, before: datetime) -> int:
    """How many forms opened at this person before then."""
    return sum(
        entry["kind"] == "view"
        and entry["what"] == "opened"
        and entry["user"] == who
        and datetime.fromisoformat(entry["at"]) < before
        for entry in journal
    )


def taps(journal: Iterable[Entry], who: str, typed: Iterable[str]) -> int:
    """How often this person tapped: buttons, choices and sending; `typed` names the fields in
    which they wrote, and a command is typed too."""
    return sum(
        entry["what"] in ("press", "submit")
        or (entry["what"] == "fill" and entry["label"] not in typed)
        for entry in journal
        if entry["kind"] == "action" and entry.get("user") == who
    )
