"""After an early end each is asked on their own what comes next; after two a word comes first."""

from datetime import timedelta

import pytest

from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome
from bot.services import mentorships
from bot.services.guarding import look
from tests.journeys.living import is_well_formed
from tests.office import CHANNEL, MONDAY, Actor, Office

pytestmark = pytest.mark.slow


def end(slack: Office, who: Actor, how: str = "End only") -> None:
    who.home()
    who.press_home("End or change this match")
    who.press(how, in_view=True)


def told(slack: Office) -> Office:
    """Theo has ended it, and some days later Maya knows."""
    slack.match()
    slack.go_to(MONDAY + timedelta(days=1, hours=4))
    end(slack, slack.theo)
    slack.theo.close_view(whole_stack=True)
    slack.pass_time(days=6)
    return slack


def suggested(slack: Office) -> str:
    """Who is suggested to Lena."""
    slack.lena.command("/mentor join")
    slack.lena.fill("topics", ["giving feedback"])
    slack.lena.submit()
    slack.settle()
    slack.lena.command("/mentor find")
    shown = str(slack.lena.view.text())
    slack.lena.close_view(whole_stack=True)
    return shown


def test_whoever_ends_it_is_asked_at_once_and_has_a_word_at_hand(slack: Office) -> None:
    slack.match()
    slack.theo.home()
    slack.theo.press_home("End or change this match")
    assert "Write to a coordinator" in str(slack.theo.view.buttons)
    slack.theo.press("End only", in_view=True)
    assert "What would you like next?" in slack.theo.view.text()
    slack.theo.press("A new match", in_view=True)
    assert slack.theo.view.callback_id == "form.find"
    assert "Jonas" in slack.theo.view.text()
    slack.theo.home()
    assert "What would you like next?" not in slack.theo.home().text()
    is_well_formed(slack)


def test_the_partner_is_asked_in_the_message_that_tells_her(slack: Office) -> None:
    told(slack)
    assert "What would you like next?" in slack.maya.dm.text
    assert "Your place is free again." in slack.maya.dm.text
    slack.maya.press("Nothing for now")
    slack.settle()
    assert "Noted: nothing for now." in slack.maya.dm.text
    shown = suggested(slack)
    assert "Jonas" in shown
    assert "Maya" not in shown
    slack.maya.press("Match me again")
    slack.settle()
    assert "Noted: a new match. Your place is free again." in slack.maya.dm.text
    slack.lena.command("/mentor find")
    assert "Maya" in slack.lena.view.text()
    for reader in (slack.theo, slack.lena, slack.ada):
        for message in reader.messages():
            assert "nothing for now" not in message.text
    is_well_formed(slack)


def test_a_pause_opens_the_days_and_can_be_written_about(slack: Office) -> None:
    told(slack)
    slack.maya.press("A pause")
    assert slack.maya.view.callback_id == "form.away"
    slack.maya.close_view(whole_stack=True)
    slack.settle()
    assert "Noted: a pause." in slack.maya.dm.text
    slack.maya.choose("Write to a coordinator", of="more")
    assert "Choose who reads your line" in slack.maya.view.text()


def test_home_asks_whoever_missed_it_and_not_after_the_answer(slack: Office) -> None:
    told(slack)
    slack.theo.home()
    assert "What would you like next?" in slack.theo.home().text()
    slack.theo.press_home("Nothing for now")
    slack.theo.home()
    assert "no match is made for you" in slack.theo.home().text()
    assert "See who fits" not in slack.theo.home().text()
    slack.theo.press_home("Match me again")
    slack.theo.home()
    assert "no match is made for you" not in slack.theo.home().text()
    is_well_formed(slack)


# --- two early endings around one person --------------------------------------------------------


def once_before(slack: Office) -> None:
    """An earlier mentorship of Lena and Maya lapsed."""
    slack.open_program()
    slack.people_join()
    slack.join(slack.lena, "a mentor", "I want to be heard.", "giving feedback")
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.lena.press("See who fits")
    slack.lena.press("Ask this mentor", in_view=True, within="Maya")
    slack.settle()
    slack.maya.press("Accept")
    slack.maya.submit()
    slack.settle()
    slack.lena.press("Accept and start")
    slack.settle()
    end(slack, slack.maya)
    slack.maya.close_view(whole_stack=True)
    slack.pass_time(days=8)
    slack.ask()
    slack.accept()


def console(who: Actor) -> str:
    who.command("/mentor admin", channel=CHANNEL)
    return str(who.ephemerals()[-1].visible())


def test_after_two_a_coordinator_talks_first_and_opens_it_again(slack: Office) -> None:
    once_before(slack)
    assert "waits for a word" not in console(slack.ada)
    end(slack, slack.theo)
    slack.theo.close_view(whole_stack=True)
    slack.pass_time(days=6)
    assert "Your place stays closed until a coordinator has talked with you." in slack.maya.dm.text
    slack.maya.home()
    assert "After two early endings, whoever wished for them" in slack.maya.home().text()
    assert "one place free" not in slack.maya.home().text()
    slack.theo.command("/mentor find")
    assert "Maya" not in slack.theo.view.text()
    slack.theo.close_view(whole_stack=True)
    assert "One person waits for a word" in console(slack.ada)
    slack.ada.press("Look at it", channel=CHANNEL)
    assert "Talk with" in slack.ada.view.text()
    assert "Maya" in slack.ada.view.text()
    for name in ("Theo", "Lena"):
        assert name not in slack.ada.view.text()
    slack.ada.press("Open matching again", in_view=True)
    assert "Nothing waits for you here" in slack.ada.view.text()
    slack.settle()
    slack.maya.home()
    assert "one place free" in slack.maya.home().text()
    assert "Your place is free again." in slack.maya.dm.text
    assert slack.slack.lint() == []
    assert slack.slack.errors() == []


def test_a_coordinator_who_was_in_it_reads_nothing_of_it(slack: Office) -> None:
    once_before(slack)
    slack.slack.join(CHANNEL, "U_THEO")
    slack.host.listeners.finished(timeout=10)
    end(slack, slack.maya)
    slack.maya.close_view(whole_stack=True)
    slack.pass_time(days=6)
    assert "waits for a word" not in console(slack.theo)
    assert "One person waits for a word" in console(slack.ada)


def test_a_lapse_counts_as_early_too(slack: Office) -> None:
    """So that the word tells nobody that somebody wished to leave."""
    once_before(slack)
    with slack.host.store.unit() as unit:
        (running,) = [
            one for one in unit.mentorships.find() if not unit.endings.one(mentorship_id=one.id)
        ]
        now = slack.clock.wall()
        unit.endings.add(Ending(new_id(), running.id, now, Outcome.LAPSED))
        look(unit, mentorships.whole(unit, running.id), now)
    assert "One person waits for a word" in console(slack.ada)
