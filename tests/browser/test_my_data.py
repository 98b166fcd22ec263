"""Everything about me in the demo's page: read, taken along, erased; and the screens afterwards."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.beginnings import HOPE, matched
from tests.browser.story_walk import Album, Walker

pytestmark = pytest.mark.browser

QUESTION = "How do I tell a friend that she talks too much?"


def screens(who: Walker) -> str:
    """Everything somebody finds in the messages and at Home."""
    said = who.go().inner_text()
    home = who.go("home")
    expect(home.get_by_role("button", name="Need help?")).to_be_visible()
    return said + home.inner_text()


def test_all_is_read_taken_along_and_gone_after_a_second_yes(
    browser: Browser, album: Album
) -> None:
    with matched(browser, "theo", "maya") as (theo, maya):
        theo.say("/mentor note")
        theo.fill(text=QUESTION)
        theo.send()
        theo.close()
        theo.tap("See my data", theo.go("home"))
        expect(theo.form).to_contain_text(QUESTION)
        expect(theo.form).to_contain_text("You begin at: 09:00")
        expect(theo.form).to_contain_text("Only you read it; your partner sees what you sent.")
        album.keep(theo, "data-1-first-page")
        theo.tap("Send me a file", theo.form)
        expect(theo.form).to_contain_text("The file is in your messages with me.")
        theo.close()
        theo.go()
        theo.page.get_by_text("my-mentoring-data.json").click()
        expect(theo.message("My mentoring data")).to_contain_text(QUESTION)
        album.keep(theo, "data-2-file")
        theo.page.get_by_text("my-mentoring-data.json").click()
        theo.say("/mentor data")
        theo.tap("Keep what I wrote", theo.form)
        expect(theo.form).to_contain_text("What you wrote stays until you erase it.")
        theo.tap("Erase my data", theo.form)
        expect(theo.form).to_contain_text("A file I sent you stays in Slack until you delete it.")
        album.keep(theo, "data-3-erase")
        theo.form.locator(".buttons button.primary").click()
        expect(theo.form.locator("[aria-invalid=true]")).not_to_have_count(0)
        theo.form.get_by_role("checkbox").check()
        theo.send()
        expect(theo.form).to_contain_text("Everything of yours is erased.")
        theo.close()
        theo.let_pass("One day")
        album.keep(theo, "data-4-messages-afterwards")
        seen = screens(theo)
        assert "This message was removed at its reader's wish." in seen
        assert "One colleague to think with" in seen
        assert HOPE not in seen
        theo.go()
        theo.say("/mentor data")
        expect(theo.form).to_contain_text("I keep nothing about you.")
        theo.close()
        seen = screens(maya)
        album.keep(maya, "data-5-home-of-the-partner")
        assert "Your match with someone who has left has ended." in seen
        assert "@Theo Brandt" not in seen.replace("You and @Theo Brandt both said yes", "")
