"""Two early endings around one person: a word comes before the next match."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.domain.mentorships import Ending, Outcome
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.refusals import Refused
from bot.ports import Store
from bot.services import (
    cohort,
    endings,
    guarding,
    guards,
    mentorships,
    pairing,
    proposals,
    requests,
    suggestions,
)
from bot.services.pairing import Pair
from bot.services.pool import Pool
from bot.services.proposals import Proposal
from tests.builders import ADA, JONAS, MAYA, TEAM, THEO, TOM
from tests.requests.company import LENA, Company


@pytest.fixture
def company(store: Store) -> Company:
    found = Company(store)
    found.everybody()
    return found


def match(company: Company, mentee: Person, mentor: Person) -> str:
    company.ask(mentee, mentor)
    company.answer(requests.accept, mentor, mentee)
    company.confirm(mentor, mentee)
    asked = company.request(mentee, mentor)
    with company.store.read() as unit:
        found = unit.mentorships.one(request_id=asked.id)
    assert found is not None
    return found.id


def end(company: Company, mentorship_id: str, by: Person) -> None:
    """One of the two ends it, and a week later all know."""
    with company.store.unit() as unit:
        endings.end(unit, mentorship_id, by.slack_id, company.now)
    company.go_to(company.now + timedelta(days=7))


def waits(company: Company, who: Person, role: Role) -> bool:
    with company.store.read() as unit:
        return guards.standing(unit, f"{who.id}-in-career", role) is not None


def twice(company: Company, by: Callable[[Person], Person]) -> None:
    """Maya's matches with Theo and then with Lena end early; `by` says whose wish it was."""
    for mentee in (THEO, LENA):
        end(company, match(company, mentee, MAYA), by(mentee))


def offered(company: Company, mentee: Person) -> set[str]:
    with company.store.read() as unit:
        member = unit.participants.get(f"{mentee.id}-in-career")
        program = unit.programs.get("career")
        found = suggestions.for_mentee(unit, program, member, every=True, moment=company.now)
        wide = suggestions.volunteers(unit, program, member, "", company.now)
    assert {one.mentor_id for one in found} == {one.mentor_id for one in wide}
    return {one.mentor_id.split("-")[0] for one in found}


def lift(company: Company, by: Person = ADA) -> None:
    with company.store.unit() as unit:
        guard = unit.guards.one(over_at=None)
        assert guard is not None
        guarding.lift(unit, guard.id, by.slack_id, company.now)


@pytest.mark.parametrize("by", [lambda mentee: mentee, lambda _: MAYA], ids=["mentees", "mentor"])
def test_after_two_early_endings_a_mentor_is_offered_to_nobody(company, by):
    match_and_end = match(company, THEO, MAYA)
    end(company, match_and_end, by(THEO))
    assert not waits(company, MAYA, Role.MENTOR)
    assert "maya" in offered(company, LENA)
    end(company, match(company, LENA, MAYA), by(LENA))
    assert waits(company, MAYA, Role.MENTOR)
    company.joins(TOM, Role.MENTEE)
    assert offered(company, TOM) == {"jonas"}
    with company.store.read() as unit:
        assert unit.roles.get("maya-mentor").taken == 0


def test_nobody_waits_before_the_second_ending_is_known_to_all(company):
    end(company, match(company, THEO, MAYA), THEO)
    second = match(company, LENA, MAYA)
    with company.store.unit() as unit:
        endings.end(unit, second, LENA.slack_id, company.now)
    assert not waits(company, MAYA, Role.MENTOR)


def test_an_end_of_their_own_or_a_leaver_counts_for_nobody(company):
    for mentee, outcome in ((THEO, Outcome.COMPLETED_EARLY), (LENA, Outcome.CLOSED_OTHER)):
        ended = match(company, mentee, MAYA)
        with company.store.unit() as unit:
            whole = mentorships.whole(unit, ended)
            unit.endings.add(Ending(f"end-{mentee.id}", ended, company.now, outcome))
            endings.free_places(unit, whole)
            guarding.look(unit, whole, company.now)
    assert not waits(company, MAYA, Role.MENTOR)


def test_a_run_a_request_a_proposal_and_a_coordinator_pass_her_by(company):
    twice(company, lambda mentee: mentee)
    company.joins(TOM, Role.MENTEE)
    tom, maya = "tom-in-career", "maya-in-career"
    with company.store.read() as unit:
        people, _ = cohort.load(unit, unit.programs.get("career"), company.now)
        assert maya not in {one.id for one in people.mentors}
        assert "jonas-in-career" in {one.id for one in people.mentors}
    with company.store.unit() as unit, pytest.raises(Refused, match=r"request\.not_available"):
        requests.ask(unit, TEAM, TOM.slack_id, maya, company.now)
    pair = Pair(TOM.slack_id, MAYA.slack_id, "one_on_one", "", ADA.slack_id)
    with company.store.unit() as unit, pytest.raises(Refused) as by_hand:
        pairing.propose(unit, TEAM, pair, company.now)
    assert by_hand.value.code == "pair.forbidden"
    assert "private" in str(by_hand.value.facts["rule"])
    said = Proposal(MAYA.slack_id, Role.MENTEE, "")
    with company.store.unit() as unit, pytest.raises(Refused, match=r"propose\.not_possible"):
        proposals.propose(unit, TEAM, TOM.slack_id, said, company.now)
    with company.store.unit() as unit:
        asked = requests.choose(unit, TEAM, TOM.slack_id, company.now)
    assert asked.mentor_id == "jonas-in-career"
    assert company.request(TOM, JONAS).mentee_id == tom


