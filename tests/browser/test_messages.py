"""Messages: how they read, what they offer, and how they change while one looks."""

import pytest

from sandbox import Client, Sandbox
from tests.browser.app import Parrot
from tests.browser.conftest import Clock, Opener
from tests.browser.kit import EVERY_BLOCK, actions, button, section
from tests.browser.seeing import composer, expect, newest, say, settled

pytestmark = pytest.mark.browser
NINE = 1793610000
"""2 November 2026, 09:00 in London."""

MARKS = [
    ("*bold* and _slanted_ and ~gone~", "<b>bold</b> and <i>slanted</i> and <s>gone</s>"),
    ("*_both_*", "<b><i>both</i></b>"),
    ("snake_case_name, 2*3*4", "snake_case_name, 2*3*4"),
    ("`*code*`", "<code>*code*</code>"),
    ("a &lt;b&gt; &amp;amp;", "a &lt;b&gt; &amp;amp;"),
    ("<@U_BEN>", '<span class="mention">@Ben Okri</span>'),
    ("<#C_TOWN|old>", '<span class="mention">#town</span>'),
    ("<!here>", '<span class="mention">@here</span>'),
    ("<javascript:alert(1)|click>", "click"),
    ("a\n&gt; quoted\nb", "a<blockquote>quoted</blockquote>b"),
    ("x\n```\n*a*\n  b```\ny", "x<pre>*a*\n  b\n</pre>y".replace("\n</pre>", "</pre>")),
]


@pytest.mark.parametrize(("text", "shown"), MARKS)
def test_markup_becomes_elements(look: Opener, bot: Parrot, text: str, shown: str) -> None:
    bot.post("U_ANA", text)
    page = look("U_ANA")

    assert newest(page).locator(".words").inner_html() == shown


def test_a_link_opens_elsewhere_and_tells_nobody_where_from(look: Opener, bot: Parrot) -> None:
    bot.post("U_ANA", "<https://example.org/?a=1&amp;b=2|here> <mailto:a@example.org>")
    page = look("U_ANA")

    link = page.get_by_role("link", name="here")
    expect(link).to_have_attribute("href", "https://example.org/?a=1&b=2")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(page.get_by_role("link", name="a@example.org")).to_be_visible()


def test_data_never_becomes_markup(look: Opener, bot: Parrot, client: Client) -> None:
    evil = '<img src=x onerror="document.title = 1"><script>1</script>'
    client.change_user("U_BEN", real_name=evil)
    client.person("U_BEN").write(evil, "C_TOWN")
    bot.post("U_ANA", evil, [section(evil, button(evil[:70]))])
    page = look("U_ANA")
    expect(page.locator(".message")).to_have_count(1)
    page.get_by_role("link", name="town").click()
    expect(page.locator(".heading b")).to_have_text(evil)

    assert page.locator("#main img, #main script").count() == 0


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("{date_num}", "2026-11-02"),
        ("{date}", "November 2, 2026"),
        ("{date_short}", "Nov 2, 2026"),
        ("{date_long}", "Monday, November 2, 2026"),
        ("{date_pretty} at {time}", "Today at 4:00 AM"),
        ("{ago}", "1 hour ago"),
        ("{nonsense}", "{nonsense}"),
    ],
)
def test_dates_are_told_in_the_readers_zone_and_way(
    look: Opener, bot: Parrot, clock: Clock, pattern: str, shown: str
) -> None:
    clock.advance(hours=1)
    bot.post("U_ANA", f"<!date^{NINE}^{pattern}|nine in London>")
    page = look("U_ANA")

    assert newest(page).locator(".words").inner_text().replace("\u202f", " ") == shown


