"""Leaving over the wire: no blame, nothing more is sent, and the way back stays open."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import State
from bot.domain.mentorships import Outcome
from bot.domain.requests import RequestState
from tests.journeys.hands import with_a_time
from tests.journeys.test_people import person, sane
from tests.office import CHANNEL, MONDAY, Actor, Office

pytestmark = pytest.mark.slow


@pytest.fixture
def pair(slack: Office) -> Office:
    return with_a_time(slack)


def leave(who: Actor, double: bool = False) -> str:
    """Leave by the word and two taps; what the second card said."""
    who.command("/mentor leave")
    who.press("Leave the program", in_view=True)
    said = str(who.view.words)
    who.press("Leave now", in_view=True, double=double)
    return said


def waiting(office: Office, slack_id: str) -> int:
    """How many messages wait for somebody."""
    who = person(office, slack_id)
    with office.host.store.read() as unit:
        return len(unit.deliveries.find(person_id=who.id, state=State.PENDING))


def test_the_first_card_asks_whether_it_is_for_a_while(pair: Office) -> None:
    pair.theo.command("/mentor leave")
    assert "Away for a while, or leaving the program?" in pair.theo.view
    pair.theo.press("Plan time away", in_view=True)
    assert pair.theo.view.callback_id == "form.away"
    pair.theo.close_view()
    pair.theo.press("Stay", in_view=True)
    assert "nothing has changed" in pair.theo.view
    assert "home.none" not in pair.theo.home()
    sane(pair)


def test_who_leaves_hears_nothing_more_and_the_partner_reads_no_who_and_no_why(
    pair: Office,
) -> None:
    said = leave(pair.theo, double=True)
    assert "Your match with @Maya Okafor ends" in said
    assert "/mentor data" in said
    pair.settle()
    receipt = pair.theo.wait_for("You have left")
    assert "join again at any time" in receipt
    assert waiting(pair, "U_THEO") == 0
    heard, partner = len(pair.theo.dms), len(pair.maya.dms)
    pair.go_to(MONDAY + timedelta(days=40))
    assert len(pair.theo.dms) == heard
    assert len(pair.maya.dms) == partner + 1
    told = str(pair.maya.dm)
    assert "Endings are normal" in told
    assert "left" not in told
    with pair.host.store.read() as unit:
        (ending,) = unit.endings.find()
        (role,) = unit.roles.find(role="mentor", taken=0, capacity=1)[:1]
    assert ending.outcome is Outcome.CLOSED_NO_FAULT
    assert ending.asked_by is None
    assert role.taken == 0
    sane(pair)


def test_a_mentor_who_leaves_passes_and_the_place_of_a_yes_is_free(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    slack.maya.press("Accept")
    slack.maya.submit()
    slack.settle()
    said = leave(slack.maya)
    assert "The request that is open closes" in said
    slack.settle()
    slack.go_to(MONDAY + timedelta(days=2))
    assert "not available" in slack.theo.dm
    with slack.host.store.read() as unit:
        (request,) = unit.requests.find()
        taken = [one.taken for one in unit.roles.find(role="mentor")]
    assert request.state is RequestState.PASSED
    assert taken == [0, 0]
    slack.theo.press("See who fits")
    assert "Maya" not in slack.theo.view
    sane(slack)


def test_a_mentee_who_leaves_takes_the_request_back(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    leave(slack.theo)
    slack.settle()
    assert "Pass" not in slack.maya.dm
    slack.go_to(MONDAY + timedelta(days=20))
    assert slack.maya.dm == slack.maya.dms[-1]
    with slack.host.store.read() as unit:
        (request,) = unit.requests.find()
    assert request.state is RequestState.WITHDRAWN


def test_joining_again_is_like_joining(pair: Office) -> None:
    leave(pair.theo)
    pair.settle()
    assert "This is for" not in str(pair.theo.home())
    pair.theo.press("Join mentoring")
    pair.theo.fill("topics", ["giving feedback"])
    pair.theo.submit()
    pair.settle()
    assert "You are in, and" in pair.theo.dm
    pair.pass_time(minutes=1)
    assert "2 mentors" in str(pair.ada.messages(CHANNEL)[-1].words)
    assert "Join mentoring" not in str([one.buttons for one in pair.theo.dms])
    leave(pair.theo)
    pair.settle()
    said = ("You have left", "You had left", "You left after this", "You are not in")
    assert [sum(words in one for one in pair.theo.dms) for words in said] == [1, 1, 1, 1]
    sane(pair)


def test_an_outsider_has_nothing_to_leave(slack: Office) -> None:
    slack.open_program()
    slack.otto.command("/mentor leave")
    assert "You are not in the program now" in slack.otto.ephemerals()[-1]


def test_home_offers_it(pair: Office) -> None:
    assert "Be away, or leave" in pair.theo.home()
    pair.theo.press_home("Be away, or leave")
    assert "Away for a while" in pair.theo.view


# --- nothing by itself ----------------------------------------------------------------------------


def hear_nothing(who: Actor) -> None:
    """Choose the lowest volume."""
    who.command("/mentor settings")
    who.fill("volume", "Nothing by itself, only answers to what I do")
    who.submit()


def test_who_wants_nothing_by_itself_gets_answers_only(pair: Office) -> None:
    hear_nothing(pair.theo)
    assert "Nothing comes by itself any more" in pair.theo.view
    before = len(pair.theo.dms)
    pair.go_to(MONDAY + timedelta(days=30))
    assert len(pair.theo.dms) == before
    assert "You planned to meet" in " ".join(str(one.words) for one in pair.maya.dms)
    pair.theo.write("help")
    pair.settle()
    assert len(pair.theo.dms) == before + 1
    sane(pair)


def test_nobody_new_can_ask_a_mentor_who_wants_nothing_by_itself(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    hear_nothing(slack.maya)
    slack.theo.press("See who fits")
    assert "Jonas" in slack.theo.view
    assert "Maya" not in slack.theo.view


def test_what_was_asked_about_an_ended_match_has_no_buttons_once_its_reader_knows(
    pair: Office,
) -> None:
    pair.go_to(MONDAY + timedelta(days=2, hours=5))
    assert "Did you talk?" in pair.theo.dm
    assert "Did you talk?" in pair.maya.dm
    leave(pair.theo)
    pair.pass_time(minutes=1)
    assert "Did you talk?" not in str([one.words for one in pair.theo.dms])
    assert "Did you talk?" in pair.maya.dm
    group = next(one for one in pair.maya.messages() if "Your talk is set" in one)
    pair.go_to(MONDAY + timedelta(days=9))
    pair.pass_time(minutes=1)
    assert "Did you talk?" not in str([one.words for one in pair.maya.dms])
    over = next(one for one in pair.maya.messages(group.channel) if "has ended" in one)
    assert (over.ts, over.buttons) == (group.ts, [])
    sane(pair)
