"""The coordinators' console in the demo's page, and the same words from somebody else."""

import pytest
from playwright.sync_api import Browser, expect

from bot.company import CHANNEL
from tests.browser.beginnings import matched
from tests.browser.story_walk import NAMELESS, Walker

pytestmark = pytest.mark.browser


def named(who: Walker) -> None:
    """Fail where a control has no name."""
    assert NAMELESS.findall(who.page.locator("body").aria_snapshot()) == []


def test_settings_pause_resume_and_the_question_before_closing(browser: Browser) -> None:
    with matched(browser, "ada", "theo") as (ada, theo):
        ada.go(CHANNEL)
        ada.tap("Open the console")
        ada.tap("Change settings")
        named(ada)
        ada.fill(answer_days="4 working days")
        ada.send()
        expect(ada.form).to_contain_text("Kept.")
        ada.close()
        ada.tap("Pause the program")
        expect(ada.message("Career Mentoring is paused.")).to_be_visible()
        expect(theo.go("home")).to_contain_text("The program is paused at the moment.")
        ada.tap("Resume the program")
        theo.go()
        expect(theo.go("home")).not_to_contain_text("paused")
        ada.tap("Close the program")
        expect(ada.form).to_contain_text("This ends the program for everyone, for good.")
        named(ada)
        ada.close()


def test_previews_come_to_ones_own_messages(browser: Browser) -> None:
    with matched(browser, "ada") as (ada,):
        ada.go(CHANNEL)
        ada.say("/mentor admin")
        ada.tap("Send them to me")
        ada.go()
        expect(ada.page.locator(".message", has_text="Preview")).to_have_count(2)
        named(ada)


@pytest.mark.parametrize("word", ["admin", "setup", "log", "goal"])
def test_somebody_outside_reads_what_they_can_do_instead(outside: Walker, word: str) -> None:
    outside.say(f"/mentor {word}")
    expect(outside.page.locator(".message").last).to_contain_text("Only visible to you")
    expect(outside.form).to_have_count(0)


@pytest.fixture(scope="module")
def outside(browser: Browser) -> Walker:
    with matched(browser, "otto") as (otto,):
        yield otto
