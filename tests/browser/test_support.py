"""Help in the demo's page: the card, the stop, a line to a coordinator, the check of words."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.beginnings import matched
from tests.browser.story_walk import Album, Walker

pytestmark = pytest.mark.browser

HARM = "Some days I want to die."
CONTACTS = ("Care line 4040", "people@northwind.example", "Ombuds office, room 2", "112")
LINE = "I would like to talk about my match."


def offers_help(who: Walker) -> None:
    for words in CONTACTS:
        expect(who.form).to_contain_text(words)


def test_help_is_two_taps_away_and_a_stop_holds_this_moment(browser: Browser, album: Album) -> None:
    with matched(browser, "theo", "maya") as (theo, maya):
        while not theo.message("Did you talk?").count():
            theo.let_pass("Next message")
        theo.choose("Need help?", theo.message("Did you talk?"))
        offers_help(theo)
        theo.close()
        theo.tap("Need help?", theo.go("home"))
        offers_help(theo)
        album.keep(theo, "help-1-card")
        theo.tap("Stop this match now", theo.form)
        expect(theo.form).to_contain_text("It has stopped.")
        theo.close()
        theo.go()
        expect(theo.message("this mentorship has ended")).to_be_visible()
        assert theo.page.get_by_role("button", name="Yes, we met").count() == 0
        album.keep(theo, "help-2-messages-after-the-stop")
        maya.tap("Need help?", maya.go("home"))
        maya.tap("Worried about someone", maya.form)
        expect(maya.form).to_contain_text("Listen:")
        album.keep(maya, "help-3-worried")
        maya.close()
        maya.go()
        assert maya.message("has ended").count() == 0
        maya.let_pass("One week")
        expect(maya.message("has ended")).to_contain_text("Endings are normal")
        assert maya.page.get_by_role("button", name="Yes, we met").count() == 0
        album.keep(maya, "help-4-partner-told")


def test_words_of_harm_are_answered_to_the_writer_before_they_are_kept(
    browser: Browser, album: Album
) -> None:
    with matched(browser, "theo") as (theo,):
        theo.say("/mentor note")
        theo.fill(text=HARM)
        theo.form.locator(".buttons button.primary").click()
        expect(theo.form).to_contain_text("Nothing is saved yet, and your text is still here.")
        expect(theo.part("text").locator("textarea")).to_have_value(HARM)
        album.keep(theo, "harm-1-before-it-is-saved")
        theo.send()
        expect(theo.form).to_contain_text("Kept.")
        theo.close()
        theo.say("i want to kill myself")
        expect(theo.message("I keep nothing of what you wrote.")).to_contain_text("Care line 4040")
        album.keep(theo, "harm-2-typed-to-the-bot")


def test_a_line_reaches_the_coordinator_who_was_chosen(browser: Browser, album: Album) -> None:
    with matched(browser, "theo", "tom", "ada") as (theo, tom, ada):
        theo.tap("Need help?", theo.go("home"))
        theo.tap("Write to a coordinator", theo.form)
        album.keep(theo, "line-1-whom")
        theo.form.locator(".blocks > *", has_text="Tom Reyes").get_by_role("button").click()
        theo.catch_up()
        theo.fill(text=LINE, may_act="Yes, you may act")
        album.keep(theo, "line-2-form")
        theo.send()
        theo.close()
        expect(tom.message(LINE)).to_contain_text("You may act on this.")
        album.keep(tom, "line-3-read")
        ada.go()
        assert ada.message(LINE).count() == 0


def test_from_outside_the_card_offers_only_what_is_there(browser: Browser, album: Album) -> None:
    with matched(browser, "otto") as (otto,):
        otto.tap("Need help?", otto.go("home"))
        offers_help(otto)
        assert otto.form.get_by_role("button").all_inner_texts() == ["✕", "Close"]
        album.keep(otto, "help-5-from-outside")
