"""A talk that did not take place, and one that was moved, in the demo's page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.beginnings import matched
from tests.browser.story_walk import Walker

pytestmark = pytest.mark.browser


@pytest.fixture
def pair(browser: Browser) -> Iterator[tuple[Walker, Walker]]:
    """Theo and Maya are asked whether they talked."""
    with matched(browser, "theo", "maya") as (theo, maya):
        while not theo.message("Did you talk?").count():
            theo.let_pass("Next message")
        maya.catch_up()
        yield theo, maya


def test_not_yet_is_no_harm_and_either_may_choose_a_new_time(pair: tuple[Walker, Walker]) -> None:
    theo, maya = pair
    theo.tap("Not yet")
    for who in pair:
        who.catch_up()
        expect(who.message("No harm done")).to_be_visible()
    maya.tap("Pick a time", maya.message("No harm done"))
    expect(maya.part("starts_at").get_by_role("radio")).to_have_count(4)
    maya.send()
    maya.close()
    theo.catch_up()
    expect(theo.message("did not work out")).to_have_count(0)
    expect(theo.go("home")).to_contain_text("Your next talk is on")


def test_we_moved_it_asks_for_the_new_time_and_the_partner_reads_it(
    pair: tuple[Walker, Walker],
) -> None:
    theo, maya = pair
    theo.tap("We moved it")
    expect(theo.message("has moved. Tell me the new time")).to_be_visible()
    theo.tap("Pick a time", theo.message("has moved"))
    theo.fill(starts_at="Another time", day="2026-12-01", hour="12:30")
    theo.send()
    theo.close()
    for who, hour in ((theo, "12:30 Madrid"), (maya, "11:30 London")):
        who.catch_up()
        expect(who.page.get_by_role("main")).to_contain_text(f"1 December, {hour} time")
    maya.let_pass("One week")
    expect(theo.message("Did you talk?")).to_contain_text("1 December")
