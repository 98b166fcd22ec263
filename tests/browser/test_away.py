"""Time away in the demo's page, by keyboard alone, and what a partner sees of it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.beginnings import matched
from tests.browser.story_walk import Walker

pytestmark = pytest.mark.browser


def press(who: Walker, *keys: str) -> None:
    for key in keys:
        who.page.keyboard.press(key)


def test_away_by_keyboard_and_back_early(browser: Browser) -> None:
    with matched(browser, "maya", "theo") as (maya, theo):
        maya.page.get_by_role("textbox", name="Message to").focus()
        maya.page.keyboard.type("/mentor pause")
        press(maya, "Enter")
        maya.catch_up()
        expect(maya.part("first").locator("input")).to_be_focused()
        maya.fill(first="2026-11-24", last="2026-12-04")
        maya.part("last").locator("input").focus()
        press(maya, "Enter")
        maya.catch_up()
        expect(maya.form).to_contain_text("I write again on Monday 7 December")
        press(maya, "Escape")
        maya.catch_up()
        heard = maya.page.locator(".message").count()
        maya.let_pass("One week")
        assert maya.page.locator(".message").count() == heard
        expect(theo.go("home")).to_contain_text("@Maya Okafor is away until Friday 4 December.")
        maya.message("you are away").get_by_role("button", name="I am back").focus()
        press(maya, "Enter")
        maya.catch_up()
        theo.go()
        expect(theo.go("home")).not_to_contain_text("is away until")


def test_days_that_cannot_be_are_refused_at_their_field_and_nothing_typed_is_lost(
    browser: Browser,
) -> None:
    with matched(browser, "maya") as (maya,):
        maya.say("/mentor pause")
        maya.fill(first="2026-12-10", last="2026-12-01")
        maya.form.locator(".buttons button.primary").click()
        expect(maya.part("last")).to_contain_text("The last day comes before the first one.")
        expect(maya.part("first").locator("input")).to_have_value("2026-12-10")
        expect(maya.part("last").locator("input")).to_be_focused()
        maya.close()
