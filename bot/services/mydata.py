"""Everything about me: read in pages, taken along as a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from bot.domain.facts import Day, Fact
from bot.domain.hours import local_day
from bot.domain.terms import term
from bot.domain.words import Words
from bot.ports import Dossier, Unit
from bot.services import enrollment, people, programs, retention

FILE = "my-mentoring-data.json"


@dataclass(frozen=True)
class Known:
    """What is kept about somebody, and whether their own words are to be kept longer.

    `goes_on` is the day these are deleted, where it is known already.
    """

    dossier: Dossier
    zone: str
    joined: bool = False
    keeps: bool = False
    goes_on: Fact = ""


def known(unit: Unit, workspace_id: str, slack_id: str) -> Known:
    """What is kept about this person; an empty dossier where nothing is."""
    person = people.find(unit, workspace_id, slack_id)
    if person is None:
        return Known((), "UTC")
    dossier = unit.dossier(person.id)
    program = programs.current(unit, workspace_id)
    member = enrollment.participant(unit, program, person) if program else None
    if member is None:
        return Known(dossier, person.zone)
    end = retention.ends_on(unit, member)
    day: Fact = Day(local_day(person, end)) if end else ""
    return Known(dossier, person.zone, True, retention.keeps(unit, member), day)


def written(words: Words, dossier: Dossier) -> str:
    """The same as the text of a file: JSON, headed by plain words."""
    found: dict[str, object] = {}
    for record in dossier:
        found[words.plain(f"data.table.{record.table}")] = {
            "who_reads_it": words.plain(f"data.reads.{record.item}"),
            "how_long": words.plain(f"data.kept.{record.kept}"),
            "entries": [_plain(words, record.table, row) for row in record.rows],
        }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _plain(words: Words, table: str, row: Mapping[str, object]) -> Mapping[str, object]:
    return {name: _value(words, (table, name), value) for name, value in row.items()}


def _value(words: Words, place: tuple[str, str], value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    bare = value.value if isinstance(value, Enum) else value
    return (term(words, *place, bare) or bare) if isinstance(bare, str) else bare
