"""Leaving, and a partner who is gone, in the demo's page: what each of the two reads."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from bot.company import CHANNEL
from tests.browser.beginnings import matched
from tests.browser.story_walk import Album

pytestmark = pytest.mark.browser


def test_who_leaves_is_asked_first_and_the_partner_reads_no_name_and_no_reason(
    browser: Browser, album: Album
) -> None:
    with matched(browser, "theo", "maya", "ada") as (theo, maya, ada):
        theo.tap("Be away, or leave", theo.go("home"))
        expect(theo.form).to_contain_text("Away for a while, or leaving the program?")
        album.keep(theo, "leave-1-asked")
        theo.tap("Stay", theo.form)
        expect(theo.form).to_contain_text("nothing has changed")
        theo.close()
        theo.go()
        theo.say("/mentor leave")
        theo.tap("Leave the program", theo.form)
        expect(theo.form).to_contain_text("Your match with @Maya Okafor ends.")
        album.keep(theo, "leave-2-what-ends")
        theo.tap("Leave now", theo.form)
        theo.close()
        expect(theo.message("You have left Career Mentoring")).to_be_visible()
        home = theo.go("home")
        expect(home).to_contain_text("You left Career Mentoring on Monday 23 November")
        expect(home.get_by_role("button", name="See my data")).to_be_visible()
        album.keep(theo, "leave-3-home-afterwards")
        maya.go_to_group("Theo Brandt")
        expect(maya.message("Your talk is set for")).to_be_visible()
        maya.go()
        maya.let_pass("One week")
        expect(maya.message("has ended")).to_contain_text("Endings are normal")
        album.keep(maya, "leave-4-what-the-partner-reads")
        expect(maya.go("home")).to_contain_text("Your mentorship with @Theo Brandt has ended.")
        maya.go_to_group("Theo Brandt")
        expect(maya.message("this mentorship has ended")).to_be_visible()
        assert (
            maya.page.get_by_role("main").get_by_role("button", name="Change the time").count() == 0
        )
        expect(ada.go(CHANNEL)).to_contain_text("No mentorship is running.")
        theo.go()
        theo.tap("Join mentoring", theo.message("You have left"))
        theo.send()
        theo.close()
        assert (
            "You are in, and one person offers" in theo.page.locator(".message").last.inner_text()
        )
        expect(theo.message("You had left Career Mentoring")).to_be_visible()
        album.keep(theo, "leave-5-in-again")


def test_a_partner_who_is_deactivated_ends_neutrally_after_two_working_days(
    browser: Browser, album: Album
) -> None:
    with matched(browser, "theo") as (theo,):
        stage = theo.stage
        stage.slack.deactivate("U_MAYA")
        assert stage.host.listeners.finished(timeout=10)
        expect(theo.go("home")).to_contain_text("@Maya Okafor is not active in this workspace")
        album.keep(theo, "gone-1-home-at-once")
        theo.go()
        theo.let_pass("One day")
        expect(theo.message("can no longer take part")).to_have_count(0)
        stage.time.advance(stage.clock.wall() + timedelta(days=3))
        theo.catch_up()
        expect(theo.message("can no longer take part")).to_contain_text("says nothing about you")
        album.keep(theo, "gone-2-told")
        theo.tap("See who fits")
        expect(theo.form).to_contain_text("@Priya Nair")
        expect(theo.form).not_to_contain_text("Maya")
        theo.close()