def test_whoever_asked_her_reads_not_available_and_the_next_is_asked(company):
    company.joins(TOM, Role.MENTEE)
    end(company, match(company, THEO, MAYA), THEO)
    second = match(company, LENA, MAYA)
    with company.store.unit() as unit:
        role = unit.roles.get("maya-mentor")
        unit.roles.change(role.id, {}, {"capacity": 2})
    company.ask(TOM, MAYA, JONAS)
    with company.store.unit() as unit:
        endings.end(unit, second, LENA.slack_id, company.now)
    with company.store.unit() as unit:
        ending = unit.endings.one(mentorship_id=second)
        unit.endings.change(ending.id, {}, {"announce_at": company.now})
        endings.step(unit, mentorships.whole(unit, second), company.now)
    assert company.states(TOM) == ["maya overtaken", "jonas open"]
    assert "request.unavailable" in company.told(TOM)


def test_a_yes_to_an_open_question_is_refused_with_the_way_out(company):
    end(company, match(company, THEO, MAYA), THEO)
    end(company, match(company, LENA, MAYA), LENA)
    with company.store.unit() as unit:
        maya = unit.participants.get("maya-in-career")
        theirs = Proposal(THEO.slack_id, Role.MENTOR, "")
        assert suggestions.forbids(
            Pool(unit, unit.programs.get("career"), company.now),
            unit.participants.get("theo-in-career"),
            maya,
        )
        with pytest.raises(Refused):
            proposals.propose(unit, TEAM, MAYA.slack_id, theirs, company.now)
    with company.store.unit() as unit, pytest.raises(Refused, match=r"guard\.word"):
        guards.forbid(unit, maya)


def test_a_mentee_is_not_placed_by_a_run_and_can_still_ask(company):
    for mentor in (MAYA, JONAS):
        end(company, match(company, THEO, mentor), mentor)
    assert waits(company, THEO, Role.MENTEE)
    assert not waits(company, MAYA, Role.MENTOR)
    with company.store.read() as unit:
        people, _ = cohort.load(unit, unit.programs.get("career"), company.now)
    assert {one.id for one in people.mentees} == {"lena-in-career"}
    assert offered(company, THEO) == {"tom"}
    company.ask(THEO, TOM)
    assert company.states(THEO)[-1] == "tom open"


def test_a_coordinator_reads_it_and_opens_it_again_once(company):
    twice(company, lambda mentee: mentee)
    with company.store.read() as unit:
        program = unit.programs.get("career")
        (shown,) = guarding.shown(unit, program, ADA.slack_id)
        assert shown.text == "guard.mentor"
        assert set(shown.facts) == {"person"}
        for inside in (MAYA, THEO, LENA):
            assert guarding.shown(unit, program, inside.slack_id) == ()
    for inside in (MAYA, THEO):
        with pytest.raises(Refused, match=r"guard\.yours"):
            lift(company, inside)
    lift(company)
    assert not waits(company, MAYA, Role.MENTOR)
    company.joins(TOM, Role.MENTEE)
    assert "maya" in offered(company, TOM)
    with company.store.unit() as unit:
        (guard,) = unit.guards.find()
        with pytest.raises(Refused, match=r"guard\.lifted"):
            guarding.lift(unit, guard.id, ADA.slack_id, company.now)
    with company.store.read() as unit:
        (audit,) = unit.audits.find(action="guard.lifted")
    assert (audit.actor, audit.detail) == (ADA.slack_id, {})


def test_after_the_word_two_more_endings_bring_it_back_not_one(company):
    twice(company, lambda mentee: mentee)
    lift(company)
    company.joins(TOM, Role.MENTEE)
    end(company, match(company, TOM, MAYA), TOM)
    assert not waits(company, MAYA, Role.MENTOR)


def test_two_endings_told_at_the_same_moment_are_both_counted(company, database):
    """On PostgreSQL both are noted before either is looked at; SQLite has one writer."""
    with company.store.unit() as unit:
        role = unit.roles.get("maya-mentor")
        unit.roles.change(role.id, {}, {"capacity": 2})
    both = [match(company, mentee, MAYA) for mentee in (THEO, LENA)]
    beside = Barrier(2 if database == "postgresql" else 1)

    def tell(mentorship_id: str) -> None:
        ended = Ending(mentorship_id, mentorship_id, company.now, Outcome.CLOSED_NO_FAULT)
        with company.store.unit() as unit:
            unit.endings.add(ended)
            beside.wait(timeout=10)
            guarding.look(unit, mentorships.whole(unit, mentorship_id), company.now)

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(tell, both))
    with company.store.read() as unit:
        assert [one.role for one in unit.guards.find()] == [Role.MENTOR]
