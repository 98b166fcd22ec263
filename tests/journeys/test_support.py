"""Need help? The card, the stop, the line to a coordinator, the check before saving; no trace."""

from datetime import timedelta
from typing import Any

import pytest

from tests import builders
from tests.journeys.fields import choice, sent
from tests.journeys.fields import text as text_field
from tests.journeys.hands import with_a_talk
from tests.journeys.rows import told
from tests.office import CHANNEL, MONDAY, Actor, Office

HARM = "Some days I want to die."

pytestmark = pytest.mark.slow


@pytest.fixture
def running(slack: Office) -> Office:
    """Theo has Maya, Lena looks for somebody."""
    return with_a_talk(slack)


def everything(office: Office) -> str:
    return told(office.host.store)


def support(who: Actor) -> None:
    """Somebody opens the card from Home."""
    assert who.home() is not None
    who.press_home("Need help?")
    assert who.view is not None


@pytest.mark.parametrize("name", ["theo", "maya", "otto"])
def test_the_card_names_all_four_contacts_and_leaves_no_trace(running: Office, name: str) -> None:
    who = running.person(f"U_{name.upper()}")
    who.home()
    before = everything(running)
    support(who)
    for words in ("Care line 4040", "people@northwind.example", "Ombuds office", "112"):
        assert words in who.view
    assert ("Stop this match now" in who.view) == (name != "otto")
    running.settle()
    assert everything(running) == before


def test_the_card_comes_from_the_menu_of_a_message_and_from_a_question(running: Office) -> None:
    running.go_to(MONDAY + timedelta(days=2, hours=5))
    message = running.theo.wait_for("Did you talk?")
    running.theo.choose("Need help?", message=message)
    assert "Care line 4040" in running.theo.view
    running.theo.close_view(whole_stack=True)
    running.theo.command("/mentor goal")
    running.theo.fill("sentence", "I say it early.")
    running.theo.press("Need help?", in_view=True)
    assert "Care line 4040" in running.theo.view
    running.theo.close_view()
    assert running.theo.view.inputs["sentence"].value == "I say it early."


def test_a_mentor_who_is_worried_reads_how_to_look_listen_and_link(running: Office) -> None:
    support(running.maya)
    running.maya.press("Worried about someone", in_view=True)
    for words in ("Look:", "Listen:", "Link:", "112"):
        assert words in running.maya.view


def test_the_stop_holds_this_moment_and_the_partner_is_told_later_without_a_name(
    running: Office,
) -> None:
    running.theo.command("/mentor note How do I begin?")
    running.theo.submit()
    support(running.theo)
    running.theo.press("Stop this match now", in_view=True)
    assert "It has stopped." in running.theo.view
    running.settle()
    before = len(running.maya.dms)
    running.go_to(running.clock.wall() + timedelta(hours=2))
    assert len(running.maya.dms) == before
    running.go_to(MONDAY + timedelta(days=5))
    told = [one for one in running.maya.dms if "has ended" in one]
    assert len(told) == 1
    assert "asked" not in told[0].text
    assert not any("Did you talk" in one for one in (*running.maya.dms, *running.theo.dms))
    with running.host.store.read() as unit:
        (ending,) = unit.endings.find()
    assert ending.asked_by is None
    running.theo.command("/mentor find")
    assert "People who fit" in running.theo.view.title or "fit" in running.theo.view


def test_stopping_twice_stops_once(running: Office) -> None:
    support(running.theo)
    running.theo.press("Stop this match now", in_view=True)
    support(running.theo)
    assert "Stop this match now" not in running.theo.view
    with running.host.store.read() as unit:
        assert len(unit.endings.find()) == 1


# --- before something is saved --------------------------------------------------------------------


def test_words_of_harm_show_where_help_is_before_they_are_saved_and_stay(running: Office) -> None:
    running.theo.command("/mentor note")
    running.theo.fill("text", HARM)
    before = everything(running)
    running.theo.submit()
    shown = running.theo.view
    assert "Nothing is saved yet" in shown
    assert "Care line 4040" in shown
    assert shown.inputs["text"].value == HARM
    assert shown.submit == "Save it anyway"
    assert everything(running) == before
    running.theo.submit()
    assert "Kept." in running.theo.view
    with running.host.store.read() as unit:
        assert [one.text for one in unit.notes.find()] == [HARM]


