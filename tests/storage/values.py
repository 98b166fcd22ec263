"""One value of each kind, in the order in which they can be added, and any value of a kind."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import EnumType
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy import Table

from bot.domain.agreements import Agreement, Confirmation
from bot.domain.custody import Hold, HoldReason, Keeping
from bot.domain.deliveries import Delivery
from bot.domain.goals import Goal, Rating
from bot.domain.guards import Guard
from bot.domain.invitations import Invitation, Reply
from bot.domain.learning import Lesson
from bot.domain.meetings import Meeting, Note
from bot.domain.mentorships import (
    Answer,
    Ending,
    Member,
    Mentorship,
    Outcome,
    Pause,
    Stage,
    StageAnswer,
    StageEntry,
    StageReason,
)
from bot.domain.participants import Block, Manager, Participant, Role, RoleTaken, Topic
from bot.domain.people import Person
from bot.domain.programs import Audit, HelpContacts, Program, Workspace
from bot.domain.reporting import Finding, Report
from bot.domain.requests import Acceptance, Request
from bot.domain.rounds import Round
from bot.domain.runs import Run, RunPair
from bot.domain.silence import Standing, Standstill
from bot.domain.support import SupportLine
from storage.store import SqlStore
from storage.unit import SqlUnit

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DAY = date(2027, 3, 1)

DELIVERY = Delivery(
    "delivery", "key", "T1", "receipt", "joined", "participant", "ana", NOW, NOW, LATER, "p-ana"
)
REQUEST = Request("request", "program", "ana", "ben", "one_on_one", "ana", NOW, DAY, line="hello")

WORLD: tuple[tuple[str, Any], ...] = (
    ("workspaces", Workspace("T1", "UBOT")),
    ("people", Person("p-ana", "T1", "UANA", "Europe/Madrid")),
    ("people", Person("p-ben", "T1", "UBEN", "Asia/Kolkata")),
    ("programs", Program("program", "T1", "career", DAY)),
    ("participants", Participant("ana", "program", "p-ana", NOW, wishes="patience", wanted="UBEN")),
    ("participants", Participant("ben", "program", "p-ben", NOW)),
    ("roles", RoleTaken("role", "ben", Role.MENTOR, capacity=2, line="ten years of it")),
    ("topics", Topic("topic", "ana", Role.MENTEE, "delegating")),
    ("blocks", Block("block", "ana", "UCARL")),
    ("managers", Manager("manager", "p-ana", "UDORA")),
    ("reports", Report("report", "T1", "UANA", "UDORA")),
    ("lessons", Lesson("lesson", "ana", "read.listening", NOW)),
    ("rounds", Round("round", "ana", "one_on_one", NOW, DAY, ("ben",), line="how do I begin?")),
    ("requests", REQUEST),
    ("acceptances", Acceptance("acceptance", "request", "ana", Role.MENTEE, NOW)),
    ("mentorships", Mentorship("ship", "program", "request", "one_on_one", "career", 12, 14, NOW)),
    ("members", Member("member", "ship", "ana", "p-ana", Role.MENTEE)),
    ("stage_entries", StageEntry("entry", "ship", 1, Stage.LEARNING, NOW, StageReason.BEGAN)),
    ("stage_answers", StageAnswer("ready", "ship", "ana", Stage.LEARNING, True, NOW)),
    ("agreements", Agreement("agreement", "ship", 1, '{"minutes": "60"}', NOW, "ana")),
    ("confirmations", Confirmation("confirmation", "agreement", "ana", NOW)),
    ("goals", Goal("goal", "ana", "speak up", "in the review", NOW)),
    ("ratings", Rating("rating", "goal", "7", NOW)),
    ("meetings", Meeting("meeting", "ship", NOW, 45, "Europe/Madrid", NOW)),
    ("notes", Note("note", "ana", "ask about Friday", NOW)),
    ("answers", Answer("answer", "ship", "ana", "openness", "easy", NOW)),
    ("endings", Ending("ending", "ship", NOW, Outcome.COMPLETED, asked_by="ana")),
    ("invitations", Invitation("asked", "program", "p-ana", Role.MENTEE, "UADA", NOW, Reply.NO)),
    ("guards", Guard("guard", "ben", Role.MENTOR, NOW)),
    ("findings", Finding("finding", "ship", NOW)),
    ("runs", Run("run", "program", "batch", "UANA", NOW)),
    ("run_pairs", RunPair("pair", "run", "ana", "ben")),
    ("pauses", Pause("pause", NOW, LATER, "p-ana")),
    ("standstills", Standstill("standstill", "ship", Standing.DORMANT, NOW)),
    ("support_lines", SupportLine("line", "p-ana", "p-ben", "May we talk?", True, NOW)),
    ("holds", Hold("hold", "p-ben", HoldReason.LITIGATION, NOW)),
    ("keepings", Keeping("keeping", "ana", NOW)),
    ("audits", Audit("audit", "T1", NOW, "UANA", "program.opened", "program")),
    ("deliveries", DELIVERY),
)
KINDS: dict[str, type] = {name: type(value) for name, value in WORLD}


def populate(store: SqlStore, before: str | None = None) -> None:
    """Add the world, or what comes before this repository in it."""
    with store.unit() as unit:
        for name, value in WORLD:
            if name == before:
                return
            getattr(unit, name).add(value)


def example(name: str) -> Any:
    """The first value of this repository in the world."""
    return next(value for repository, value in WORLD if repository == name)


def table_behind(name: str) -> Table:
    """The table of this repository."""
    table: Table = getattr(SqlUnit(None), name)._table  # type: ignore[arg-type]
    return table


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=50)
NUMBER = st.integers(0, 2**31 - 1)
ZONES = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(timezone)
MOMENT = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e6, 1e6) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: NUMBER,
    bool: st.booleans(),
    datetime: MOMENT,
    date: st.dates(),
    time: st.times(),
    tuple[str, ...]: st.lists(TEXT, max_size=5).map(tuple),
    tuple[int, ...]: st.lists(NUMBER, max_size=7).map(tuple),
    tuple[str, ...]: st.lists(TEXT, max_size=4).map(tuple),
    Mapping[str, object]: st.dictionaries(TEXT, JSON, max_size=4),
}


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field of this type."""
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(any_of(one) for one in get_args(hint)))
    if hint is NoneType:
        return st.none()
    if isinstance(hint, EnumType):
        return st.sampled_from(list(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: any_of(hints[field.name]) for field in fields(hint)})
    return SCALARS[hint]


def any_value(name: str) -> st.SearchStrategy[Any]:
    """Any value of this repository; what it points to is in the world."""
    kind, table = KINDS[name], table_behind(name)
    hints = get_type_hints(kind)
    parts = {field.name: any_of(hints[field.name]) for field in fields(kind)}
    parts["id"] = st.uuids().map(str)
    for column in table.c:
        for key in column.foreign_keys:
            parts[column.name] = _in_world(key.column.table.name, column.nullable)
    return st.builds(kind, **parts)


def _in_world(table: str, nullable: bool | None) -> st.SearchStrategy[str | None]:
    ids = [value.id for name, value in WORLD if table_behind(name).name == table]
    return st.sampled_from([None, *ids] if nullable else ids)


def delivery(number: int, **other: Any) -> Delivery:
    """A pending delivery to Ana with an id and key of its own."""
    return replace(DELIVERY, id=str(UUID(int=number)), key=f"key {number}", **other)


CONTACTS = HelpContacts("U1", "people@example.com", "ethics@example.com", "112")