def test_every_block_is_shown(look: Opener, bot: Parrot) -> None:
    bot.post("U_ANA", "x", EVERY_BLOCK)
    page = look("U_ANA")
    message = newest(page)

    expect(message.get_by_role("heading", name="A header")).to_be_visible()
    expect(message.locator(".section").first).to_have_text("Hello @Ana Ruiz, how is it?Beside")
    expect(message.locator(".fields > *")).to_have_text(["Role\nMentor", "Plain *stars*"])
    expect(message.get_by_role("separator")).to_be_visible()
    rich = message.locator(".rich")
    expect(rich.locator("b")).to_have_text("Bold")
    expect(rich.locator("ul li")).to_have_text(["first", "second"])
    expect(rich.locator("ol li")).to_have_text(["one", "two"])
    expect(rich.locator("blockquote")).to_have_text("quoted")
    expect(rich.locator("pre")).to_have_text("kept  as is")
    for name in ("a sun", "a large moon"):
        expect(message.get_by_role("img", name=name)).to_be_visible()
    expect(message.locator(".context i")).to_have_text("print")
    expect(message.get_by_text("Marked down")).to_be_visible()
    expect(message.get_by_role("cell", name="cell")).to_be_visible()
    chart = message.get_by_role("table", name="Talks")
    expect(chart.get_by_role("row")).to_have_text(["Planned", "May3"])


def test_an_edit_appears_live_and_the_focus_stays_there(look: Opener, bot: Parrot) -> None:
    at = bot.post("U_ANA", "x", [section("Shall we?"), actions(button("Yes"))])
    after = [section("Agreed"), actions(button("Undo"))]
    bot.works["press"] = lambda body, client: client.chat_update(**at, text="x", blocks=after)
    page = look("U_ANA")

    page.get_by_role("button", name="Yes").click()

    expect(newest(page)).to_contain_text("Agreed")
    expect(newest(page)).to_contain_text("(edited)")
    assert bot.action["action_id"] == "press"
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    bot.web.chat_update(**at, text="Over", blocks=[])
    expect(newest(page)).to_contain_text("Over")
    expect(newest(page)).to_be_focused()


def test_a_deleted_message_goes(look: Opener, bot: Parrot) -> None:
    at = bot.post("U_ANA", "soon gone")
    page = look("U_ANA")
    expect(page.get_by_text("soon gone")).to_be_visible()
    bot.web.chat_delete(**at)
    expect(page.get_by_text("soon gone")).to_have_count(0)


def test_what_only_one_person_sees_says_so(look: Opener, bot: Parrot) -> None:
    bot.web.chat_postEphemeral(channel="C_DESK", user="U_BEN", text="psst")
    page = look("U_BEN", "C_DESK")

    expect(newest(page)).to_contain_text("Only visible to you")
    expect(newest(page)).to_contain_text("psst")


def test_new_messages_are_announced_and_scrolled_to(look: Opener, client: Client) -> None:
    page = look("U_ANA", "C_TOWN")
    for number in range(30):
        client.person("U_BEN").write(f"number {number}", "C_TOWN")

    expect(page.get_by_text("number 29")).to_be_in_viewport()
    expect(page.get_by_role("log", name="Messages in #town")).to_be_visible()


def test_controls_on_a_message_send_what_was_chosen(look: Opener, bot: Parrot) -> None:
    bot.post("U_ANA", "x", EVERY_BLOCK)
    page = look("U_ANA")

    def heard(key: str) -> object:
        settled(page)
        return bot.action[key]

    page.get_by_role("button", name="Beside").click()
    assert heard("action_id") == "beside"
    page.get_by_label("Fruit").select_option("Cherry")
    assert heard("selected_option")["value"] == "cherry"  # type: ignore[index]
    page.get_by_label("Somebody").select_option("Ben Okri")
    assert heard("selected_user") == "U_BEN"
    page.get_by_label("Choose a day").fill("2026-12-24")
    assert heard("selected_date") == "2026-12-24"
    page.get_by_label("Choose a time").fill("15:30")
    assert heard("selected_time") == "15:30"
    page.get_by_role("radiogroup", name="How large?").get_by_label("L").check()
    assert heard("selected_option")["value"] == "l"  # type: ignore[index]
    extras = page.get_by_role("group", name="What else?")
    extras.get_by_label("Apple").check()
    extras.get_by_label("Cherry").check()
    assert [each["value"] for each in heard("selected_options")] == ["apple", "cherry"]  # type: ignore[attr-defined]
    page.get_by_role("combobox", name="Which?").click()
    page.get_by_role("listbox").get_by_role("option", name="Banana").click()
    assert [each["value"] for each in heard("selected_options")] == ["banana"]  # type: ignore[attr-defined]
    expect(page.get_by_role("button", name="Remove Banana")).to_be_visible()


