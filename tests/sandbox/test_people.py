"""People act through Slack, and the real Bolt hears and answers them."""

import pytest
from slack_sdk import WebClient

from sandbox import Client, Impossible
from tests.sandbox.app import CARD, FORM, Bot


def test_a_command_reaches_bolt_and_is_acknowledged(client: Client, bot: Bot) -> None:
    reply = client.person("U_ANA").command("/mentor hello @ben")
    assert reply.acked
    assert reply.seconds < 3
    assert bot.heard[-1]["text"] == "hello <@U_BEN|ben>"
    assert bot.heard[-1]["channel_id"] == "D_ANA"


def test_words_in_the_acknowledgement_of_a_command_are_shown_to_the_person_only(
    client: Client, bot: Bot
) -> None:
    client.person("U_BEN").command("/mentor say", channel="C_DESK")
    assert [message.text for message in client.person("U_BEN").ephemerals()] == ["said"]
    client.join("C_DESK", "U_ANA")
    assert client.person("U_ANA").messages("C_DESK") == []


def test_a_broken_acknowledgement_of_a_command_shows_an_error(client: Client, bot: Bot) -> None:
    reply = client.person("U_ANA").command("/mentor badly")
    assert reply.error == "invalid_command_response"
    assert [error["error"] for error in client.errors()] == ["invalid_command_response"]


def test_a_command_that_is_not_in_the_manifest_cannot_be_run(client: Client) -> None:
    with pytest.raises(Impossible):
        client.person("U_ANA").command("/other")


def test_a_command_without_an_acknowledgement_shows_a_timeout(
    sandbox_with_short_ack: None, client: Client, bot: Bot
) -> None:
    reply = client.person("U_ANA").command("/mentor slow")
    bot.slow.set()
    assert (reply.acked, reply.error) == (False, "operation_timeout")
    assert len(client.unacked()) == 1


