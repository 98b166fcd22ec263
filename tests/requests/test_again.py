"""Two who were together before are brought together again only where both ask."""

import pytest

from bot.domain.mentorships import Ending, Outcome
from bot.domain.participants import Role
from bot.domain.refusals import Refused
from bot.services import places, proposals, requests
from bot.services.proposals import Proposal
from tests.builders import JONAS, MAYA, TEAM, THEO
from tests.requests.company import Company


@pytest.fixture
def parted(company: Company) -> Company:
    """Theo and Maya had a mentorship; it has ended."""
    return part(company, Outcome.COMPLETED)


def part(company: Company, outcome: Outcome) -> Company:
    company.ask(THEO, MAYA)
    company.answer(requests.accept, MAYA)
    company.confirm(MAYA)
    with company.store.unit() as unit:
        (theirs,) = unit.mentorships.find()
        unit.endings.add(Ending("ending", theirs.id, company.now, outcome))
        unit.mentorships.change(theirs.id, {}, {"wake_at": None})
        places.free(unit, "maya-in-career")
    return company


def proposes(company: Company, who: object, to: object, role: Role) -> None:
    with company.store.unit() as unit:
        said = Proposal(to.slack_id, role, "Again?")  # type: ignore[attr-defined]
        proposals.propose(unit, TEAM, who.slack_id, said, company.now)  # type: ignore[attr-defined]


def running(company: Company) -> int:
    with company.store.read() as unit:
        return len(unit.mentorships.find()) - len(unit.endings.find())


def test_one_alone_is_taken_and_not_delivered(parted: Company) -> None:
    before = parted.told(MAYA)
    proposes(parted, THEO, MAYA, Role.MENTEE)
    assert parted.told(MAYA) == before
    assert parted.request(THEO, MAYA).silent


@pytest.mark.parametrize("first", ["mentee", "mentor"])
def test_once_both_have_asked_it_begins(parted: Company, first: str) -> None:
    asks = [(THEO, MAYA, Role.MENTEE), (MAYA, THEO, Role.MENTOR)]
    for who, to, role in asks if first == "mentee" else reversed(asks):
        assert running(parted) == 0
        proposes(parted, who, to, role)
    assert running(parted) == 1
    with parted.store.read() as unit:
        assert [one.taken for one in unit.roles.find(participant_id="maya-in-career")] == [1]


def test_a_former_mentor_is_not_suggested(parted: Company) -> None:
    with pytest.raises(Refused, match="not_available"):
        parted.ask(THEO, MAYA)
    parted.ask(THEO, JONAS)


def test_who_both_chose_another_round_start_it_with_one_tap_each(company: Company) -> None:
    part(company, Outcome.RENEWED)
    with company.store.unit() as unit:
        proposals.again(unit, TEAM, MAYA.slack_id, "ending", company.now)
    assert company.told(THEO)[-1] == "request.offer"
    company.confirm(MAYA)
    assert running(company) == 1


def test_nobody_else_can_start_it(company: Company) -> None:
    part(company, Outcome.RENEWED)
    with company.store.unit() as unit, pytest.raises(Refused, match="not_yours"):
        proposals.again(unit, TEAM, JONAS.slack_id, "ending", company.now)


def test_without_both_wishes_there_is_nothing_to_start(parted: Company) -> None:
    with parted.store.unit() as unit, pytest.raises(Refused, match="not_yours"):
        proposals.again(unit, TEAM, THEO.slack_id, "ending", parted.now)
