"""The twelve weeks of Theo and Maya, walked in the demo's page from its first form to its last."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.company import CHANNEL
from bot.demo import Stage, playing
from tests.browser.story_walk import Album, Habit, Life, Walker, window

pytestmark = pytest.mark.browser

IMAGES = Path(__file__).parents[2] / "docs" / "images"
LIGHT = "Talk now and then, without me"
HOPE = "I want to say hard things without hurting people."
QUESTION = "How do I tell a friend that she talks too much?"
PRIVATE = ("hard things early", "before I comment", "They thanked me", "I ask first")
"""What Theo writes for himself only."""

TAPS = ("Yes, we met", "Easy", "Go on")
ALL_MESSAGES = 60
"""More presses of "Next message" than twelve weeks take."""


@pytest.fixture
def stage() -> Iterator[Stage]:
    with playing() as found:
        yield found


@pytest.fixture
def album(tmp_path: Path) -> Album:
    """Kept in docs/images when KEEP_SCREENS is set."""
    return Album(IMAGES if os.environ.get("KEEP_SCREENS") else tmp_path)


def test_twelve_weeks_in_the_page(browser: Browser, stage: Stage, album: Album) -> None:
    with ExitStack() as windows:
        theo, maya, ada, otto = (
            windows.enter_context(window(browser, stage, f"U_{name}"))
            for name in ("THEO", "MAYA", "ADA", "OTTO")
        )
        sees_an_open_door(otto, album)
        joins(theo, album)
        asks(theo, album)
        accept(maya, theo, album)
        pick_a_time(theo, album)
        keeps_a_question(theo, album)
        live(theo, maya, album)
        look_back(theo, maya, album)
        sees_counts_only(ada, album)


# --- the first days -------------------------------------------------------------------------------


def sees_an_open_door(otto: Walker, album: Album) -> None:
    """Somebody who never joined has a Home with one way in."""
    home = otto.go("home")
    expect(home.get_by_role("button", name="Join mentoring")).to_be_visible()
    album.keep(otto, "01-home-of-a-stranger")


def joins(theo: Walker, album: Album) -> None:
    theo.say("/mentor")
    expect(theo.message("It is voluntary")).to_contain_text("Only visible to you")
    album.keep(theo, "02-first-message")
    theo.tap("Join mentoring")
    expect(theo.part("roles").get_by_role("radio", name="a mentor", exact=True)).to_be_checked()
    theo.pick("topics", "giving feedback")
    theo.fill(hope=HOPE)
    album.keep(theo, "03-join")
    theo.send()
    expect(theo.form).to_contain_text("The next step is in your messages with me.")
    theo.close()


def asks(theo: Walker, album: Album) -> None:
    theo.tap("See who fits")
    expect(theo.form).to_contain_text("@Maya Okafor offers giving feedback")
    album.keep(theo, "04-who-fits")
    theo.tap_below("@Maya Okafor", "Ask this mentor")
    theo.close()
    expect(theo.message("I asked @Maya Okafor")).to_be_visible()


def accept(maya: Walker, theo: Walker, album: Album) -> None:
    """The request reaches Maya in her hours; both agree to the same four lines."""
    maya.close()
    maya.let_pass("One day")
    expect(maya.message(HOPE)).to_be_visible()
    album.keep(maya, "05-request")
    maya.tap("Accept")
    expect(maya.form).to_contain_text("What is said stays between you two.")
    album.keep(maya, "06-four-lines")
    maya.send()
    maya.close()
    theo.let_pass("Next message")
    album.keep(theo, "07-four-lines-again")
    theo.tap("Accept and start")
    expect(theo.message("both said yes")).to_be_visible()


def pick_a_time(theo: Walker, album: Album) -> None:
    """In the group of the two and the bot, among times that fit both."""
    theo.let_pass("Next message")
    theo.go_to_group("Maya Okafor")
    expect(theo.message("meet @Theo Brandt")).to_be_visible()
    album.keep(theo, "08-introduction")
    theo.tap("Pick a time")
    expect(theo.part("starts_at").get_by_role("radio")).to_have_count(4)
    album.keep(theo, "09-pick-a-time")
    theo.send()
    theo.close()
    expect(theo.message("Your talk is set for")).to_be_visible()
    theo.go()


def keeps_a_question(theo: Walker, album: Album) -> None:
    theo.tap("Keep a question")
    theo.fill(text=QUESTION)
    album.keep(theo, "10-keep-a-question")
    theo.send()
    theo.close()
    expect(theo.go("home")).to_contain_text(QUESTION)
    theo.go()


# --- the weeks ------------------------------------------------------------------------------------


def live(theo: Walker, maya: Walker, album: Album) -> None:
    """Message by message: both answer what they are asked, until it is rounded off."""
    habits = {"theo": (theo, mentee(album)), "maya": (maya, mentor(album))}
    life = Life(habits)
    for _ in range(ALL_MESSAGES):
        theo.let_pass("Next message")
        life.look()
        if theo.message("have rounded it off").count():
            break
    expect(theo.message("have rounded it off")).to_be_visible()
    expect(maya.message("have rounded it off")).to_contain_text("You waited.")
    for walker, its_habits in habits.values():
        never_asked = set(its_habits) - set(walker.tapped)
        assert never_asked <= {"Yes, we met"}, walker.slack_id
    assert "Yes, we met" in theo.tapped + maya.tapped


def mentee(album: Album) -> dict[str, Habit]:
    """Theo answers everything."""
    closing = {"changed": "I ask first.", "number": "8", "thanks": "You waited.", "next": LIGHT}
    goal = {"sentence": "I say hard things early.", "evidence": "I ask before I comment."}
    trying = {"what": "Ask before I comment", "cue": "After the Monday meeting"}
    return {
        **dict.fromkeys((*TAPS, "Yes, I decided"), seen(album)),
        "Send my topics": sends_once(album),
        "Write my goal": filled(album, "goal", **goal),
        "Rate my goal": filled(album, "rate", number="4"),
        "Choose a number": filled(album, "number", number="3"),
        "Note what I try": filled(album, "try", **trying),
        "Tell what happened": filled(album, "happened", happened="They thanked me."),
        "Round it off": filled(album, "closing", **closing),
    }


def mentor(album: Album) -> dict[str, Habit]:
    """Maya taps what she is asked."""
    closing = {"changed": "I wait longer.", "thanks": "You tried it out.", "next": LIGHT}
    taps = dict.fromkeys((*TAPS, "I did", "I brought it"), seen(album))
    return {**taps, "Round it off": filled(album, "closing", **closing)}


def seen(album: Album) -> Habit:
    """A tap is all; what took the place of the buttons is kept once."""

    def act(who: Walker) -> None:
        album.keep_first(who, f"20-{who.slack_id[2:].lower()}-{who.tapped[-1]}")

    return act


def filled(album: Album, name: str, **fields: str) -> Habit:
    """Fill these fields of the form that opens, and send it."""

    def act(who: Walker) -> None:
        who.fill(**fields)
        album.keep_first(who, f"30-{who.slack_id[2:].lower()}-{name}")
        who.send()
        who.close()

    return act


def sends_once(album: Album) -> Habit:
    """Send the question kept; later talks need none."""

    def act(who: Walker) -> None:
        topics = who.part("topics").get_by_role("textbox")
        if topics.input_value() != QUESTION:
            return who.close()
        album.keep_first(who, "30-theo-topics")
        return who.send()

    return act


# --- afterwards -----------------------------------------------------------------------------------


def look_back(theo: Walker, maya: Walker, album: Album) -> None:
    """Nothing follows; each reads their own, and Maya nothing that Theo wrote for himself."""
    newest = theo.page.locator(".message").count()
    theo.let_pass("One week")
    assert theo.page.locator(".message").count() == newest
    assert QUESTION in maya.go().inner_text()
    maya_read = maya.page.get_by_role("main").inner_text() + maya.go("home").inner_text()
    assert not [words for words in PRIVATE if words in maya_read]
    album.keep(maya, "41-home-of-the-mentor")
    theo.go("home")
    album.keep(theo, "42-home-of-the-mentee")


def sees_counts_only(ada: Walker, album: Album) -> None:
    """The coordinators' card tells how the program stands, and no word of anybody."""
    card = ada.go(CHANNEL)
    expect(card).to_contain_text("No mentorship is running.")
    album.keep(ada, "43-card")
    assert not [words for words in (*PRIVATE, QUESTION, HOPE) if words in card.inner_text()]
