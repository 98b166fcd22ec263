"""Who is asked three months after an end, and when."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest

from bot.domain.mentorships import Outcome
from bot.domain.participants import Role
from bot.domain.people import PersonStatus
from bot.domain.refusals import Refused
from bot.ports import Busy
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


AT_ONCE = 4


def test_of_lines_sent_at_the_same_instant_one_goes_over(over):
    with over.unit() as unit:
        unit.endings.add(builders.ending(at=at(80)))
        (ending,) = unit.endings.find()
    step(over, 80 + 91)
    barrier, said = Barrier(AT_ONCE), []

    def send() -> None:
        barrier.wait(10)
        while True:
            try:
                with over.unit() as unit:
                    lasting.send(unit, ending.id, THEO.slack_id, "I say it earlier.", at(180))
                said.append("sent")
            except Busy:
                continue
            except Refused as refusal:
                said.append(refusal.code)
            return

    threads = [Thread(target=send) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(said) == ["lasted.once"] * (AT_ONCE - 1) + ["sent"]
    with over.read() as unit:
        assert len(unit.deliveries.find(template=lasting.LINE)) == 1