def test_harmless_words_are_saved_at_once(running: Office) -> None:
    running.theo.command("/mentor note")
    running.theo.fill("text", "How do I say that a deadline kills me?")
    running.theo.submit()
    assert "Kept." in running.theo.view


def test_what_was_chosen_beside_the_words_stays_chosen_too(running: Office) -> None:
    running.theo.command("/mentor join")
    running.theo.fill("hope", HARM)
    running.theo.submit()
    assert running.theo.view.inputs["hope"].value == HARM
    assert running.theo.view.inputs["topics"].value
    running.theo.submit()
    with running.host.store.read() as unit:
        theo = unit.people.one(slack_id="U_THEO")
        (place,) = unit.participants.find(person_id=theo.id if theo else "")
        assert [one.line for one in unit.roles.find(participant_id=place.id)] == [HARM]


def test_words_of_harm_typed_to_the_bot_are_answered_though_it_just_spoke(running: Office) -> None:
    running.theo.write("hello")
    running.settle()
    running.theo.write("i want to kill myself")
    running.settle()
    answer = running.theo.dms[-1]
    assert "Care line 4040" in answer
    assert "112" in answer
    assert ("Need help?", "support.open") in [one[:2] for one in answer.buttons]
    left = everything(running)
    assert "concern" not in left
    assert "kill" not in left


def test_asking_for_help_leaves_no_row_that_says_so(running: Office) -> None:
    running.theo.write("help")
    running.settle()
    assert "Need help?" in running.theo.dms[-1]
    assert "reply.help" not in everything(running)


# --- a line to a coordinator ----------------------------------------------------------------------


def write_to(who: Actor, name: str, line: str = "May we talk?") -> None:
    """Somebody writes to a coordinator from the card."""
    support(who)
    who.press("Write to a coordinator", in_view=True)
    who.press("Write to them", in_view=True, within=name)
    who.fill("text", line)
    who.fill("may_act", "Yes, you may act")
    who.submit()


def test_a_line_reaches_the_one_coordinator_who_was_chosen_and_is_gone(running: Office) -> None:
    write_to(running.theo, "Tom", "I would like to talk about my match.")
    assert "It is on its way" in running.theo.view
    running.settle()
    got = running.tom.dms[-1]
    assert "I would like to talk about my match." in got
    assert "You may act on this." in got
    assert "Maya" not in got.visible()
    assert not any("about my match" in one for one in running.ada.dms)
    assert not any("about my match" in str(one) for one in running.slack.posts(CHANNEL))
    with running.host.store.read() as unit:
        assert unit.support_lines.find() == ()
    assert "about my match" not in everything(running)


def test_nobody_in_the_match_and_no_manager_of_either_can_be_chosen(running: Office) -> None:
    running.slack.join(CHANNEL, "U_MAYA")
    with running.host.store.unit() as unit:
        maya = unit.people.one(slack_id="U_MAYA")
        assert maya is not None
        unit.managers.add(builders.manager(maya, running_person("U_TOM")))
    running.pass_time(minutes=2)
    support(running.theo)
    running.theo.press("Write to a coordinator", in_view=True)
    shown = running.theo.view.text()
    assert "Ada Lind" in shown
    assert "Maya" not in shown
    assert "Tom" not in shown


def running_person(slack_id: str) -> Any:
    return builders.person(builders.ADA, slack_id=slack_id)


def test_a_line_needs_a_choice_and_a_coordinator_who_still_is_one(running: Office) -> None:
    nothing = {"type": "radio_buttons", "selected_option": None}
    said = {"text": text_field("May we talk?"), "may_act": nothing}
    reply = running.theo.submit_raw(sent("U_THEO", "form.contact", "U_ADA", said))
    assert list(reply.ack_payload["errors"]) == ["may_act"]
    whole = {**said, "may_act": choice("no")}
    reply = running.theo.submit_raw(sent("U_THEO", "form.contact", "U_OTTO", whole))
    assert "cannot be chosen" in str(reply.ack_payload["errors"])
    with running.host.store.read() as unit:
        assert unit.support_lines.find() == ()
