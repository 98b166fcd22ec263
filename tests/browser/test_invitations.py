"""Invitations in the demo's page: who is asked, what each answer leads to, what is seen of it."""

import pytest
from playwright.sync_api import Browser, expect

from bot.company import CHANNEL
from tests.browser.beginnings import opened
from tests.browser.story_walk import Album, Walker

pytestmark = pytest.mark.browser

ASKED = "would like you to join"
IN = "You are in, and two people offer what you asked for."


def join(who: Walker) -> None:
    who.pick("topics", "giving feedback")
    who.send()
    expect(who.form).to_contain_text("The next step is in your messages with me.")
    who.close()


def messages(who: Walker) -> list[str]:
    who.catch_up()
    return who.page.locator(".message .said").all_inner_texts()


def test_each_answer_stands_in_place_and_a_coordinator_sees_only_who_joined(
    browser: Browser, album: Album
) -> None:
    with opened(browser, "ada", "theo", "sam", "otto") as (ada, theo, sam, otto):
        ada.go(CHANNEL)
        ada.tap("Invite people")
        ada.pick("people", "Theo Brandt", "Sam Rivera", "Otto Outsider")
        ada.send()
        expect(ada.form).to_contain_text("one message each to 3 people, on Tuesday 24 November")
        expect(ada.form).to_contain_text("You get one colleague to think with")
        album.keep(ada, "invite-1-preview")
        ada.send()
        ada.close()
        assert messages(theo) == []
        ada.let_pass("One day")
        ada.let_pass("One day")
        expect(theo.message(ASKED)).to_contain_text("never part of a review")
        album.keep(theo, "invite-2-asked")
        theo.tap("Join mentoring")
        join(theo)
        (only,) = messages(theo)
        assert IN in only
        album.keep(theo, "invite-3-joined-in-place")
        sam.catch_up()
        sam.tap("Not now")
        expect(sam.message("I ask once more on Tuesday 1 December")).to_be_visible()
        otto.catch_up()
        otto.tap("No thanks")
        expect(otto.message("I never write to you about joining again")).to_be_visible()
        ada.say("/mentor admin")
        ada.tap("See who was invited")
        expect(ada.message("Invited, and in it now")).to_contain_text("now: @Theo Brandt.")
        album.keep(ada, "invite-4-roster")
        ada.let_pass("One week")
        assert len(messages(otto)) == 1
        expect(sam.message("This is my last message about it")).to_be_visible()
        sam.say("/mentor join")
        join(sam)
        before, newest = messages(sam)
        assert "You are in. Your next step is in my newest message" in before
        assert IN in newest
        album.keep(sam, "invite-5-joined-by-word-after-the-reminder")
        home = otto.go("home")
        expect(home.get_by_role("button", name="Join mentoring")).to_be_visible()
        expect(home.get_by_role("button", name="See my data")).to_be_visible()


def test_a_post_in_a_channel_lets_everybody_there_join(browser: Browser, album: Album) -> None:
    with opened(browser, "ada", "otto") as (ada, otto):
        ada.stage.slack.invite_bot("C0GENERAL", by="U_ADA")
        ada.go(CHANNEL)
        ada.tap("Invite people")
        ada.fill(channel="general")
        ada.send()
        expect(ada.form).to_contain_text("is open to everyone here")
        album.keep(ada, "invite-6-preview-of-a-post")
        ada.send()
        ada.close()
        otto.go("C0GENERAL")
        expect(otto.message("is open to everyone here")).to_be_visible()
        album.keep(otto, "invite-7-post")
        otto.tap("Join mentoring")
        join(otto)
        expect(otto.message("is open to everyone here")).to_be_visible()
        otto.go()
        expect(otto.message(IN)).to_be_visible()
