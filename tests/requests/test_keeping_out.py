"""Somebody is kept out after one has asked the other: it ends as a pass does."""

import pytest

from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.refusals import Refused
from bot.domain.requests import RequestState
from bot.services import erasure, profile, requests
from tests.builders import JONAS, MAYA, TEAM, THEO, at
from tests.requests.company import Company


def keeps_out(company: Company, owner: Person, *others: Person) -> None:
    """The small form is kept."""
    with company.store.unit() as unit:
        mine = profile.known(unit, TEAM, owner.slack_id)
        chosen = tuple(one.slack_id for one in others)
        profile.keep(unit, mine, "apart", {"apart": chosen}, company.now)


def sent(company: Company, who: Person) -> None:
    """What waits for this person has been sent."""
    with company.store.unit() as unit:
        for row in unit.deliveries.find(person_id=who.id, state="pending"):
            unit.deliveries.change(row.id, {}, {"state": "sent", "sent_at": company.now})


def test_a_question_she_has_not_read_is_not_heard(company: Company) -> None:
    company.ask(THEO, MAYA)
    keeps_out(company, MAYA, THEO)
    assert company.request(THEO, MAYA).silent
    assert company.told(MAYA) == []
    company.go_to(at(20))
    assert company.states()[0] in ("maya passed", "maya expired")


def test_a_question_she_has_read_is_passed_on(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS)
    sent(company, MAYA)
    keeps_out(company, MAYA, THEO)
    assert company.states() == ["maya passed", "jonas open"]
    assert company.told(THEO) == ["request.unavailable"]


def test_her_yes_does_not_hold_any_more(company: Company) -> None:
    company.ask(THEO, MAYA)
    sent(company, MAYA)
    company.answer(requests.accept, MAYA)
    keeps_out(company, MAYA, THEO)
    with pytest.raises(Refused, match="settled"):
        company.confirm(MAYA)
    with company.store.read() as unit:
        assert {role.taken for role in unit.roles.find(role=Role.MENTOR)} == {0}
    assert company.told(THEO)[-1] == "request.unavailable"


def test_what_one_asked_oneself_is_taken_back_and_the_next_is_asked(company: Company) -> None:
    company.ask(THEO, MAYA, JONAS)
    keeps_out(company, THEO, MAYA)
    assert company.states() == ["maya withdrawn", "jonas open"]


def test_nobody_else_is_touched_and_twice_is_once(company: Company) -> None:
    company.ask(THEO, MAYA)
    keeps_out(company, MAYA, JONAS)
    assert not company.request(THEO, MAYA).silent
    keeps_out(company, MAYA, THEO)
    first = company.request(THEO, MAYA)
    keeps_out(company, MAYA, THEO)
    assert company.request(THEO, MAYA) == first
    assert first.state is RequestState.OPEN


def test_whoever_keeps_somebody_out_may_still_be_erased(company: Company) -> None:
    keeps_out(company, MAYA, THEO)
    company.ask(THEO, MAYA)
    with company.store.unit() as unit:
        erasure.erase(unit, TEAM, MAYA.slack_id, company.now)
    assert company.states() == ["maya passed"]
