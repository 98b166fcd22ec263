"""Forms: every input, errors at fields, stacks, and what goes wrong."""

import pytest
from playwright.sync_api import Route

from sandbox import Client, Sandbox
from tests.browser.app import Parrot
from tests.browser.conftest import Opener
from tests.browser.kit import EVERY_INPUT, actions, button, confirm, field, modal, options, section
from tests.browser.seeing import dialog, expect, open_form, pick, settled
from tests.browser.seeing import field as block

pytestmark = pytest.mark.browser
LINE = {"type": "plain_text_input"}
ERRORS = {"response_action": "errors", "errors": {"line": "Not this one"}}


def test_every_input_is_sent_as_it_was_filled_in(look: Opener, bot: Parrot, client: Client) -> None:
    page = look("U_ANA")
    form = open_form(page)

    form.get_by_label("Line").fill("One")
    form.get_by_label("Story").fill("First\nSecond")
    form.get_by_label("Email").fill("ana@example.org")
    form.get_by_label("Link").fill("https://example.org")
    form.get_by_label("Number").fill("7")
    form.get_by_label("Rich").fill("Rich words")
    form.get_by_label("Fruit").select_option("Banana")
    pick(form, "Basket", "Cherry")
    pick(form, "Basket", "Banana")
    pick(form, "City", "Lisbon")
    pick(form, "Topic", "Lima", "li")
    form.get_by_label("Person").select_option("Ben Okri")
    pick(form, "Team", "Ben Okri")
    pick(form, "Team", "Cy Young")
    form.get_by_label("Channel").select_option("town")
    form.get_by_label("Large").check()
    form.get_by_label("Milk").check()
    form.get_by_label("Sugar").check()
    form.get_by_label("Day").fill("2026-12-24")
    form.get_by_label("Hour").fill("15:30")
    form.get_by_label("Moment").fill("2026-11-02T04:00")
    form.get_by_role("button", name="Send").click()

    expect(dialog(page)).to_have_count(0)
    values = bot.values
    chosen = {
        id: [each["value"] for each in entry["selected_options"]]
        for id, entry in values.items()
        if "selected_options" in entry
    }
    bare = {
        id: next(value for key, value in entry.items() if key != "type")
        for id, entry in values.items()
        if id not in chosen
    }
    assert chosen == {
        "basket": ["cherry", "banana"],
        "topic": ["lima"],
        "extras": ["milk", "sugar"],
    }
    assert bare.pop("rich")["elements"][0]["elements"][0]["text"] == "Rich words"
    assert {bare.pop(id)["value"] for id in ("fruit", "city", "size")} == {
        "banana",
        "lisbon",
        "large",
    }
    assert bare == {
        "line": "One",
        "story": "First\nSecond",
        "email": "ana@example.org",
        "link": "https://example.org",
        "number": "7",
        "person": "U_BEN",
        "team": ["U_BEN", "U_CY"],
        "channel": "C_TOWN",
        "day": "2026-12-24",
        "hour": "15:30",
        "moment": 1793610000,
    }


def test_initial_values_are_shown_and_can_be_taken_away(look: Opener, bot: Parrot) -> None:
    fruit = options("Apple", "Banana")
    bot.view = modal(
        "Filled in",
        field("Line", {**LINE, "initial_value": "before"}, optional=True),
        field("Fruit", {"type": "static_select", "options": fruit, "initial_option": fruit[1]}),
        field(
            "Basket",
            {"type": "multi_static_select", "options": fruit, "initial_options": fruit},
            optional=True,
        ),
        field("Person", {"type": "users_select", "initial_user": "U_CY"}),
        field("Size", {"type": "radio_buttons", "options": fruit, "initial_option": fruit[0]}),
        field("Day", {"type": "datepicker", "initial_date": "2026-11-05"}, optional=True),
        field("Moment", {"type": "datetimepicker", "initial_date_time": 1793610000}),
    )
    page = look("U_ANA")
    form = open_form(page)

    expect(form.get_by_label("Line")).to_have_value("before")
    expect(form.get_by_label("Fruit")).to_have_value("banana")
    expect(form.get_by_label("Person")).to_have_value("U_CY")
    expect(form.get_by_label("Apple", exact=True)).to_be_checked()
    expect(form.get_by_label("Day")).to_have_value("2026-11-05")
    expect(form.get_by_label("Moment")).to_have_value("2026-11-02T04:00")
    form.get_by_label("Line").fill("")
    form.get_by_label("Day").fill("")
    form.get_by_role("button", name="Remove Apple").click()
    expect(block(form, "Basket").get_by_role("combobox")).to_be_focused()
    block(form, "Basket").get_by_role("combobox").press("Backspace")
    form.get_by_role("button", name="Send").click()

    expect(dialog(page)).to_have_count(0)
    assert bot.values["line"]["value"] is None
    assert bot.values["day"]["selected_date"] is None
    assert bot.values["basket"]["selected_options"] == []


