"""A dry run over five hundred people, walked in the demo's page by a coordinator."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, expect

from bot import company
from bot.demo import Stage, playing
from bot.domain.participants import Role
from bot.domain.topics import SHARED
from bot.ports import Profile
from bot.services import enrollment, runs
from bot.services.enrollment import Enrollment
from sandbox.workspace import Human
from tests.browser.story_walk import NAMELESS, Walker, window

pytestmark = pytest.mark.browser

MENTEES, MENTORS = 300, 200
SEED = 20261123
A_RUN = 60_000
"""Milliseconds a run over everybody may take on a busy machine."""

ZONE = "Europe/Madrid"
CROWD = tuple(
    Human(f"U_{side}{number:03d}", f"{side.lower()}{number}", f"{side.title()} {number}", ZONE)
    for side, many in (("MENTEE", MENTEES), ("MENTOR", MENTORS))
    for number in range(many)
)


def join_all(stage: Stage) -> None:
    """Everybody of the crowd joins, with two topics each."""
    draw, now = Random(SEED), stage.clock.wall()
    with stage.host.store.unit() as unit:
        team = unit.workspaces.find()[0].id
        for human in CROWD:
            role = Role.MENTEE if "MENTEE" in human.id else Role.MENTOR
            topics = tuple(draw.sample(SHARED, 2))
            profile = Profile(human.id, ZONE, "en-US", True, False, False, False)
            enrollment.join(unit, team, profile, Enrollment((role,), topics), now)
        unit.deliveries.cancel("crowd", kind="receipt")
        unit.deliveries.cancel("crowd", kind="answer")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    everybody = (*company.COMPANY.people, *CROWD)
    monkeypatch.setattr(company, "COMPANY", replace(company.COMPANY, people=everybody))
    with playing() as found:
        join_all(found)
        yield found


def keep(ada: Walker, name: str, folder: Path) -> None:
    ada.page.screenshot(path=folder / f"{name}.png", animations="disabled")
    assert NAMELESS.findall(ada.form.aria_snapshot()) == []


def test_a_dry_run_on_five_hundred_people(browser: Browser, stage: Stage, tmp_path: Path) -> None:
    folder = Path(os.environ.get("KEEP_RUN", tmp_path))
    with window(browser, stage, "U_ADA") as ada:
        ada.go(company.CHANNEL)
        ada.say("/mentor admin")
        ada.tap("Match everybody")
        ada.fill(compare="topics first")
        keep(ada, "run-start", folder)
        ada.form.locator(".buttons button.primary").click()
        ada.catch_up(within=A_RUN)
        ada.close()
        cards = ada.page.locator(".message", has_text="without a match yet")
        expect(cards).to_have_count(2, timeout=A_RUN)
        expect(cards.first).to_contain_text("Nobody has been told")
        ada.tap("Look at the matches")
        expect(ada.form).to_contain_text("Page 1 of 26")
        ada.tap("Next page", ada.form)
        expect(ada.form).to_contain_text("Page 2 of 26")
        keep(ada, "run-draft", folder)
        ada.tap("Why not these two?", ada.form)
        keep(ada, "run-why", folder)
        ada.close()
        with stage.host.store.read() as unit:
            assert unit.requests.find() == ()
            assert unit.deliveries.find(template="request.asked") == ()
        ada.tap("Publish")
        ada.send()
        expect(ada.form).to_contain_text("Matches that go out:")
        ada.close()
    with stage.host.store.read() as unit:
        published = unit.runs.find(state=runs.RunState.PUBLISHED)
        assert len(published) == 1
        assert len(unit.requests.find()) == published[0].totals["asked"] > MENTORS / 2
