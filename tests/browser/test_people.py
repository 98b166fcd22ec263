"""Who one is, where one can go, and what of it is new."""

import re

import pytest

from sandbox import Client
from tests.browser.app import Parrot
from tests.browser.conftest import Clock, Opener
from tests.browser.seeing import expect, newest

pytestmark = pytest.mark.browser


def test_a_new_tab_asks_who_one_is_and_says_what_time_it_is_there(look: Opener) -> None:
    page = look()

    expect(page.get_by_role("heading", level=1)).to_have_text("Who are you?")
    links = page.get_by_role("listitem").get_by_role("link")
    expect(links).to_have_text(
        ["Ana RuizMon 04:00, New York", "Ben OkriMon 09:00, London", "Cy YoungMon 18:00, Tokyo"]
    )
    links.nth(1).click()
    expect(page).to_have_url(re.compile("#U_BEN$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Parrot")


def test_one_becomes_somebody_else_in_the_header(look: Opener, bot: Parrot) -> None:
    bot.post("U_ANA", "For Ana")
    page = look("U_BEN")
    expect(page.get_by_text("No messages yet")).to_have_count(0)

    page.get_by_label("You are").select_option("U_ANA")

    expect(newest(page)).to_contain_text("For Ana")
    expect(page.get_by_label("You are").locator("option")).to_have_text(
        [
            "Ana Ruiz · Mon 04:00, New York",
            "Ben Okri · Mon 09:00, London",
            "Cy Young · Mon 18:00, Tokyo",
        ]
    )


def test_two_tabs_are_two_people(look: Opener, client: Client) -> None:
    ana, ben = look("U_ANA", "C_TOWN"), look("U_BEN", "C_TOWN")

    client.person("U_ANA").write("from Ana", "C_TOWN")

    for page in (ana, ben):
        expect(newest(page)).to_contain_text("Ana Ruiz")
        expect(newest(page)).to_contain_text("from Ana")
    expect(ana.locator(".message time")).to_have_text("04:00")
    expect(ben.locator(".message time")).to_have_text("09:00")


def test_only_ones_own_conversations_are_listed(look: Opener, bot: Parrot) -> None:
    bot.web.conversations_open(users=["U_ANA", "U_CY"])
    page = look("U_ANA")
    nav = page.get_by_role("navigation")

    expect(nav.get_by_role("link")).to_have_text(["⌂Parrot Home", "✉Parrot", "#town", "☷Cy Young"])
    expect(nav.get_by_role("link", name="Parrot", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    page.get_by_label("You are").select_option("U_BEN")
    expect(nav.get_by_role("link")).to_have_text(
        ["⌂Parrot Home", "✉Parrot", "#town", "#deskprivate", "#oldarchived"]
    )


def test_a_conversation_of_others_shows_nothing(look: Opener, client: Client) -> None:
    client.person("U_BEN").write("between us", "C_DESK")
    page = look("U_ANA", "C_DESK")

    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here")
    expect(page.get_by_text("between us")).to_have_count(0)


def test_what_is_new_elsewhere_is_counted_until_it_is_looked_at(
    look: Opener, client: Client
) -> None:
    page = look("U_ANA")
    town = page.get_by_role("link", name="town")
    client.person("U_BEN").write("one", "C_TOWN")
    client.person("U_BEN").write("two", "C_TOWN")

    expect(town).to_have_accessible_name("town 2 new")
    expect(page).to_have_title("(2) Ana Ruiz · Harbour")
    town.click()
    expect(town).to_have_accessible_name("town")
    expect(page).to_have_title("Ana Ruiz · Harbour")


def test_messages_stand_under_the_day_in_ones_own_zone(
    look: Opener, client: Client, clock: Clock
) -> None:
    client.person("U_CY").write("first")
    clock.advance(hours=7)
    client.person("U_CY").write("second")
    page = look("U_CY")

    expect(page.locator(".day")).to_have_text(
        ["Monday, 2 November 2026", "Tuesday, 3 November 2026"]
    )
    expect(page.locator(".message time")).to_have_text(["18:00", "01:00"])


def test_an_app_without_a_connection_is_said_to_be_away(look: Opener, client: Client) -> None:
    page = look("U_ANA")
    expect(page.locator("#team")).to_have_text("Harbour")
    client.drop_sockets()
    expect(page.locator("#team")).to_have_text("Harbour · the app is not connected")
    client.wait_until_connected(timeout=20)
    expect(page.locator("#team")).to_have_text("Harbour")
