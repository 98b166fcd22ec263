"""A line to a coordinator of one's own choice: who can be chosen, and the line on its way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.deliveries import About, plan
from bot.domain.ids import new_id
from bot.domain.people import Person
from bot.domain.refusals import refuse
from bot.domain.support import LINE_MOST, SupportLine
from bot.ports import Profile, Unit
from bot.services import people

TEMPLATE = "support.line"
"""The message that brings the line to the coordinator."""


@dataclass(frozen=True)
class Said:
    """What the writer typed, and whether the coordinator may act on it (None: not chosen)."""

    text: str
    may_act: bool | None


def choices(
    unit: Unit, workspace_id: str, slack_id: str, coordinators: Collection[str]
) -> tuple[str, ...]:
    """The Slack ids of the coordinators this person can write to: nobody they are or were
    matched with, and no manager of any of them. Raises Refused for somebody outside."""
    person = _writer(unit, workspace_id, slack_id)
    circle = _circle(unit, person)
    named = unit.managers.find(person_id=tuple(one.id for one in circle))
    kept_out = {one.slack_id for one in circle} | {one.manager_slack_id for one in named}
    return tuple(sorted(set(coordinators) - kept_out))


def send(
    unit: Unit,
    workspace_id: str,
    sides: tuple[Profile, Profile],
    said: Said,
    moment: datetime,
) -> None:
    """Put the line on its way from the first to the second of these; it exists until it is
    delivered. Raises Refused at the field it concerns."""
    writer, to = sides
    _check(said)
    if to.slack_id not in choices(unit, workspace_id, writer.slack_id, [to.slack_id]):
        raise refuse("contact.who", at="text")
    author = _writer(unit, workspace_id, writer.slack_id)
    reader = people.meet(unit, workspace_id, to)
    line = SupportLine(new_id(), author.id, reader.id, said.text, bool(said.may_act), moment)
    unit.support_lines.add(line)
    about = About(workspace_id, "support_line", line.id, reader.id)
    unit.deliveries.queue(plan("safety", TEMPLATE, about, moment))


def _check(said: Said) -> None:
    if not said.text:
        raise refuse("contact.empty", at="text")
    if len(said.text) > LINE_MOST:
        raise refuse("question.long", at="text", most=LINE_MOST)
    if said.may_act is None:
        raise refuse("contact.act", at="may_act")


def _writer(unit: Unit, workspace_id: str, slack_id: str) -> Person:
    person = people.find(unit, workspace_id, slack_id)
    if person is None or unit.participants.one(person_id=person.id) is None:
        raise refuse("contact.not_joined")
    return person


def _circle(unit: Unit, person: Person) -> tuple[Person, ...]:
    """This person, and everybody they are or were in a mentorship or a request with."""
    ships = tuple(one.mentorship_id for one in unit.members.find(person_id=person.id))
    theirs = {one.person_id for one in unit.members.find(mentorship_id=ships)}
    return tuple(unit.people.get(one) for one in sorted(theirs | {person.id}))