def test_a_response_url_answers_and_replaces(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor respond")
    assert ana.wait_for("second").edited
    assert [message.text for message in ana.ephemerals()] == ["second"]


def test_a_form_is_opened_filled_in_and_submitted(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor form")
    view = ana.wait_for_view("A form")
    assert view.private_metadata == "kept"
    assert [view.inputs["Goal"].label, view.inputs["date"].block_id] == ["Goal", "day"]
    ana.fill("Goal", "to learn")
    ana.fill("day", "2026-12-01")
    assert ana.submit().acked
    assert ana.view is None
    values = bot.of_type("view_submission")[0]["view"]["state"]["values"]
    assert values["goal"]["text"] == {"type": "plain_text_input", "value": "to learn"}
    assert values["day"]["date"]["selected_date"] == "2026-12-01"
    assert values["city"]["city"]["selected_option"] is None


@pytest.mark.parametrize("value", [None, "ab"])
def test_a_form_is_not_sent_while_a_field_is_missing_or_too_short(
    client: Client, bot: Bot, value: str | None
) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor form")
    ana.wait_for_view()
    ana.fill("Goal", value)
    with pytest.raises(Impossible, match="Goal"):
        ana.submit()
    assert bot.of_type("view_submission") == []


def test_errors_stand_at_their_fields_and_the_form_stays(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor form")
    ana.wait_for_view()
    ana.fill("Goal", "to learn")
    bot.answer = {"response_action": "errors", "errors": {"goal": "Too vague", "nowhere": "Lost"}}
    reply = ana.submit()
    assert reply.errors == {"goal": "Too vague"}
    view = ana.view
    assert view is not None
    assert "Too vague" in view
    assert view.inputs["Goal"].value == "to learn"
    assert [error["error"] for error in client.errors()] == ["error_lost"]
    assert [found["pointer"] for found in client.lint()] == ["/errors/nowhere"]


@pytest.mark.parametrize(
    ("action", "title"), [("update", "Step two"), ("push", "Step two"), ("clear", None)]
)
def test_a_submission_can_update_push_and_clear(
    client: Client, bot: Bot, action: str, title: str | None
) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor form")
    ana.wait_for_view()
    ana.fill("Goal", "to learn")
    bot.answer = {"response_action": action}
    if title:
        bot.answer["view"] = {**FORM, "title": {"type": "plain_text", "text": title}}
    ana.submit()
    view = ana.view
    assert (view.title if view else None) == title
    if action == "push":
        ana.close_view()
        assert ana.wait_for_view("A form").title == "A form"


def test_a_closed_form_tells_the_app_that_asked_for_it(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    ana.shortcut("shortcut.log")
    ana.wait_for_view()
    ana.close_view()
    assert client.until(lambda: len(bot.of_type("view_closed")) == 1)
    assert bot.of_type("view_closed")[0]["is_cleared"] is False


def test_three_forms_stack_and_a_fourth_is_refused(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor form")
    first = ana.wait_for_view().id
    for _ in range(3):
        ana.press("Deeper", in_view=True)
        client.until(lambda: bool(client.journal(kind="call", method="views.push")))
    refused = ("push_limit_reached",)
    assert client.until(lambda: tuple(error["error"] for error in client.errors()) == refused)
    top = ana.view
    assert top is not None
    assert top.id != first


def test_options_come_from_the_app_for_an_external_select(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor form")
    ana.wait_for_view()
    ana.fill("City", "Lima")
    view = ana.view
    assert view is not None
    assert view.inputs["City"].value["value"] == "lima"
    with pytest.raises(Impossible, match="Paris"):
        ana.fill("City", "Paris")


def test_a_pressed_button_leads_to_an_edit(client: Client, bot: Bot, api: WebClient) -> None:
    ana = client.person("U_ANA")
    api.chat_postMessage(channel="U_ANA", text="Shall we?", blocks=CARD)
    card = ana.dm
    assert card is not None
    assert card.visible() == "Shall we, @Ana Ruiz?\n[Yes]\n[No]\n[…]"
    assert card.menu == ["Why", "Later"]
    assert ana.press("Yes").acked
    edited = ana.wait_for("Agreed")
    assert edited.edited
    assert edited.buttons == []
    with pytest.raises(Impossible, match="Yes"):
        ana.press("Yes")


def test_an_option_of_a_menu_is_sent_with_its_value(
    client: Client, bot: Bot, api: WebClient
) -> None:
    api.chat_postMessage(channel="U_ANA", text="Shall we?", blocks=CARD)
    client.person("U_ANA").choose("Why")
    assert client.until(lambda: bool(bot.heard))
    assert bot.heard[0]["actions"][0]["selected_option"]["value"] == "why"


def test_a_double_click_is_heard_twice(client: Client, bot: Bot, api: WebClient) -> None:
    api.chat_postMessage(channel="U_ANA", text="Shall we?", blocks=CARD)
    reply = client.person("U_ANA").press("No", double=True)
    assert reply.acked
    assert reply.others[0].acked
    assert client.until(lambda: len(bot.of_type("block_actions")) == 2)


def test_the_home_tab_is_published_when_it_is_opened(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    home = ana.home()
    assert home is not None
    assert home.buttons == [("Begin", "no", "1")]
    assert ana.press_home("Begin").acked


def test_a_written_message_reaches_the_app(client: Client, bot: Bot) -> None:
    assert client.person("U_ANA").write("hello").acked
    assert client.until(lambda: bool(bot.of_type("message")))
    assert bot.of_type("message")[0]["event"]["channel_type"] == "im"


def test_written_markup_arrives_harmless(client: Client, bot: Bot) -> None:
    client.person("U_ANA").write("<!channel> & @ben")
    assert client.until(lambda: bool(bot.of_type("message")))
    text = bot.of_type("message")[0]["event"]["text"]
    assert text == "&lt;!channel&gt; &amp; <@U_BEN>"
    assert client.person("U_ANA").messages()[0].visible() == "<!channel> & @Ben Okri"


def test_an_external_select_on_a_message_asks_the_app(
    client: Client, bot: Bot, api: WebClient
) -> None:
    city = {"type": "external_select", "action_id": "city"}
    api.chat_postMessage(
        channel="U_ANA", text="Where?", blocks=[{"type": "actions", "elements": [city]}]
    )
    assert client.person("U_ANA").choose("Lima", of="city").acked
    assert client.until(lambda: len(bot.of_type("block_actions")) == 1)


def test_a_double_submission_is_heard_twice_and_answered_once(client: Client, bot: Bot) -> None:
    ana = client.person("U_ANA")
    ana.command("/mentor form")
    ana.wait_for_view()
    ana.fill("Goal", "to learn")
    ana.submit(double=True)
    assert ana.view is None
    assert client.until(lambda: len(bot.of_type("view_submission")) == 2)


def test_what_the_bot_posts_comes_back_and_bolt_leaves_it_alone(
    client: Client, bot: Bot, api: WebClient
) -> None:
    api.chat_postMessage(channel="U_ANA", text="mine")
    assert client.until(lambda: len(client.journal(kind="ack")) == 1)
    envelope = client.journal(kind="envelope")[0]
    assert envelope["payload"]["event"]["bot_id"] == "B0SANDBOX"
    assert bot.heard == []


def test_deactivated_people_act_only_by_crafted_payloads(
    client: Client, bot: Bot, api: WebClient
) -> None:
    ts = api.chat_postMessage(channel="U_ANA", text="Shall we?", blocks=CARD)["ts"]
    client.deactivate("U_ANA")
    ana = client.person("U_ANA")
    with pytest.raises(Impossible, match="deactivated"):
        ana.press("Yes")
    assert ana.press_raw("raw", "1", ts, "D_ANA").acked
    assert ana.submit_raw({"callback_id": "form", "state": {"values": {}}}).acked
    assert client.until(lambda: len(bot.of_type("view_submission")) == 1)


def test_changes_of_people_and_channels_are_told(client: Client, bot: Bot) -> None:
    client.change_user("U_ANA", tz="Asia/Tokyo")
    client.join("C_DESK", "U_ANA")
    client.leave("C_DESK", "U_ANA")
    client.archive("C_DESK", by="U_BEN")
    client.change_channel_id("C_DESK", "C_NEW")
    client.remove_bot("C_NEW")
    client.until(lambda: len(bot.heard) >= 6)
    assert sorted(body["event"]["type"] for body in bot.heard) == [
        "channel_id_changed",
        "group_archive",
        "group_left",
        "member_joined_channel",
        "member_left_channel",
        "user_change",
    ]


def test_members_of_channels_without_the_bot_or_the_scope_are_not_told(
    client: Client, bot: Bot
) -> None:
    assert client.join("C_VAULT", "U_ANA").error == "not_subscribed"
    client.remove_scope("groups:read")
    assert client.join("C_DESK", "U_ANA").error == "not_subscribed"
    assert client.join("C_TOWN", "U_CY").error == "not_subscribed"