def test_required_fields_and_wrong_words_are_held_back(look: Opener, bot: Parrot) -> None:
    bot.view = modal(
        "Checked",
        field("Line", {**LINE, "min_length": 3}),
        field("Email", {"type": "email_text_input"}),
        field("Link", {"type": "url_text_input"}),
        field("Number", {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}),
        field("Size", {"type": "radio_buttons", "options": options("Small")}),
        field("Free", LINE, optional=True),
    )
    page = look("U_ANA")
    form = open_form(page)
    form.get_by_label("Line").fill("ab")
    form.get_by_label("Email").fill("nobody")
    form.get_by_label("Link").fill("nowhere")
    form.get_by_label("Number").fill("10")
    heard = len(bot.heard)

    form.get_by_label("Number").press("Enter")

    expect(form.locator(".error:visible")).to_have_text(
        [
            "This needs at least 3 characters.",
            "This needs an email address.",
            "This needs a link (https://…).",
            "This takes 9 or less.",
            "Please complete this required field.",
        ]
    )
    expect(form.get_by_label("Line")).to_be_focused()
    expect(form.get_by_label("Line")).to_have_accessible_description(
        "This needs at least 3 characters."
    )
    expect(form.get_by_label("Free")).to_have_accessible_name("Free (optional)")
    assert len(bot.heard) == heard


