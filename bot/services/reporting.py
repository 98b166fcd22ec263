"""The reporting line: what is known of it, by a file or by people's own word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.facts import Day, Fact
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.reporting import Knowledge
from bot.ports import Unit

LOADED = "line.loaded"
"""The audited action of loading a file."""


@dataclass(frozen=True)
class Known:
    """What is known of the reporting line: since when by the file, or how many of how many
    people named their manager."""

    knowledge: Knowledge
    named: int
    people: int


def loaded_on(unit: Unit, workspace_id: str) -> date | None:
    """The day (UTC) on which the present file was loaded, or None."""
    found = unit.audits.find(workspace_id=workspace_id, action=LOADED)
    return found[-1].at.date() if found else None


def manager_of(unit: Unit, workspace_id: str, people: Iterable[Person]) -> Mapping[str, str]:
    """Everybody's manager by Slack id: the file's word, else what these people said themselves."""
    slack_ids = {one.id: one.slack_id for one in people}
    named = unit.managers.find(person_id=tuple(slack_ids))
    said = {slack_ids[one.person_id]: one.manager_slack_id for one in named}
    filed = unit.reports.find(workspace_id=workspace_id)
    return said | {one.slack_id: one.manager_slack_id for one in filed}


def known(unit: Unit, program: Program) -> Known:
    """What is known of the reporting line in this program; only a file knows every distance."""
    people = unit.participants.find(program_id=program.id, left_at=None)
    named = {one.person_id for one in unit.managers.find()} & {one.person_id for one in people}
    knowledge = Knowledge.NAMED if named else Knowledge.UNKNOWN
    if program.line_loaded_on is not None:
        knowledge = Knowledge.FILE
    return Known(knowledge, len(named), len(people))


def summary(unit: Unit, program: Program) -> Message:
    """One sentence about what is known, for the console."""
    what = known(unit, program)
    facts: dict[str, Fact] = {"n": what.named, "people": what.people}
    if program.line_loaded_on is not None:
        facts["day"] = Day(program.line_loaded_on)
    return Message(f"line.{what.knowledge}", program.id, facts)