def test_the_overflow_menu_works_with_the_keyboard(look: Opener, bot: Parrot) -> None:
    bot.post("U_ANA", "x", EVERY_BLOCK)
    page = look("U_ANA")
    more = page.get_by_role("button", name="More actions")

    more.press("Enter")
    expect(page.get_by_role("menuitem", name="Why")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Later")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("menu")).to_have_count(0)
    expect(more).to_be_focused()
    settled(page)
    assert bot.action["selected_option"]["value"] == "later"
    more.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(more).to_be_focused()


def test_a_confirmation_is_asked_for_first(look: Opener, bot: Parrot) -> None:
    bot.post("U_ANA", "x", EVERY_BLOCK)
    page = look("U_ANA")
    no = page.get_by_role("button", name="No", exact=True)
    question = page.get_by_role("dialog", name="Are you sure?")

    no.click()
    expect(question).to_have_accessible_description("This cannot be taken back.")
    question.get_by_role("button", name="Rather not").click()
    expect(question).to_have_count(0)
    assert bot.heard == []
    expect(no).to_be_focused()
    no.click()
    question.get_by_role("button", name="Do it").click()
    settled(page)
    assert bot.action["action_id"] == "no"


def test_a_button_waits_for_the_app_and_says_when_it_did_not_answer(
    look: Opener, bot: Parrot, sandbox: Sandbox
) -> None:
    bot.post("U_ANA", "x", [actions(button("Yes"))])
    sandbox.set_windows(ack=0.6)
    bot.go.clear()
    page = look("U_ANA")

    page.get_by_role("button", name="Yes").click()

    expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("alert")).to_have_text("This did not go through: operation_timeout")
    expect(page.get_by_role("button", name="Yes")).not_to_have_attribute("aria-busy", "true")


def test_words_go_to_the_conversation(look: Opener, bot: Parrot, client: Client) -> None:
    page = look("U_ANA")

    say(page, "is 1 < 2 & 3, @ben?")

    expect(newest(page).locator(".words")).to_have_text("is 1 < 2 & 3, @Ben Okri?")
    expect(composer(page)).to_have_value("")
    client.until(lambda: bool(bot.heard))
    assert bot.last["event"]["text"] == "is 1 &lt; 2 &amp; 3, <@U_BEN>?"
    page.get_by_role("link", name="town").click()
    expect(page.get_by_role("heading", name="town")).to_be_visible()
    expect(composer(page)).to_have_attribute("placeholder", "Message to #town")
    composer(page).fill("two")
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("lines")
    page.get_by_role("button", name="Send").click()
    expect(newest(page).locator(".words")).to_have_text("two\nlines")
    assert client.person("U_BEN").messages("C_TOWN")[-1].text == "two\nlines"


def test_a_command_is_run_and_its_answer_shown_to_one_person(look: Opener, bot: Parrot) -> None:
    bot.said = "Said only to *you*"
    page = look("U_ANA", "C_TOWN")

    say(page, "/try <this> @ben")

    expect(newest(page)).to_contain_text("Only visible to you")
    expect(newest(page)).to_contain_text("Said only to you")
    assert bot.last["text"] == "&lt;this&gt; <@U_BEN|ben>"
    assert bot.last["channel_id"] == "C_TOWN"


def test_a_command_that_fails_says_so_and_gives_the_words_back(
    look: Opener, bot: Parrot, sandbox: Sandbox
) -> None:
    sandbox.set_windows(ack=0.3)
    bot.go.clear()
    page = look("U_ANA")

    say(page, "/try this")

    expect(page.get_by_role("alert")).to_have_text(
        "/try failed with the error “operation_timeout”."
    )
    expect(composer(page)).to_have_value("/try this")
    say(page, "/other")
    expect(page.get_by_role("alert")).to_have_text("/other is not a valid command.")
    bot.go.set()


def test_an_archived_channel_takes_no_words(look: Opener) -> None:
    page = look("U_BEN", "C_OLD")
    expect(page.get_by_text("This channel is archived.")).to_be_visible()
    expect(composer(page)).to_have_count(0)
