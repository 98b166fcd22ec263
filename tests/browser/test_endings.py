"""An early end in the demo's page: what comes next, nothing for now, a word that comes first."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.company import CHANNEL
from bot.demo import Stage
from bot.domain.guards import Guard
from bot.domain.ids import new_id
from bot.domain.mentorships import Stage as Part
from bot.domain.mentorships import StageEntry, StageReason
from bot.domain.participants import Role
from tests.browser.beginnings import staged
from tests.browser.story_walk import NAMELESS, Walker

pytestmark = pytest.mark.browser


def named(who: Walker, name: str, folder: Path) -> None:
    """Keep how it looks; fail where a control has no name."""
    kept = Path(os.environ.get("BROWSER_SHOTS", folder))
    who.page.screenshot(path=kept / f"{name}.png", full_page=True)
    assert NAMELESS.findall(who.page.locator("body").aria_snapshot()) == []


def test_what_comes_next_is_asked_where_it_was_ended(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, "theo") as (_, (theo,)):
        theo.go("home")
        theo.tap("End or change this match")
        expect(theo.form).to_contain_text("A word with a coordinator")
        theo.tap("End only", theo.form)
        expect(theo.form).to_contain_text("What would you like next?")
        named(theo, "what-next", tmp_path)
        theo.tap("Nothing for now", theo.form)
        expect(theo.form).to_contain_text("Noted: nothing for now.")
        theo.close()
        expect(theo.go("home")).to_contain_text("no match is made for you")
        named(theo, "nothing-for-now", tmp_path)
        theo.tap("Match me again")
        theo.close()
        expect(theo.go("home")).not_to_contain_text("no match is made for you")
        expect(theo.go("home")).to_contain_text("See who fits")


def waits(stage: Stage, slack_id: str) -> None:
    """Two endings of this mentor were early."""
    with stage.host.store.unit() as unit:
        person = unit.people.one(slack_id=slack_id)
        member = unit.participants.one(person_id=person.id if person else "")
        now = stage.clock.wall()
        unit.guards.add(Guard(new_id(), member.id if member else "", Role.MENTOR, now))


def test_a_word_comes_first_and_one_tap_opens_it_again(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, "ada", "maya") as (stage, (ada, maya)):
        waits(stage, "U_MAYA")
        expect(maya.go("home")).to_contain_text("Your place stays closed for now.")
        named(maya, "a-word-first", tmp_path)
        ada.go(CHANNEL)
        ada.tap("Open the console")
        expect(ada.message("waits for a word before the next match")).to_be_visible()
        ada.tap("Look at it")
        expect(ada.form).to_contain_text("before the next match.")
        named(ada, "talk-before-next-match", tmp_path)
        ada.tap("Open matching again", ada.form)
        expect(ada.form).to_contain_text("Nothing waits for you here.")
        ada.close()
        maya.go()
        expect(maya.go("home")).not_to_contain_text("Your place stays closed for now.")


def test_the_six_things_keep_what_was_said(browser: Browser, tmp_path: Path) -> None:
    with staged(browser, "theo") as (stage, (theo,)):
        with stage.host.store.unit() as unit:
            (found,) = unit.mentorships.find()
            now, why = stage.clock.wall(), StageReason.READY
            unit.stage_entries.add(StageEntry(new_id(), found.id, 2, Part.INDEPENDENCE, now, why))
        for answer in ("Mostly my mentor", "Mostly I do"):
            theo.go("home")
            theo.tap("Look at six things")
            theo.fill(topics=answer)
            theo.send()
            theo.close()
        theo.go("home")
        theo.tap("Look at six things")
        expect(theo.form).to_contain_text("Before:")
        expect(theo.form).to_contain_text("Mostly I do.")
        named(theo, "six-things", tmp_path)
