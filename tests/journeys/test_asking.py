"""Two who look for a mentor: one asks several in turn; one finds nobody, and then somebody."""

from datetime import timedelta

import pytest

from tests.office import MONDAY, Office

DAY = timedelta(days=1)


def well_formed(office: Office) -> None:
    assert office.slack.lint() == []
    assert office.slack.errors() == []
    assert office.slack.unacked() == []


def test_ask_pass_next_choice_accept_introduction(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.theo.press("See who fits")
    assert "offers giving feedback" in slack.theo.view
    slack.theo.press("Ask this mentor", in_view=True, within="Maya")
    assert "You hear from me by" in slack.theo.view
    slack.theo.press("Ask this one next", in_view=True, within="Jonas")
    assert "If that does not work out, I ask" in slack.theo.view
    slack.settle()
    slack.maya.press("Pass")
    slack.settle()
    told = slack.theo.wait_for("is not available this time")
    assert "has your question now" in told
    slack.jonas.press("Accept")
    slack.jonas.submit()
    slack.settle()
    slack.theo.press("Accept and start")
    slack.settle()
    introduction = slack.jonas.wait_for("meet")
    assert "Three" not in introduction
    slack.jonas.press("Pick a time")
    slack.jonas.submit()
    slack.settle()
    set_to = slack.jonas.wait_for("Your talk is set for")
    assert "calendar.google.com" in set_to.text
    assert "outlook.office.com" in set_to.text
    well_formed(slack)


def test_a_silence_asks_the_next_beside_and_the_later_yes_reads_thanks(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.theo.press("See who fits")
    slack.theo.press("Choose for me", in_view=True)
    slack.settle()
    slack.go_to(MONDAY + 3 * DAY + timedelta(hours=3))
    slack.settle()
    for mentor in (slack.maya, slack.jonas):
        mentor.wait_for("work with you")
    slack.maya.press("Accept")
    slack.jonas.press("Accept")
    slack.maya.submit()
    slack.settle()
    slack.jonas.submit()
    assert "Thank you for saying yes" in slack.jonas.view
    well_formed(slack)


@pytest.mark.slow
def test_unplaced_then_half_an_hour_then_placed_in_the_next_round(slack: Office) -> None:
    slack.open_program()
    slack.join(slack.maya, "to be a mentor", "Silence is not kindness.", "presenting")
    slack.join(slack.theo, "a mentor", "I want to say hard things.", "giving feedback")
    slack.settle()
    assert "by Monday 7 December I tell you where you stand" in slack.theo.dm
    slack.go_to(MONDAY + 14 * DAY + timedelta(hours=8))
    slack.theo.wait_for("I promised you a word today")
    slack.theo.press("Ask for half an hour")
    slack.theo.fill("question", "How do I begin a hard talk?")
    slack.theo.submit()
    slack.go_to(MONDAY + 15 * DAY + timedelta(hours=2))
    slack.maya.wait_for("asks for one talk of half an hour")
    slack.maya.press("Accept")
    slack.maya.submit()
    slack.settle()
    slack.theo.press("Accept and start")
    slack.settle()
    slack.maya.press("Pick a time")
    assert "30 minutes" in slack.maya.view
    slack.maya.submit()
    slack.go_to(MONDAY + 17 * DAY + timedelta(hours=8))
    slack.theo.press("Yes, we met")
    slack.go_to(MONDAY + 23 * DAY + timedelta(hours=3))
    for who in (slack.theo, slack.maya):
        who.wait_for("one talk with")
        who.press("Yes, gladly")
    slack.settle()
    slack.maya.wait_for("hopes to work with you")
    slack.maya.press("Accept")
    slack.maya.submit()
    slack.settle()
    slack.theo.press("Accept and start")
    slack.settle()
    with slack.host.store.read() as unit:
        states = [(one.type, str(one.state)) for one in unit.rounds.find()]
    assert states == [
        ("one_on_one", "passed_over"),
        ("flash", "placed"),
        ("one_on_one", "placed"),
    ]
    well_formed(slack)


@pytest.mark.slow
def test_two_weeks_after_half_an_hour_one_line_goes_to_the_mentor(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.theo.press_raw("flash.open", "", slack.theo.dm.ts, "D_THEO")
    slack.theo.fill("question", "How do I begin a hard talk?")
    slack.theo.submit()
    slack.settle()
    assert "for half an hour. You hear from me by" in slack.theo.home(timeout=0.5).text()
    mentor = next(one for one in (slack.maya, slack.jonas) if "half an hour" in one.dm.text)
    assert "asks for one talk of half an hour" in mentor.home(timeout=0.5).text()
    mentor.press("Accept")
    mentor.submit()
    slack.settle()
    slack.theo.press("Accept and start")
    slack.settle()
    mentor.press("Pick a time")
    mentor.submit()
    slack.go_to(MONDAY + 4 * DAY)
    slack.theo.press("Yes, we met")
    slack.go_to(MONDAY + 25 * DAY)
    slack.theo.wait_for("Two weeks ago you had half an hour with")
    slack.theo.press("Pass on one line")
    assert "Only the mentor you talked with reads it" in slack.theo.view.text()
    slack.theo.fill("line", "I asked before I commented.")
    assert slack.theo.submit().errors == {}
    slack.go_to(MONDAY + 27 * DAY)
    assert "“I asked before I commented.”" in mentor.wait_for("tells you what came of it").text
    assert "Passed on" in slack.theo.dm.text
    assert slack.slack.count("I asked before I commented.", "D_THEO") == 0
    well_formed(slack)
