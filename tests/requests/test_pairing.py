"""A coordinator brings two people together: the rule is named, what is private is not."""

from dataclasses import replace

import pytest

from bot.content.types import FLASH, ONE_ON_ONE
from bot.domain.participants import Block, Role
from bot.domain.refusals import Refused
from bot.services import pairing, requests
from bot.services.messages import compose
from bot.services.pairing import Pair
from tests.builders import ADA, JONAS, MAYA, TEAM, THEO, TOM, manager
from tests.requests.company import LENA, Company


def pair(mentee: str = "UTHEO", mentor: str = "UMAYA", kind: str = ONE_ON_ONE) -> Pair:
    return Pair(mentee, mentor, kind, "You both like maps.", ADA.slack_id)


def proposes(company: Company, said: Pair) -> None:
    with company.store.unit() as unit:
        pairing.propose(unit, TEAM, said, company.now)


def why_not(company: Company, said: Pair) -> tuple[str, list[str]]:
    with company.store.unit() as unit, pytest.raises(Refused) as caught:
        pairing.propose(unit, TEAM, said, company.now)
    rule = caught.value.facts.get("rule")
    return caught.value.code, [one.id for one in getattr(rule, "items", ())]


def test_the_mentor_is_asked_first_and_the_mentee_after_the_yes(company: Company) -> None:
    proposes(company, pair())
    assert (company.told(MAYA), company.told(THEO)) == (["request.asked"], [])
    company.answer(requests.accept, MAYA)
    assert company.told(THEO) == ["request.yes"]
    (row,) = company.rows(THEO)
    with company.store.read() as unit:
        shown = compose(unit, row)
    assert shown is not None
    assert shown.text == "request.proposed"
    company.confirm(MAYA)
    with company.store.read() as unit:
        assert len(unit.mentorships.find()) == 1
        assert len(unit.acceptances.find()) == 2


def test_whoever_was_never_asked_reads_nothing_of_a_pass(company: Company) -> None:
    proposes(company, pair())
    company.answer(requests.pass_on, MAYA)
    assert company.told(THEO) == []


def test_the_mentee_may_pass_too(company: Company) -> None:
    proposes(company, pair())
    company.answer(requests.accept, MAYA)
    request = company.request(THEO, MAYA)
    with company.store.unit() as unit:
        requests.decline(unit, THEO.slack_id, request.id, company.now)
    assert company.told(MAYA)[-1] == "request.declined"
    with company.store.read() as unit:
        assert {one.taken for one in unit.roles.find(role=Role.MENTOR)} == {0}


def test_a_rule_that_forbids_it_is_named(company: Company) -> None:
    with company.store.unit() as unit:
        unit.managers.add(manager(THEO, MAYA))
        unit.participants.change("lena-in-career", {}, {"team": "maps"})
        unit.participants.change("jonas-in-career", {}, {"team": "maps"})
    assert why_not(company, pair()) == ("pair.forbidden", ["rule.line"])
    assert why_not(company, pair("ULENA", "UJONAS")) == ("pair.forbidden", ["rule.team"])


@pytest.mark.parametrize("reason", ["mentor blocks", "mentee blocks", "passed", "unlisted"])
def test_what_is_private_reads_alike(company: Company, reason: str) -> None:
    if reason == "passed":
        company.ask(THEO, MAYA)
        company.answer(requests.pass_on, MAYA)
    with company.store.unit() as unit:
        if reason == "mentor blocks":
            unit.blocks.add(Block("b", "maya-in-career", THEO.slack_id))
        elif reason == "mentee blocks":
            unit.blocks.add(Block("b", "theo-in-career", MAYA.slack_id))
        elif reason == "unlisted":
            unit.roles.change("maya-mentor", {}, {"listed": False})
    assert why_not(company, pair()) == ("pair.forbidden", ["rule.private"])


def test_each_field_has_its_own_refusal(company: Company) -> None:
    for said, code in (
        (pair("UMAYA"), "propose.not_mentee"),
        (pair(mentor="ULENA"), "propose.not_mentor"),
        (pair(mentor="UNOBODY"), "propose.not_joined"),
        (pair(kind="peer"), "pair.type"),
        (replace(pair(), line="x" * 301), "join.line"),
    ):
        assert why_not(company, said)[0] == code
    company.ask(LENA, TOM)
    assert why_not(company, pair("ULENA"))[0] == "propose.waiting"


def test_one_talk_needs_no_place_and_only_where_the_program_offers_it(company: Company) -> None:
    company.ask(LENA, JONAS)
    company.answer(requests.accept, JONAS, LENA)
    assert why_not(company, pair(mentor="UJONAS")) == ("pair.forbidden", ["rule.capacity"])
    proposes(company, pair(mentor="UJONAS", kind=FLASH))
    with company.store.unit() as unit:
        unit.programs.change("career", {}, {"overrides": {"flash": 0}})
    assert why_not(company, pair(kind=FLASH))[0] == "pair.type"


def test_it_is_noted_who_proposed_and_never_whom(company: Company) -> None:
    proposes(company, pair())
    with company.store.read() as unit:
        (audit,) = unit.audits.find(action="pair.proposed")
    assert audit.actor == ADA.slack_id
    assert "THEO" not in str(audit)
