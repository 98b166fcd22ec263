"""Home, shortcuts, the host's panel, and the page as a whole: names, widths, colours."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.app import Parrot
from tests.browser.conftest import Opener
from tests.browser.kit import EVERY_BLOCK, EVERY_INPUT, actions, button, field, section
from tests.browser.seeing import composer, dialog, expect, newest, open_form, settled

pytestmark = pytest.mark.browser

ROLES = {
    *("button", "checkbox", "combobox", "dialog", "grid", "group", "heading", "image", "link"),
    *("listbox", "log", "menu", "menuitem", "navigation", "option", "radio", "radiogroup"),
    *("searchbox", "spinbutton", "textbox", "Date", "DateTime", "InputTime"),
}
MAY_BE_BARE = {"group"}
"""Roles that Chromium also gives to parts of its own date fields and to optgroups."""


def nameless(page: Page) -> list[str]:
    """The roles of everything in the accessibility tree that should have a name and has none."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    wanted = ROLES - MAY_BE_BARE
    return [
        json.dumps(node)
        for node in tree["nodes"]
        if not node["ignored"]
        and node["role"]["value"] in wanted
        and not node.get("name", {}).get("value", "").strip()
    ]


def roles(page: Page) -> set[str]:
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return {node["role"]["value"] for node in tree["nodes"] if not node["ignored"]}


def overflowing(page: Page) -> bool:
    """Whether the page, or the form on it, is wider than the window."""
    script = """() => [document.documentElement, ...document.querySelectorAll(
        "#main, .messages, .home, dialog, .modal .content, header, #nav")]
        .some(node => node.scrollWidth > node.clientWidth + 1)"""
    return bool(page.evaluate(script))


def test_home_is_opened_pressed_and_follows_the_app(look: Opener, bot: Parrot) -> None:
    bot.home = [section("Welcome"), actions(button("Begin"))]
    again = [section("Welcome back"), actions(button("Begin"))]
    bot.works["press"] = lambda body, client: client.views_publish(
        user_id="U_ANA", view={"type": "home", "blocks": again}
    )
    page = look("U_ANA")
    page.get_by_role("link", name="Parrot Home").click()

    expect(page.get_by_text("Welcome", exact=True)).to_be_visible()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Welcome back")).to_be_visible()
    expect(page.get_by_role("button", name="Begin")).to_be_focused()
    assert bot.action["action_id"] == "press"
    expect(composer(page)).to_have_count(0)


def test_inputs_on_home_are_kept(look: Opener, bot: Parrot) -> None:
    bot.home = [field("Line", {"type": "plain_text_input"}, dispatch_action=True)]
    page = look("U_ANA", "home")

    page.get_by_label("Line").fill("words")
    page.get_by_label("Line").press("Enter")

    settled(page)
    assert bot.action["value"] == "words"


def test_a_shortcut_opens_a_form_from_anywhere(look: Opener, bot: Parrot) -> None:
    page = look("U_ANA", "C_TOWN")
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem").first.click()

    expect(page.get_by_role("dialog", name="Everything")).to_be_visible()
    assert bot.last["callback_id"] == "open_form"


def test_the_hosts_panel_is_shown_and_pressed(look: Opener) -> None:
    page = look("U_ANA")
    bar = page.get_by_role("group", name="Clock")
    expect(bar.get_by_role("time")).to_have_text("Mon, 2 Nov 2026, 04:00")

    bar.get_by_role("button", name="Next day").press("Enter")

    expect(bar.get_by_role("time")).to_have_text("Tue, 3 Nov 2026, 04:00")
    expect(bar.get_by_role("button", name="Next day")).to_be_focused()
    expect(page.get_by_label("You are")).to_contain_text("Ana Ruiz · Tue 04:00, New York")


def test_a_panel_that_fails_says_why(look: Opener, complaints: list[str]) -> None:
    page = look("U_ANA")
    page.route("**/panel/*", lambda route: route.fulfill(status=409, body="The clock is stuck."))

    page.get_by_role("button", name="Next day").click()

    expect(page.get_by_role("alert")).to_have_text("The clock is stuck.")
    assert "409" in complaints.pop()


def test_a_sandbox_that_went_away_is_said_and_forgiven(
    look: Opener, bot: Parrot, complaints: list[str]
) -> None:
    page = look("U_ANA")
    page.route("**/control/*", lambda route: route.abort())
    bot.post("U_ANA", "still there?")
    expect(page.get_by_role("alert")).to_contain_text("The sandbox does not answer")

    page.unroute("**/control/*")

    expect(newest(page)).to_contain_text("still there?")
    expect(page.get_by_role("alert")).to_have_count(0)
    complaints.clear()


def test_without_a_host_there_is_no_panel(look: Opener) -> None:
    page = look()
    page.context.route("**/panel", lambda route: route.fulfill(status=204))
    page = look("U_ANA")
    expect(page.locator("#panel")).to_be_hidden()


def test_everything_that_can_be_used_has_a_name(look: Opener, bot: Parrot) -> None:
    bot.home = EVERY_BLOCK
    bot.post("U_ANA", "x", EVERY_BLOCK)
    page = look("U_ANA")
    assert nameless(page) == []
    page.get_by_role("button", name="More actions").click()
    assert "menuitem" in roles(page)
    assert nameless(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Which?").click()
    assert "option" in roles(page)
    assert nameless(page) == []
    open_form(page)
    assert "dialog" in roles(page)
    assert nameless(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Parrot Home").click()
    expect(page.locator(".home .section").first).to_be_visible()
    assert nameless(page) == []
    assert nameless(look()) == []


@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_fits(
    look: Opener, bot: Parrot, tmp_path: Path, width: int, scheme: Any
) -> None:
    bot.home = EVERY_BLOCK
    bot.post("U_ANA", "a " * 200 + "w" * 120, None)
    bot.post("U_ANA", "x", EVERY_BLOCK)
    page = look("U_ANA", width=width)
    page.emulate_media(color_scheme=scheme)
    expect(newest(page)).to_be_visible()
    for name in ("dm", "form", "home"):
        if name == "form":
            open_form(page).get_by_role("button", name="Send").click()
            expect(dialog(page).locator(".error").first).to_be_visible()
        if name == "home":
            page.keyboard.press("Escape")
            expect(dialog(page)).to_have_count(0)
            if width < 700:
                page.get_by_role("button", name="Conversations").click()
            page.get_by_role("link", name="Parrot Home").click()
            expect(page.locator(".home .section").first).to_be_visible()
        page.screenshot(path=tmp_path / f"{name}.png")
        assert not overflowing(page), name


def test_the_conversations_of_a_narrow_window_open_and_close(look: Opener) -> None:
    page = look("U_ANA", width=360)
    toggle = page.get_by_role("button", name="Conversations")
    nav = page.get_by_role("navigation")
    expect(nav).to_be_hidden()
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    nav.get_by_role("link", name="town").click()
    expect(nav).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("#town")


def test_nothing_is_loaded_from_elsewhere(look: Opener, bot: Parrot) -> None:
    bot.post("U_ANA", "x", EVERY_BLOCK)
    page = look()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.split("#")[0] + "?again#U_ANA")
    expect(newest(page)).to_be_visible()

    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {
        page.url.split("/")[2]
    }
    assert EVERY_INPUT["blocks"]
