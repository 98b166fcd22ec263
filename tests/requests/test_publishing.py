"""Publishing a draft: each mentor is asked as if the mentee had asked her herself."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.deliveries import Delivery
from bot.domain.ids import new_id
from bot.domain.participants import Block, Role
from bot.domain.requests import Request
from bot.domain.rounds import Round, RoundState
from bot.domain.runs import Run, RunPair, RunState
from bot.ports import Unit
from bot.services import publishing, requests, rounds
from storage.repositories import Session
from tests import builders
from tests.builders import JONAS, MAYA, TEAM, THEO, at
from tests.requests.company import LENA, Company

PAIRS = (("theo-in-career", "maya-in-career"), ("lena-in-career", "jonas-in-career"))


@pytest.fixture
def drafted(company: Company) -> Company:
    """Theo goes to Maya and Lena to Jonas, in a draft."""
    draft(company)
    return company


def draft(company: Company) -> None:
    with company.store.unit() as unit:
        unit.runs.add(Run("run", "career", "b", "UADA", company.now, state=RunState.READY))
        for mentee, mentor in PAIRS:
            unit.run_pairs.add(RunPair(new_id(), "run", mentee, mentor, 50))


def publish(company: Company) -> tuple[int, int]:
    with company.store.unit() as unit:
        return publishing.publish(unit, "run", "UADA", company.now)


class Undone(Exception):
    """What was tried out is not kept."""


def asked(unit: Unit) -> tuple[Request, Round, Delivery]:
    """What there is of Theo's question to Maya, without the ids drawn anew each time."""
    (request,) = unit.requests.find(mentee_id="theo-in-career")
    (turn,) = unit.rounds.find(participant_id="theo-in-career")
    (row,) = unit.deliveries.find(person_id=MAYA.id)
    bare = replace(request, id=""), turn, replace(row, id="", key="", subject_id="")
    assert (request.round_id, row.subject_id) == (turn.id, request.id)
    return bare


@pytest.mark.parametrize("away", [False, True])
@pytest.mark.parametrize("line", ["", "I want to listen."])
def test_a_match_is_asked_as_the_mentee_would_have_asked(
    company: Company, away: bool, line: str
) -> None:
    with company.store.unit() as unit:
        unit.roles.save(replace(unit.roles.get("theo-mentee"), line=line))
        if away:
            unit.pauses.add(builders.pause(at(-1), at(2), person_id=MAYA.id))
    with suppress(Undone), company.store.unit() as unit:
        requests.ask(unit, TEAM, THEO.slack_id, "maya-in-career", company.now)
        by_himself = asked(unit)
        raise Undone
    draft(company)
    assert publish(company) == (2, 0)
    with company.store.read() as unit:
        assert asked(unit) == by_himself


def test_a_round_that_goes_on_is_kept_with_the_match_behind_its_choices(drafted: Company) -> None:
    drafted.ask(THEO, JONAS)
    drafted.answer(requests.pass_on, JONAS)
    before = drafted.round()
    assert publish(drafted) == (2, 0)
    after = drafted.round()
    assert after.choices == ("jonas-in-career", "maya-in-career")
    assert (after.id, after.answer_by) == (before.id, before.answer_by)


def test_what_changed_since_is_left_out_and_counted(drafted: Company) -> None:
    with drafted.store.unit() as unit:
        unit.blocks.add(Block("b", "maya-in-career", THEO.slack_id))
    drafted.ask(LENA, JONAS)
    assert publish(drafted) == (0, 2)
    assert drafted.told(MAYA) == []
    with drafted.store.read() as unit:
        (waits,) = unit.rounds.find(participant_id="theo-in-career")
        assert (waits.state, waits.choices) == (RoundState.OPEN, ())
        assert unit.runs.get("run").totals == {"asked": 0, "left_out": 2}


def test_who_waited_from_an_earlier_round_is_looked_for_by_the_new_one(drafted: Company) -> None:
    with drafted.store.unit() as unit:
        theo = unit.participants.get("theo-in-career")
        old = rounds.begin(unit, theo, at(-30))
        over = {"state": RoundState.PASSED_OVER, "closed_at": at(-16), "wake_at": at(1)}
        unit.rounds.change(old.id, {}, over)
    publish(drafted)
    with drafted.store.read() as unit:
        assert unit.rounds.get(old.id).wake_at is None
    assert drafted.round().id != old.id


def test_nothing_is_asked_where_publishing_fails_half_way(drafted: Company) -> None:
    with suppress(Undone), drafted.store.unit() as unit:
        publishing.publish(unit, "run", "UADA", drafted.now)
        raise Undone
    assert drafted.told(MAYA) == []
    with drafted.store.read() as unit:
        assert unit.runs.get("run").state is RunState.READY
        assert unit.rounds.find() == ()


def test_twice_as_many_matches_ask_the_store_no_more_questions(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[object] = []
    read = Session.read

    def counted(self: Session, *asked: Any) -> Any:
        questions.append(asked)
        return read(self, *asked)

    monkeypatch.setattr(Session, "read", counted)
    counts = []
    for number in range(6):
        for one, role in ((LENA, Role.MENTEE), (MAYA, Role.MENTOR)):
            name = f"{role}{number}"
            company.joins(replace(one, id=name, slack_id=f"U{name}".upper()), role)
    for several in (range(2), range(2, 6)):
        with company.store.unit() as unit:
            run = Run(f"run {several}", "career", "b", "UADA", company.now, state=RunState.READY)
            unit.runs.add(run)
            for number in several:
                two = (f"{role}{number}-in-career" for role in (Role.MENTEE, Role.MENTOR))
                unit.run_pairs.add(RunPair(new_id(), run.id, *two, 50))
        questions.clear()
        with company.store.unit() as unit:
            found = publishing.publish(unit, run.id, "UADA", company.now)
        assert found == (len(several), 0)
        counts.append(len(questions))
    assert counts[1] <= counts[0]