def test_errors_of_the_app_stand_at_their_fields_until_it_agrees(look: Opener, bot: Parrot) -> None:
    bot.view = modal("Two", field("Other", LINE, optional=True), field("Line", LINE))
    bot.answer = ERRORS
    page = look("U_ANA")
    form = open_form(page)
    form.get_by_label("Line").fill("this")

    form.get_by_role("button", name="Send").click()

    expect(block(form, "Line").locator(".error")).to_have_text("Not this one")
    expect(form.get_by_label("Line")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Line")).to_be_focused()
    expect(form.get_by_label("Line")).to_have_value("this")
    expect(form.get_by_label("Other")).not_to_have_attribute("aria-invalid", "true")
    bot.answer = {}
    form.get_by_label("Line").fill("that")
    form.get_by_role("button", name="Send").click()
    expect(dialog(page)).to_have_count(0)
    assert bot.values["line"]["value"] == "that"


def test_a_form_that_is_not_answered_says_so_and_stays(
    look: Opener, bot: Parrot, sandbox: Sandbox
) -> None:
    bot.view = modal("Slow", field("Line", LINE))
    page = look("U_ANA")
    form = open_form(page)
    form.get_by_label("Line").fill("this")
    sandbox.set_windows(ack=0.6)
    bot.go.clear()
    send = form.get_by_role("button", name="Send")

    send.click()

    expect(send).to_have_attribute("aria-busy", "true")
    expect(form.get_by_role("alert").last).to_have_text(
        "We had some trouble connecting. Try again? (operation_timeout)"
    )
    expect(send).not_to_have_attribute("aria-busy", "true")
    bot.go.set()
    sandbox.set_windows(ack=3.0)
    send.click()
    expect(dialog(page)).to_have_count(0)


def test_the_answer_to_a_form_can_be_another_one(look: Opener, bot: Parrot) -> None:
    bot.view = modal("First", section("Ready?"))
    bot.answer = {"response_action": "update", "view": modal("Second", section("Done"))}
    page = look("U_ANA")
    form = open_form(page)

    form.get_by_role("button", name="Send").click()

    expect(page.get_by_role("dialog", name="Second")).to_contain_text("Done")
    expect(page.get_by_role("dialog", name="First")).to_have_count(0)


def test_a_choice_can_change_the_form_while_one_types(look: Opener, bot: Parrot) -> None:
    size = field(
        "Size",
        {"type": "radio_buttons", "options": options("Small", "Large")},
        dispatch_action=True,
    )
    line = field("Line", LINE)
    bot.view = modal("Before", size, line)
    after = modal("After", size, field("More", LINE, optional=True), line)
    bot.works["size"] = lambda body, client: client.views_update(
        view_id=body["view"]["id"], view=after
    )
    page = look("U_ANA")
    form = open_form(page)
    form.get_by_label("Line").fill("typed")

    form.get_by_label("Large").check()

    expect(page.get_by_role("dialog", name="After")).to_be_visible()
    expect(form.get_by_label("More")).to_be_visible()
    expect(form.get_by_label("Line")).to_have_value("typed")
    expect(form.get_by_label("Large")).to_be_checked()
    expect(form.get_by_label("Large")).to_be_focused()


def test_typed_words_are_dispatched_with_enter(look: Opener, bot: Parrot) -> None:
    bot.view = modal("Search", field("Line", LINE, dispatch_action=True))
    page = look("U_ANA")
    form = open_form(page)

    form.get_by_label("Line").fill("find me")
    form.get_by_label("Line").press("Enter")

    settled(page)
    assert bot.action["value"] == "find me"
    expect(form).to_be_visible()


def test_forms_stack_and_come_back_as_they_were(look: Opener, bot: Parrot) -> None:
    deeper = modal("Second", field("Other", LINE), close={"type": "plain_text", "text": "Back"})
    bot.view = modal("First", field("Line", LINE), actions(button("Deeper", "deeper")))
    bot.works["deeper"] = lambda body, client: client.views_push(
        trigger_id=body["trigger_id"], view=deeper
    )
    page = look("U_ANA")
    form = open_form(page)
    form.get_by_label("Line").fill("kept")
    form.get_by_role("button", name="Deeper").click()

    second = page.get_by_role("dialog", name="Second")
    expect(second.get_by_label("Other")).to_be_focused()
    page.keyboard.press("Escape")
    expect(second).to_have_count(0)
    first = page.get_by_role("dialog", name="First")
    expect(first.get_by_label("Line")).to_have_value("kept")
    expect(first.get_by_role("button", name="Deeper")).to_be_focused()
    first.get_by_role("button", name="Deeper").click()
    second.get_by_role("button", name="Back").click()
    expect(first).to_be_visible()
    first.get_by_role("button", name="Deeper").click()
    second.get_by_role("button", name="Close all").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_closing_tells_the_app_where_it_asked_for_that(
    look: Opener, bot: Parrot, client: Client
) -> None:
    bot.view = {**EVERY_INPUT, "notify_on_close": True}
    page = look("U_ANA")
    open_form(page).get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert client.until(lambda: bot.last.get("type") == "view_closed")


def test_an_impatient_escape_closes_no_more_than_one_form(look: Opener, bot: Parrot) -> None:
    second = modal("Second", field("Other", LINE))
    bot.view = modal("First", field("Line", LINE), actions(button("Deeper", "deeper")))
    bot.works["deeper"] = lambda body, client: client.views_push(
        trigger_id=body["trigger_id"], view=second
    )
    page = look("U_ANA")
    open_form(page).get_by_role("button", name="Deeper").click()
    expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/control/close", hold)

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    page.wait_for_timeout(50)
    assert len(held) == 1
    held[0].continue_()

    expect(page.get_by_role("dialog", name="Second")).to_have_count(0)
    expect(page.get_by_role("dialog", name="First")).to_be_visible()


def test_options_come_live_from_the_app(look: Opener, bot: Parrot, client: Client) -> None:
    bot.view = EVERY_INPUT
    page = look("U_ANA")
    form = open_form(page)
    topic = block(form, "Topic")
    box = topic.get_by_role("combobox")

    box.press_sequentially("l")
    expect(topic.get_by_role("status")).to_have_text("Type at least 2 letters.")
    box.press_sequentially("i")
    expect(topic.get_by_role("option")).to_have_text(["Lima", "Lisbon"])
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press_sequentially("zzz")
    expect(topic.get_by_role("status")).to_have_text("Nothing fits.")
    box.fill("os")
    expect(topic.get_by_role("option")).to_have_text(["Oslo"])
    box.press("Escape")
    expect(topic.get_by_role("option")).to_have_count(0)
    expect(form).to_be_visible()
    box.press("ArrowDown")
    expect(topic.get_by_role("option")).to_have_text(["Oslo"])
    box.press("Enter")
    expect(topic.get_by_role("button", name="Remove Oslo")).to_be_visible()
    settled(page)
    view = client.person("U_ANA").view
    assert view is not None
    assert view.inputs["Topic"].value[0]["value"] == "oslo"


def test_several_live_options_can_be_chosen(look: Opener, bot: Parrot, client: Client) -> None:
    page = look("U_ANA")
    topic = block(open_form(page), "Topic")
    for letters, city in (("os", "Oslo"), ("li", "Lima")):
        pick(dialog(page), "Topic", city, letters)
        settled(page)
        expect(topic.get_by_role("button", name=f"Remove {city}")).to_be_visible()

    view = client.person("U_ANA").view
    assert view is not None
    assert [each["value"] for each in view.inputs["Topic"].value] == ["oslo", "lima"]


def test_no_more_than_allowed_can_be_chosen(look: Opener, bot: Parrot) -> None:
    page = look("U_ANA")
    team = block(open_form(page), "Team")
    for name in ("Ana Ruiz", "Ben Okri", "Cy Young"):
        pick(dialog(page), "Team", name)

    expect(team.get_by_role("status")).to_have_text("At most 2 can be chosen.")
    expect(team.get_by_role("list", name="Chosen").get_by_role("button")).to_have_count(2)


def test_a_denied_confirmation_takes_the_choice_back(look: Opener, bot: Parrot) -> None:
    fruit = {"type": "static_select", "action_id": "fruit", "options": options("Apple")}
    bot.view = modal("Ask", section("Fruit?", {**fruit, "confirm": confirm("Apples are final.")}))
    page = look("U_ANA")
    form = open_form(page)

    form.get_by_label("Fruit?").select_option("Apple")
    page.get_by_role("button", name="Rather not").click()

    expect(form.get_by_label("Fruit?")).to_have_value("")
    form.get_by_label("Fruit?").select_option("Apple")
    page.get_by_role("button", name="Do it").click()
    expect(form.get_by_label("Fruit?")).to_have_value("apple")
    settled(page)
    assert bot.action["selected_option"]["value"] == "apple"


def test_a_form_can_be_filled_in_with_the_keyboard_alone(look: Opener, bot: Parrot) -> None:
    bot.view = modal(
        "Keys",
        field("Line", LINE),
        field("Fruit", {"type": "static_select", "options": options("Apple", "Banana")}),
        field("Size", {"type": "radio_buttons", "options": options("Small", "Large")}),
        field("Extras", {"type": "checkboxes", "options": options("Milk", "Sugar")}),
        field("Basket", {"type": "multi_static_select", "options": options("Apple", "Banana")}),
        field("Day", {"type": "datepicker"}),
    )
    page = look("U_ANA")
    page.get_by_role("link", name="Parrot Home").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    keys = page.keyboard
    keys.type("/try form")
    keys.press("Enter")
    expect(dialog(page).get_by_label("Line")).to_be_focused()
    keys.type("by hand")
    keys.press("Tab")
    keys.type("Ban")
    keys.press("Tab")
    keys.press("Space")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("ba")
    expect(block(dialog(page), "Basket").get_by_role("option")).to_have_text(["Banana"])
    keys.press("Enter")
    keys.press("Tab")
    keys.type("12242026")
    expect(dialog(page).get_by_label("Day")).to_have_value("2026-12-24")
    for _ in range(6):
        keys.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Send":
            break
    keys.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    values = bot.values
    assert values["line"]["value"] == "by hand"
    assert values["fruit"]["selected_option"]["value"] == "banana"
    assert values["size"]["selected_option"]["value"] == "large"
    assert [each["value"] for each in values["extras"]["selected_options"]] == ["milk"]
    assert [each["value"] for each in values["basket"]["selected_options"]] == ["banana"]
    assert values["day"]["selected_date"] == "2026-12-24"
    expect(page.get_by_role("textbox", name="Message to")).to_be_focused()
