"""Finding each other in the demo's page: as mentee, as mentor, as coordinator, and from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from bot import company
from bot.demo import Stage, playing
from bot.domain.participants import Role
from bot.ports import Profile
from bot.services import enrollment
from bot.services.enrollment import Enrollment
from handlers.views.volunteers import PAGE
from sandbox.workspace import Human
from tests.browser.beginnings import HOPE, windows
from tests.browser.story_walk import Album, Walker

pytestmark = pytest.mark.browser

CROWD = tuple(
    Human(f"U_VOL{number}", f"vol{number}", f"Volunteer {number}", "Europe/Madrid")
    for number in range(PAGE)
)


@contextmanager
def looking(browser: Browser, *names: str) -> Iterator[tuple[Walker, ...]]:
    """A demo at eleven on Monday: Theo looks for a mentor, others offer; windows of these."""
    with playing() as stage:
        theo = stage.slack.person("U_THEO")
        theo.command("/mentor join")
        theo.wait_for_view("I would like")
        theo.fill("topics", ["giving feedback", "leading a first team"])
        theo.fill("hope", HOPE)
        theo.submit()
        theo.close_view(whole_stack=True)
        stage.time.advance(stage.clock.wall() + timedelta(hours=2))
        with windows(browser, stage, names) as walkers:
            yield walkers


def volunteers_join(stage: Stage) -> None:
    """As many more as a page of the directory holds."""
    with stage.host.store.unit() as unit:
        team = unit.workspaces.find()[0].id
        for human in CROWD:
            profile = Profile(human.id, human.tz, "en-US", True, False, False, False)
            offered = Enrollment((Role.MENTOR,), ("presenting",))
            enrollment.join(unit, team, profile, offered, stage.clock.wall())
        unit.deliveries.cancel("crowd", kind="receipt")
        unit.deliveries.cancel("crowd", kind="answer")


def test_ask_a_pass_the_next_choice_accept_introduction(browser: Browser, album: Album) -> None:
    with looking(browser, "theo", "maya", "jonas", "otto") as (theo, maya, jonas, otto):
        theo.tap("See who fits")
        expect(theo.form).to_contain_text("offers giving feedback")
        expect(theo.form).to_contain_text("“Silence is not kindness.”")
        album.keep(theo, "01-suggestions")
        theo.tap_below("Maya Okafor", "Ask this mentor")
        expect(theo.form).to_contain_text("You hear from me by")
        theo.tap_below("Jonas Weber", "Ask this one next")
        expect(theo.form).to_contain_text("If that does not work out, I ask")
        album.keep(theo, "02-asked")
        theo.close()
        maya.catch_up()
        expect(maya.message("hopes to work with you")).to_contain_text(HOPE)
        album.keep(maya, "03-a-question")
        maya.tap("Pass")
        expect(maya.message("They read only that you are not available")).to_be_visible()
        theo.catch_up()
        expect(theo.message("is not available this time")).to_contain_text("has your question now")
        album.keep(theo, "04-not-available")
        expect(theo.go("home")).to_contain_text("Jonas Weber")
        jonas.catch_up()
        jonas.tap("Accept")
        expect(jonas.form).to_contain_text("What is said stays between you two")
        album.keep(jonas, "05-four-lines")
        jonas.send()
        jonas.close()
        theo.go()
        album.keep(theo, "06-said-yes")
        theo.tap("Accept and start")
        theo.go_to_group("Jonas")
        expect(theo.message("meet")).to_contain_text("inside both your working hours")
        album.keep(theo, "07-introduction")
        assert "Jonas" not in maya.go("home").inner_text()
        otto.say("/mentor find")
        expect(otto.page.get_by_role("main")).to_contain_text("/mentor join")
        album.keep(otto, "08-from-outside")


def test_the_directory_choose_for_me_and_taking_it_back(
    browser: Browser, album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = (*company.COMPANY.people, *CROWD)
    monkeypatch.setattr(company, "COMPANY", replace(company.COMPANY, people=everybody))
    with looking(browser, "theo") as (theo,):
        volunteers_join(theo.stage)
        theo.say("/mentor find")
        theo.tap("See everyone", theo.form)
        expect(theo.form.get_by_role("button", name="Ask this mentor")).to_have_count(PAGE)
        album.keep(theo, "11-directory")
        theo.tap("Next page", theo.form)
        expect(theo.form.get_by_role("button", name="Ask this mentor")).to_have_count(3)
        expect(theo.form.get_by_role("button", name="Next page")).to_have_count(0)
        theo.tap("Earlier page", theo.form)
        topics = theo.form.get_by_role("combobox")
        topics.press_sequentially("lead")
        theo.form.get_by_role("option", name="leading a first team").click()
        theo.catch_up()
        expect(theo.form.get_by_role("button", name="Ask this mentor")).to_have_count(1)
        album.keep(theo, "12-one-topic")
        theo.close()
        theo.say("/mentor find")
        theo.tap("Choose for me", theo.form)
        expect(theo.form).to_contain_text("If that does not work out, I ask")
        theo.close()
        theo.tap("Withdraw my request", theo.go("home"))
        album.keep(theo, "13-taken-back")
        theo.close()
        expect(theo.page.get_by_role("main")).not_to_contain_text("You hear from me by")
        with theo.stage.host.store.read() as unit:
            assert [str(one.state) for one in unit.requests.find()] == ["withdrawn"]


def test_proposing_oneself_and_two_others(browser: Browser, album: Album) -> None:
    with looking(browser, "theo", "maya", "ada", "otto") as (theo, maya, ada, otto):
        otto.say("/mentor propose")
        expect(otto.page.get_by_role("main")).to_contain_text("Join the program first")
        ada.go(company.CHANNEL)
        ada.say("/mentor propose")
        ada.fill(mentee="Lena Novak", mentor="Maya Okafor", type="one talk of half an hour")
        ada.fill(line="Maya presents a lot.")
        album.keep(ada, "21-two-others")
        ada.send()
        expect(ada.form).to_contain_text("I ask the mentor first")
        album.keep(ada, "22-noted")
        ada.close()
        maya.catch_up()
        asked = maya.message("for one talk of half an hour with")
        expect(asked).to_contain_text("They write: “Maya presents a lot.”")
        album.keep(maya, "23-thought-of")
        maya.say("/mentor propose")
        maya.fill(person="Theo Brandt", role="the mentor", line="I have been there.")
        album.keep(maya, "24-oneself")
        maya.send()
        maya.close()
        theo.catch_up()
        expect(theo.message("would like to be your mentor")).to_contain_text("I have been there.")
        album.keep(theo, "25-an-offer")
        theo.tap("Accept and start")
        theo.go_to_group("Maya")
        expect(theo.message("meet")).to_be_visible()
        ada.say("/mentor admin")
        ada.tap("See how requests stand")
        expect(ada.message("Counts only")).to_contain_text("One waits for an answer")
        album.keep(ada, "26-progress")
