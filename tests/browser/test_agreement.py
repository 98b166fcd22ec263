"""The six lines, a change to them, and the two taps of the second week, in the demo's page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.beginnings import matched
from tests.browser.story_walk import Album, Walker

pytestmark = pytest.mark.browser

SURVEY = "Two taps now can spare weeks later."
MORE_THAN_IT_TAKES = 12


@pytest.fixture
def pair(browser: Browser) -> Iterator[tuple[Walker, Walker]]:
    with matched(browser, "theo", "maya") as (theo, maya):
        yield theo, maya


def until(who: Walker, words: str) -> None:
    """Let time pass, message by message, until they read these words."""
    for _ in range(MORE_THAN_IT_TAKES):
        if who.message(words).count():
            return
        who.let_pass("Next message")
    raise AssertionError(words)


def test_the_lines_look_right_to_each_and_a_change_asks_the_other_anew(
    pair: tuple[Walker, Walker], album: Album
) -> None:
    theo, maya = pair
    theo.tap("See the six lines", theo.go("home"))
    album.keep(theo, "lines-1-as-filled-in")
    theo.tap("Looks right", theo.form)
    expect(theo.form).to_contain_text("You find them right; @Maya Okafor reads them too.")
    theo.close()
    maya.tap("See the six lines", maya.go("home"))
    expect(maya.form).to_contain_text("@Theo Brandt finds them right.")
    maya.tap("Change something", maya.form)
    maya.tap("More lines", maya.form)
    maya.fill(cadence="every week", minutes="30 minutes", scope="Not pay, not promotion.")
    album.keep(maya, "lines-2-a-change")
    maya.send()
    expect(maya.form).to_contain_text("Your partner reads the new lines")
    maya.close()
    theo.go()
    until(theo, "changed how you two work")
    asked = theo.message("changed how you two work")
    expect(asked).to_contain_text("every week, 30 minutes")
    expect(asked).to_contain_text("Not pay, not promotion.")
    album.keep(theo, "lines-3-the-other-is-asked")
    theo.tap("Looks right", asked)
    expect(theo.message("Thank you. Home shows how you")).to_be_visible()
    expect(theo.go("home")).to_contain_text("You both find them right.")


def test_two_taps_in_week_two_lead_to_one_small_step_and_stay_private(
    pair: tuple[Walker, Walker], album: Album
) -> None:
    theo, maya = pair
    until(theo, "Did you talk?")
    theo.tap("Yes, we met")
    until(theo, SURVEY)
    album.keep(theo, "taps-1-asked")
    theo.choose("Need help?", theo.message(SURVEY))
    expect(theo.form).to_contain_text("Care line 4040")
    theo.close()
    theo.tap("Not really yet", theo.message(SURVEY))
    expect(theo.message("Thank you for saying so.")).to_be_visible()
    album.keep(theo, "taps-2-second-question")
    theo.tap("Go on, with a change")
    theo.tap("How we talk", theo.form)
    album.keep(theo, "taps-3-one-small-step")
    theo.close()
    expect(theo.message("Both answers are deleted.")).to_be_visible()
    maya.let_pass("One day")
    read = maya.page.get_by_role("main").inner_text() + maya.go("home").inner_text()
    assert "Thank you for saying so." not in read
