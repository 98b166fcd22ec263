"""Who is asked three months after an end, and when."""

from dataclasses import replace

import pytest

from bot.domain.mentorships import Outcome
from bot.domain.participants import Role
from bot.domain.people import PersonStatus
from bot.services import lasting, mentorships
from storage.store import SqlStore
from tests import builders
from tests.builders import MAYA, THEO, at


@pytest.fixture
def over(program: SqlStore) -> SqlStore:
    """Theo and Maya were in a mentorship."""
    with program.unit() as unit:
        unit.requests.add(builders.request())
        unit.mentorships.add(builders.mentorship())
        unit.members.add(builders.member())
        unit.members.add(builders.member(MAYA, Role.MENTOR))
    return program


def step(store: SqlStore, day: int) -> object:
    with store.unit() as unit:
        return lasting.step(unit, mentorships.whole(unit, "theo-and-maya"), at(day))


def queued(store: SqlStore) -> list[str | None]:
    with store.read() as unit:
        return [one.person_id for one in unit.deliveries.find(template=lasting.ASKED)]


@pytest.mark.parametrize("outcome", Outcome)
def test_only_after_a_good_end_and_three_months_later(over, outcome):
    with over.unit() as unit:
        unit.endings.add(builders.ending(outcome, at=at(80)))
    good = outcome in lasting.WELL
    assert step(over, 80) == (at(80 + 91) if good else None)
    assert queued(over) == []
    for _ in range(2):
        assert step(over, 80 + 91) is None
    assert queued(over) == ([THEO.id] if good else [])


def test_a_single_talk_has_its_own_question_two_weeks_later(over):
    with over.unit() as unit:
        unit.mentorships.change("theo-and-maya", {}, {"type": "flash"})
        unit.endings.add(builders.ending(at=at(80)))
    assert step(over, 80) is None
    step(over, 80 + 91)
    assert queued(over) == []


@pytest.mark.parametrize("who", [THEO, MAYA])
def test_not_where_one_of_the_two_is_gone(over, who):
    with over.unit() as unit:
        unit.endings.add(builders.ending(at=at(80)))
        unit.people.save(replace(unit.people.get(who.id), status=PersonStatus.GONE))
    step(over, 80 + 91)
    assert queued(over) == []
