"""Whoever reads the database alone cannot tell a question that is not heard from any other."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.participants import Block
from bot.domain.requests import NEVER, RequestState
from storage.tables import DeliveryRow, RequestRow, Sealed, table_of
from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow

OWN = {"id", "added", "key", "subject_id", "mentee_id", "asked_by", "round_id"}
"""Columns in which any two rows differ."""


@pytest.fixture
def asked(slack: Office) -> Office:
    """Theo and Lena have asked Maya at one time; she keeps Theo out."""
    slack.open_program()
    slack.people_join()
    slack.join(slack.lena, "a mentor", "I would like to be heard.", "giving feedback")
    with slack.host.store.unit() as unit:
        maya = unit.people.one(slack_id="U_MAYA")
        assert maya is not None
        member = unit.participants.one(person_id=maya.id)
        assert member is not None
        unit.blocks.add(Block("block", member.id, "U_THEO"))
    slack.go_to(MONDAY + timedelta(hours=2))
    for who in (slack.theo, slack.lena):
        who.press("See who fits")
        who.press("Ask this mentor", in_view=True, within="Maya")
    slack.settle()
    return slack


def plainly(table: Any, row: dict[str, Any]) -> dict[str, object]:
    """What somebody without the key sees of a row, but for what is its own."""
    seen: dict[str, object] = {}
    for column in table.c:
        value = row[column.name]
        if isinstance(column.type, Sealed):
            value = None if value is None else len(value)
        elif column.name == "ts" and value is not None:
            value = re.sub(r"\d", "9", value)
        if column.name not in OWN:
            seen[column.name] = value
    return seen


def both(office: Office) -> tuple[list[object], list[object]]:
    """What lies open about the question of Theo, and about that of Lena."""
    store: Any = office.host.store
    with store.read() as unit:
        asked = unit.session.read(table_of(RequestRow).select().order_by(table_of(RequestRow).c.id))
        sent = unit.session.read(table_of(DeliveryRow).select().order_by("template"))
        requests = unit.requests.find()
        maya = unit.people.one(slack_id="U_MAYA")
    found: list[list[object]] = []
    for request in sorted(requests, key=lambda one: not one.silent):
        own = [plainly(table_of(RequestRow), one) for one in asked if one["id"] == request.id]
        rows = [one for one in sent if one["subject_id"] == request.id]
        own += [plainly(table_of(DeliveryRow), one) for one in rows if one["person_id"] == maya.id]
        found.append(list(own))
    theo, lena = found
    return theo, lena


def never(office: Office) -> None:
    """However it was drawn, this one runs out."""
    with office.host.store.unit() as unit:
        silent = next(one for one in unit.requests.find() if one.silent)
        unit.requests.save(silent.__class__(**{**vars(silent), "unheard": NEVER}))


def test_what_lies_open_is_alike_from_the_question_to_its_end(asked: Office) -> None:
    never(asked)
    theo, lena = both(asked)
    assert theo == lena
    assert len(theo) == 2
    asked.go_to(MONDAY + timedelta(days=3, hours=6))
    theo, lena = both(asked)
    assert theo == lena
    assert len(theo) == 3
    asked.go_to(MONDAY + timedelta(days=8))
    theo, lena = both(asked)
    assert theo == lena
    with asked.host.store.read() as unit:
        assert {one.state for one in unit.requests.find()} == {RequestState.EXPIRED}


def test_nothing_of_it_reaches_her_all_the_same(asked: Office) -> None:
    asked.go_to(MONDAY + timedelta(days=8))
    heard = json.dumps([one.blocks for one in asked.maya.dms])
    assert "U_LENA" in heard
    assert "U_THEO" not in heard
    assert "U_THEO" not in json.dumps(asked.maya.home().blocks)
    assert asked.slack.errors() == []


def test_whoever_asked_learns_nothing_from_her_own_data(asked: Office) -> None:
    with asked.host.store.read() as unit:
        people = {one.slack_id: one.id for one in unit.people.find()}
        given = {
            who: [set(row) for part in unit.dossier(people[who]) for row in part.rows]
            for who in ("U_THEO", "U_LENA")
        }
    assert not any("unheard" in row for rows in given.values() for row in rows)
    assert any("answer_by" in row for row in given["U_THEO"])
