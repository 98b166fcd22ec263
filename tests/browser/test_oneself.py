"""More about me, reads and plans in the demo's page: as mentee, as mentor, and from outside."""

import pytest
from playwright.sync_api import Browser, expect

from bot.domain.profile import SHORT
from tests.browser.beginnings import matched
from tests.browser.story_walk import Album, Walker

pytestmark = pytest.mark.browser


def at_home(who: Walker, label: str) -> None:
    who.tap(label, who.go("home"))


def in_form(who: Walker, label: str) -> None:
    who.tap(label, who.form)


def test_a_mentee_tells_more_and_reads_for_a_minute(browser: Browser, album: Album) -> None:
    with matched(browser, "theo", "maya") as (theo, maya):
        at_home(theo, "More about me")
        album.keep(theo, "01-more-about-me")
        in_form(theo, "Change my work")
        theo.fill(function="sales", purpose="career")
        expect(theo.part("function").locator("input")).to_have_attribute("maxlength", str(SHORT))
        album.keep(theo, "02-my-work")
        theo.send()
        expect(theo.form).to_contain_text("career and sales")
        in_form(theo, "Change my wishes")
        theo.fill(wishes="Somebody who came back from leave.")
        theo.send()
        expect(theo.form).to_contain_text("Somebody who came back from leave.")
        in_form(theo, "Set my levels")
        theo.form.locator("select").select_option(label="I know the basics")
        theo.send()
        expect(theo.form).to_contain_text("giving feedback (I know the basics)")
        album.keep(theo, "03-told")
        theo.close()
        at_home(theo, "Read for a minute")
        expect(theo.form).to_contain_text("You lead the way")
        album.keep(theo, "04-a-read")
        theo.form.get_by_role("radio", name="My mentor").check()
        theo.catch_up()
        expect(theo.form).to_contain_text("Many would say so.")
        album.keep(theo, "05-a-reason")
        in_form(theo, "Next read")
        expect(theo.form).to_contain_text("Safe and fair")
        theo.close()
        album.keep(theo, "06-home-of-a-mentee")
        assert "came back from leave" not in maya.go("home").inner_text()


def test_a_mentor_reads_what_fits_and_opens_a_plan(browser: Browser, album: Album) -> None:
    with matched(browser, "maya") as (maya,):
        maya.say("/mentor learn")
        expect(maya.form).to_contain_text("Listening first")
        album.keep(maya, "11-reads-and-plans")
        in_form(maya, "Read for a minute")
        maya.form.get_by_role("radio", name="Wait").check()
        maya.catch_up()
        expect(maya.form).to_contain_text("Yes. A pause is often thinking")
        in_form(maya, "Reads and plans")
        expect(maya.form).to_contain_text("Open questions")
        maya.form.locator("select").last.select_option(label="A first talk, 45 minutes")
        maya.catch_up()
        expect(maya.form).to_contain_text("The mentor begins, with something that went wrong.")
        album.keep(maya, "12-a-plan")
        in_form(maya, "Another idea")
        idea = maya.form.inner_text()
        in_form(maya, "Another idea")
        assert maya.form.inner_text() != idea
        maya.close()
        at_home(maya, "More about me")
        expect(maya.form).not_to_contain_text("Wishes about a mentor")
        in_form(maya, "Keep people apart")
        album.keep(maya, "13-apart")
        maya.close()


def test_from_outside_one_reads_what_this_is(browser: Browser, album: Album) -> None:
    with matched(browser, "otto") as (otto,):
        at_home(otto, "What this is, and is not")
        expect(otto.form).to_contain_text("It is not coaching by your manager")
        album.keep(otto, "21-what-this-is")
        otto.close()
        otto.go()
        otto.say("/mentor learn")
        expect(otto.form).to_contain_text("It is voluntary")
        otto.close()
        otto.say("/mentor join")
        otto.fill(hope="I want to be heard.")
        in_form(otto, "What this is, and is not")
        otto.form.get_by_role("button", name="Close", exact=True).click()
        otto.catch_up()
        expect(otto.part("hope").locator("input, textarea")).to_have_value("I want to be heard.")
        otto.close()
