"""A request to somebody who keeps the asker out looks like an ordinary pass, from every side."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copy

import pytest
from scipy.stats import ks_2samp

from bot.content.reader import read
from bot.domain.deliveries import Delivery
from bot.domain.ids import drawn_from
from bot.domain.lags import USUAL, Lag, reached
from bot.domain.participants import Block, Role
from bot.domain.people import Person
from bot.domain.refusals import Refused
from bot.domain.requests import RequestState, until
from bot.services import home, progress, proposals, requests, suggestions
from bot.services.messages import compose
from bot.services.proposals import Proposal
from handlers.views import message
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.builders import JONAS, MAYA, TEAM, THEO, TOM, TUESDAY, at
from tests.plugins.stores import KEY
from tests.requests.company import LENA, TOPIC, Company

WORDS = read().words("en")


def keeps_out(company: Company, owner: Person, other: Person) -> None:
    with company.store.unit() as unit:
        row = Block(f"{owner.id}/{other.id}", f"{owner.id}-in-career", other.slack_id)
        unit.blocks.add(row)


# --- it is taken, and never heard ------------------------------------------------------------


def test_it_is_shown_as_waiting_and_never_delivered(company: Company) -> None:
    keeps_out(company, MAYA, THEO)
    asked = company.ask(THEO, MAYA)
    assert asked.silent
    company.go_to(at(30))
    assert company.told(MAYA) == []
    with company.store.read() as unit:
        seen = home.screen(unit, TEAM, MAYA.slack_id, company.now)
    assert not [part for part in seen.now if part.text.startswith("home.request")]


def test_its_mentor_can_do_nothing_about_what_she_cannot_know(company: Company) -> None:
    keeps_out(company, MAYA, THEO)
    company.ask(THEO, MAYA)
    for act in (requests.accept, requests.pass_on):
        with pytest.raises(Refused, match="not_yours"):
            company.answer(act, MAYA)


def test_the_next_choice_comes_as_after_any_other(company: Company) -> None:
    keeps_out(company, MAYA, THEO)
    company.ask(THEO, MAYA, JONAS)
    company.go_to(at(20))
    assert company.states()[0] in ("maya passed", "maya expired")
    assert company.told(JONAS)[0] == "request.asked"


def test_a_place_that_is_taken_closes_it_as_any_other(company: Company) -> None:
    keeps_out(company, MAYA, THEO)
    company.ask(THEO, MAYA)
    company.ask(LENA, MAYA)
    company.answer(requests.accept, MAYA, LENA)
    assert company.states() == ["maya overtaken"]
    assert company.told(THEO) == ["request.unavailable"]


@pytest.mark.parametrize("owner", [MAYA, JONAS, TOM])
def test_what_is_suggested_does_not_depend_on_it(company: Company, owner: Person) -> None:
    def seen() -> tuple[suggestions.Offer, ...]:
        with company.store.read() as unit:
            program, mentee = requests.asker(unit, TEAM, THEO.slack_id)
            found = suggestions.volunteers(unit, program, mentee, "", company.now)
            return (*suggestions.for_mentee(unit, program, mentee), *found)

    before = seen()
    keeps_out(company, owner, THEO)
    assert seen() == before


def test_whom_the_asker_keeps_out_is_not_suggested_to_her(company: Company) -> None:
    keeps_out(company, THEO, MAYA)
    with company.store.read() as unit:
        program, mentee = requests.asker(unit, TEAM, THEO.slack_id)
        found = suggestions.for_mentee(unit, program, mentee)
    assert {one.mentor_id for one in found} == {"jonas-in-career", "tom-in-career"}


@pytest.mark.parametrize("role", list(Role))
def test_a_proposal_to_somebody_who_keeps_one_out_is_taken_too(
    company: Company, role: Role
) -> None:
    proposer, other = (THEO, MAYA) if role is Role.MENTEE else (MAYA, THEO)
    keeps_out(company, other, proposer)
    with company.store.unit() as unit:
        said = Proposal(other.slack_id, role, "Hello")
        proposals.propose(unit, TEAM, proposer.slack_id, said, company.now)
    assert company.told(other) == []
    company.go_to(at(30))
    told = [one for one in company.told(proposer) if one.startswith("request.")]
    assert told in (["request.unavailable"], ["request.declined"], ["request.lapsed"])
    with company.store.read() as unit:
        assert {one.taken for one in unit.roles.find()} == {0}


# --- over many seeds: text, order and delays --------------------------------------------------

MANY = 40
SEED = 20261123
ALIKE = 0.01


@dataclass(frozen=True)
class Seen:
    """All that an asker sees of one request, with names and ids taken out, and how long it took."""

    texts: tuple[str, ...]
    hours: float


class Crowd:
    """Many who ask one mentor at one time: those she keeps out, and those she passes on."""

    def __init__(self, store: SqlStore, dice: Random) -> None:
        self.company, self.dice = Company(store), dice
        self.company.opens()
        self.company.joins(MAYA, Role.MENTOR, capacity=3)
        self.answers: dict[str, datetime] = {}

    def ask(self, who: Person, kept_out: bool) -> None:
        self.company.joins(who, Role.MENTEE, topic=TOPIC)
        if kept_out:
            keeps_out(self.company, MAYA, who)
        asked = self.company.ask(who, MAYA)
        assert asked.silent == kept_out
        lag = self.dice.choice(USUAL)
        if lag is not None and not kept_out:
            taken = Lag(lag.worked * self.dice.uniform(0.9, 1.1))
            self.answers[who.id] = reached(MAYA, self.company.now, taken)

    def live(self, until: datetime) -> None:
        """Time passes; Maya passes on those she knows of, each in her own time."""
        for name, moment in sorted(self.answers.items(), key=lambda one: one[1]):
            self.company.go_to(moment)
            who = replace(THEO, id=name, slack_id=f"U{name.upper()}")
            if self.company.request(who, MAYA).state is RequestState.OPEN:
                self.company.answer(requests.pass_on, MAYA, who)
        self.answers.clear()
        self.company.go_to(until)

    def seen(self, who: Person) -> Seen:
        request = self.company.request(who, MAYA)
        rows = [row for row in self.company.rows(who) if row.template == "request.unavailable"]
        assert request.closed_at is not None
        return Seen(
            tuple(self.text(row) for row in rows),
            (request.closed_at - request.asked_at) / timedelta(hours=1),
        )

    def text(self, row: Delivery) -> str:
        with self.company.store.read() as unit:
            shown = compose(unit, row)
        assert shown is not None
        return "\n".join(message.paragraphs(WORDS, shown)) + str(shown.buttons)

    def counted(self) -> str:
        with self.company.store.read() as unit:
            shown = progress.progress(unit, unit.programs.get("career"), self.company.now)
        return "\n".join(message.paragraphs(WORDS, shown))


def people(prefix: str, number: int) -> list[Person]:
    return [
        replace(THEO, id=f"{prefix}{n}", slack_id=f"U{prefix.upper()}{n}") for n in range(number)
    ]


@pytest.mark.slow
def test_nobody_can_tell_it_from_an_ordinary_pass(migrated_file: Path, tmp_path: Path) -> None:
    copy(migrated_file, tmp_path / "mentor.db")
    store = SqlStore(f"sqlite:///{tmp_path}/mentor.db", Sealer([KEY]))
    with drawn_from(SEED):
        crowd = Crowd(store, Random(SEED))
        for who in people("past", 16):
            crowd.ask(who, kept_out=False)
        crowd.live(at(13))
        crowd.company.now = at(14)
        kept, passed = people("kept", MANY), people("passed", MANY)
        for one, other in zip(kept, passed, strict=True):
            crowd.ask(one, kept_out=True)
            crowd.ask(other, kept_out=False)
        crowd.live(at(27))
        silent, ordinary = [crowd.seen(one) for one in kept], [crowd.seen(one) for one in passed]
    assert {one.texts for one in silent} == {one.texts for one in ordinary}
    assert len({one.texts for one in silent}) == 1
    found = ks_2samp([one.hours for one in silent], [one.hours for one in ordinary])
    print(f"seed {SEED}: {found}")  # noqa: T201
    assert found.pvalue > ALIKE, f"seed {SEED}: {found}"
    assert crowd.company.told(MAYA).count("request.asked") == 16 + MANY
    store.close()


@pytest.mark.parametrize("kept_out", [True, False])
def test_the_coordinator_counts_it_as_any_other(store: SqlStore, kept_out: bool) -> None:
    """Both worlds give the same numbers: while it waits, and after it has closed."""
    crowd = Crowd(store, Random(SEED))
    crowd.ask(THEO, kept_out)
    waiting = crowd.counted()
    assert "One waits for an answer" in waiting
    with crowd.company.store.unit() as unit:
        request = unit.requests.find()[0]
        if kept_out:
            unit.requests.save(replace(request, unheard=until(at(1))))
    if not kept_out:
        crowd.company.go_to(at(1))
        crowd.company.answer(requests.pass_on, MAYA)
    crowd.company.go_to(at(2))
    assert "0 wait for an answer. One was answered in time. 0 rounds" in crowd.counted()
    assert crowd.company.now > TUESDAY
