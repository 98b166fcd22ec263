"""Invitations over the wire: in their own mornings, one reminder, and nobody learns who said no."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import State
from sandbox.client import SeenMessage
from tests.office import CHANNEL, MONDAY, Actor, Office

pytestmark = pytest.mark.slow

TUESDAY_NOON = MONDAY + timedelta(days=1, hours=3)
ASKED = "would like you to join"


@pytest.fixture
def opened(slack: Office) -> Office:
    """An open program that nobody has joined, on a Monday at nine in Madrid."""
    slack.open_program()
    return slack


def invite(who: Actor, *people: str, role: str = "to find a mentor", double: bool = False) -> str:
    """Invite these people by the card; what the preview said."""
    who.press("Invite people", channel=CHANNEL)
    if role != "to find a mentor":
        who.fill("role", role)
    who.fill("people", list(people))
    said = preview(who)
    if said:
        who.submit(double=double)
        who.close_view()
    return said


def preview(who: Actor) -> str:
    """Send the first form; what the second one says, or "" where it was refused."""
    errors = who.submit().errors
    return "" if errors else f"{who.view.words}\n[{who.view.submit}]"


def errors(who: Actor) -> str:
    """Send the form; what stands at its fields."""
    return " ".join(who.submit().errors.values())


def card(office: Office) -> str:
    """What the living card says."""
    return str(office.ada.messages(CHANNEL)[-1])


def invitations(who: Actor) -> list[SeenMessage]:
    """What invited somebody, reminders too."""
    return [one for one in who.dms if ASKED in one or "asked you to join" in one]


def sane(office: Office) -> None:
    assert office.slack.lint() == []
    assert office.slack.errors() == []
    assert office.slack.unacked() == []


# --- the message, once and in the morning ---------------------------------------------------------


def test_each_is_asked_once_on_a_tuesday_morning_of_their_own(opened: Office) -> None:
    said = invite(opened.ada, "U_THEO", "U_LENA", "U_OTTO", double=True)
    assert "one message each to 3 people, on Tuesday 24 November" in said
    assert "Invite 3 people" in said
    opened.go_to(MONDAY + timedelta(hours=22))
    assert opened.theo.dms == []
    opened.go_to(TUESDAY_NOON)
    (asked,) = opened.theo.dms
    assert "which starts on Monday 30 November" in asked
    assert "45 minutes, every two weeks, for 12 weeks" in asked
    assert "never part of a review" in asked
    assert len(opened.lena.dms) == 1
    assert opened.otto.dms == []
    opened.go_to(MONDAY + timedelta(days=2))
    assert len(opened.otto.dms) == 1
    opened.settle()
    assert "3 people invited" in card(opened)
    sane(opened)


def test_nobody_is_asked_twice_and_who_is_left_out_is_counted(opened: Office) -> None:
    invite(opened.ada, "U_THEO")
    opened.join(opened.maya, "to be a mentor", "Silence is not kindness.", "giving feedback")
    opened.slack.deactivate("U_JONAS")
    said = invite(opened.tom, "U_THEO", "U_MAYA", "U_GUEST", "U_JONAS", "U_LENA")
    assert "to one person" in said
    assert (
        "Left out: one who is or was in it, one who was invited before, one guest and "
        "one bot or deactivated account." in said
    )
    opened.ada.press("Invite people", channel=CHANNEL)
    opened.ada.fill("people", ["U_THEO", "U_GUEST"])
    assert "Nobody is left to invite" in errors(opened.ada)
    opened.go_to(TUESDAY_NOON)
    assert len(opened.theo.dms) == 1
    assert len(opened.lena.dms) == 1


def test_a_mentor_is_asked_to_help_and_the_form_asks_what_she_offers(opened: Office) -> None:
    invite(opened.ada, "U_MAYA", role="to be a mentor")
    opened.go_to(TUESDAY_NOON)
    assert "suggested you as a mentor" in opened.maya.dm
    opened.maya.press("Offer my help")
    assert "the hard way" in opened.maya.view
    opened.maya.fill("topics", ["giving feedback"])
    opened.maya.submit()
    opened.settle()
    (only,) = opened.maya.dms
    assert "one place" in only
    assert "Offer my help" not in only
    opened.maya.press("Read the first")
    assert "Listening first" in opened.maya.view
    opened.maya.choose_in_view("Wait", of="learn.answer")
    opened.maya.close_view(whole_stack=True)
    assert "Read the first" not in opened.maya.dm
    opened.go_to(MONDAY + timedelta(days=14))
    assert len(opened.maya.dms) == 1
    opened.settle()
    assert "1 person invited. 1 mentor offers" in card(opened)
    sane(opened)


def test_one_reminder_on_working_day_five_and_then_silence(opened: Office) -> None:
    invite(opened.ada, "U_THEO")
    opened.go_to(MONDAY + timedelta(days=7, hours=23))
    assert len(opened.theo.dms) == 1
    opened.go_to(MONDAY + timedelta(days=8, hours=5))
    assert "This is my last message about it" in opened.theo.dm
    opened.go_to(MONDAY + timedelta(days=60))
    assert len(opened.theo.dms) == 2


def test_not_now_is_asked_once_more_and_the_second_not_now_is_the_end(opened: Office) -> None:
    invite(opened.ada, "U_THEO")
    opened.go_to(TUESDAY_NOON)
    opened.theo.press("Not now", double=True)
    assert "I ask once more on Tuesday 1 December" in opened.theo.wait_for("once more")
    opened.go_to(MONDAY + timedelta(days=8, hours=5))
    opened.theo.press("Not now")
    assert "I do not ask again" in opened.theo.wait_for("not ask again")
    opened.go_to(MONDAY + timedelta(days=60))
    assert len(opened.theo.dms) == 2
    opened.theo.press("Join mentoring")
    assert opened.theo.view.callback_id == "form.join"
    sane(opened)


# --- no -------------------------------------------------------------------------------------------


def test_no_ends_the_messages_and_leaves_the_door_open(opened: Office) -> None:
    invite(opened.ada, "U_THEO")
    opened.go_to(TUESDAY_NOON)
    opened.theo.press("No thanks", double=True)
    assert "you can still join" in opened.theo.wait_for("Thank you for the answer")
    opened.go_to(MONDAY + timedelta(days=60))
    assert len(opened.theo.dms) == 1
    opened.theo.press("Join mentoring")
    opened.theo.fill("topics", ["giving feedback"])
    opened.theo.submit()
    opened.settle()
    assert "You are in" in opened.theo.dms[0]
    sane(opened)


def test_no_coordinator_can_tell_who_said_no_from_who_said_nothing(opened: Office) -> None:
    invite(opened.ada, "U_THEO", "U_LENA", "U_MAYA")
    opened.go_to(TUESDAY_NOON)
    opened.theo.press("No thanks")
    opened.lena.press("Not now")
    opened.join(opened.maya, "to be a mentor", "Plans change.", "giving feedback")
    opened.ada.command("/mentor admin", channel=CHANNEL)
    opened.ada.press("See who was invited", channel=CHANNEL)
    said = str(opened.ada.ephemerals()[-1].words)
    inside, _, outside = said.partition("Invited, and not in it now")
    assert "Maya" in inside
    assert "Theo" in outside
    assert "Lena" in outside
    assert "do not tell which" in outside
    sane(opened)


def test_a_no_holds_for_the_next_program_and_looks_like_any_invitation(opened: Office) -> None:
    invite(opened.ada, "U_THEO", "U_LENA")
    opened.go_to(TUESDAY_NOON)
    opened.theo.press("No thanks")
    opened.ada.command("/mentor admin", channel=CHANNEL)
    opened.ada.press("Close the program", channel=CHANNEL)
    opened.ada.submit()
    opened.settle()
    assert "has ended" in opened.lena.dm
    again(opened)
    said = invite(opened.ada, "U_THEO", "U_LENA")
    assert "to 2 people" in said
    opened.pass_time(days=20)
    assert len(opened.theo.dms) == 1
    assert len(opened.lena.dms) == 3


def again(office: Office) -> None:
    """Nora starts another program."""
    office.nora.command("/mentor setup", channel=CHANNEL)
    office.nora.submit()
    for name in ("assistance", "people_team", "harassment"):
        office.nora.fill(name, "Somebody, room 2")
    office.nora.submit()
    office.settle()


def test_somebody_else_cannot_answer(opened: Office) -> None:
    invite(opened.ada, "U_THEO")
    opened.go_to(TUESDAY_NOON)
    message = opened.theo.dm
    value = next(one[2] for one in message.buttons if one[1] == "invited.no")
    opened.otto.press_raw("invited.no", value, message.ts, message.channel)
    opened.go_to(MONDAY + timedelta(days=8, hours=5))
    assert len(opened.theo.dms) == 2


# --- pause, end, away -----------------------------------------------------------------------------


def test_a_pause_holds_what_is_queued_and_the_end_drops_it(opened: Office) -> None:
    invite(opened.ada, "U_THEO")
    opened.ada.command("/mentor admin", channel=CHANNEL)
    opened.ada.press("Pause the program", channel=CHANNEL)
    opened.go_to(MONDAY + timedelta(days=10))
    assert opened.theo.dms == []
    opened.ada.command("/mentor admin", channel=CHANNEL)
    opened.ada.press("Resume the program", channel=CHANNEL)
    opened.pass_time(days=1)
    assert len(opened.theo.dms) == 1
    invite(opened.ada, "U_LENA")
    opened.ada.command("/mentor admin", channel=CHANNEL)
    opened.ada.press("Close the program", channel=CHANNEL)
    opened.ada.submit()
    opened.pass_time(days=20)
    assert opened.lena.dms == []
    assert len(opened.theo.dms) == 1
    with opened.host.store.read() as unit:
        assert unit.deliveries.find(kind="invitation", state=State.PENDING) == ()


# --- one post in a channel ------------------------------------------------------------------------


@pytest.fixture
def town(opened: Office) -> Office:
    """A private channel that the bot was invited to, and one that it was not."""
    opened.slack.add_channel("C0TOWN", "town", is_private=True, members=["U_ADA", "U_THEO"])
    opened.slack.add_channel("C0SHUT", "shut", is_private=True, members=["U_ADA"])
    opened.slack.invite_bot("C0TOWN", by="U_ADA")
    opened.settle()
    return opened


def ask_channel(who: Actor, channel: str, people: tuple[str, ...] = ()) -> str:
    """Choose a channel; what stands at the fields, or "" where the post was wanted."""
    who.press("Invite people", channel=CHANNEL)
    who.fill("channel", channel)
    if people:
        who.fill("people", list(people))
    found = errors(who)
    if not found:
        found = errors(who)
    return found


def test_one_post_with_a_button_to_join(town: Office) -> None:
    assert ask_channel(town.ada, "C0TOWN") == ""
    town.ada.close_view()
    town.settle()
    (post,) = [one for one in town.theo.messages("C0TOWN") if "open to everyone here" in one]
    town.theo.press("Join mentoring", message=post)
    assert town.theo.view.callback_id == "form.join"
    town.theo.close_view()
    assert "stands in that channel already" in ask_channel(town.tom, "C0TOWN")
    sane(town)


def test_a_channel_without_the_bot_is_refused_with_the_way_out(town: Office) -> None:
    assert "Type /invite and my name" in ask_channel(town.ada, "C0SHUT")
    assert "One at a time" in ask_channel(town.ada, "C0TOWN", ("U_THEO",))


def test_a_public_channel_without_the_bot_is_told_and_can_be_tried_again(town: Office) -> None:
    assert ask_channel(town.ada, "C0PUBLIC") == ""
    town.ada.close_view()
    town.settle()
    assert "I could not post the invitation in" in town.ada.dm
    town.slack.invite_bot("C0PUBLIC", by="U_ADA")
    assert ask_channel(town.ada, "C0PUBLIC") == ""
    town.settle()
    assert any("open to everyone here" in one for one in town.otto.messages("C0PUBLIC"))


# --- the form -------------------------------------------------------------------------------------


def test_going_back_keeps_what_was_chosen(opened: Office) -> None:
    ada = opened.ada
    ada.press("Invite people", channel=CHANNEL)
    assert "Choose the people" in errors(ada)
    ada.fill("people", ["U_THEO", "U_LENA"])
    assert "2 people" in preview(ada)
    ada.press("Go back", in_view=True)
    assert "2 people" in preview(ada)
    sane(opened)


def test_who_left_the_coordinators_invites_nobody(opened: Office) -> None:
    tom = opened.tom
    tom.press("Invite people", channel=CHANNEL)
    tom.fill("people", ["U_THEO"])
    preview(tom)
    opened.slack.leave(CHANNEL, "U_TOM")
    opened.host.listeners.finished(timeout=10)
    tom.submit()
    opened.go_to(TUESDAY_NOON)
    assert opened.theo.dms == []
