"""The next talk into one's own calendar: links, and a file where Slack lets the bot give one."""

from datetime import timedelta

import pytest
from icalendar import Calendar, Event

from tests.journeys.test_asking import well_formed
from tests.office import Actor, Office

pytestmark = pytest.mark.slow

LINES = ("hard things", "Silence is not kindness", "U_THEO", "U_MAYA", "Theo", "Maya")


@pytest.fixture
def planned(slack: Office) -> Office:
    """Theo and Maya have picked a time."""
    slack.match()
    slack.settle()
    pick(slack)
    return slack


def pick(office: Office, which: int = 0) -> None:
    office.maya.home(timeout=0.5)
    office.maya.press_home("Change the time" if which else "Pick a time")
    if which:
        office.maya.fill("starts_at", office.maya.view.inputs["starts_at"].options[which])
    assert office.maya.submit().errors == {}
    office.settle()


def opens(who: Actor) -> None:
    """From Home, by way of the time that holds so far."""
    who.home(timeout=0.5)
    who.press_home("Change the time")
    who.press("Add to my calendar", in_view=True)


def take(office: Office, who: Actor) -> Event:
    """The file this person gets, opened by a calendar."""
    opens(who)
    who.press("Send me a file", in_view=True)
    assert "The file is in your messages" in who.view.text()
    who.close_view(whole_stack=True)
    file = office.slack.journal(kind="file")[-1]
    assert (file["channel"], file["name"]) == (f"D_{who.id[2:]}", "talk.ics")
    assert [secret for secret in LINES if secret in file["text"]] == []
    (event,) = Calendar.from_ical(file["text"]).walk("VEVENT")
    return event


def start(office: Office) -> object:
    with office.host.store.read() as unit:
        return unit.meetings.find(state="planned")[0].starts_at


def test_a_file_for_each_and_a_move_is_the_same_entry_again(planned: Office) -> None:
    first = take(planned, planned.theo)
    assert first.decoded("DTSTART") == start(planned)
    assert first["SEQUENCE"] == 0
    pick(planned, 1)
    moved = take(planned, planned.maya)
    assert moved.decoded("DTSTART") == start(planned) != first.decoded("DTSTART")
    assert (moved["UID"], moved["SEQUENCE"]) == (first["UID"], 1)
    pick(planned, 2)
    assert take(planned, planned.theo)["SEQUENCE"] == 2
    well_formed(planned)


def test_the_next_talk_is_another_entry(planned: Office) -> None:
    pick(planned, 1)
    first = take(planned, planned.theo)
    planned.go_to(first.decoded("DTEND") + timedelta(days=1))
    planned.theo.press("Yes, we met")
    planned.settle()
    following = take(planned, planned.theo)
    assert following["UID"] != first["UID"]
    assert following["SEQUENCE"] == 0


def test_the_group_has_the_same_way_and_each_gets_a_file_of_their_own(planned: Office) -> None:
    planned.theo.press("Add to my calendar")
    planned.theo.press("Send me a file", in_view=True)
    assert planned.slack.journal(kind="file")[-1]["channel"] == "D_THEO"


def test_without_the_scope_the_links_remain_and_nothing_else_is_said(planned: Office) -> None:
    planned.host.desk.__dict__["scopes"] = planned.host.desk.scopes - {"files:write"}
    opens(planned.theo)
    shown = planned.theo.view
    assert "calendar.google.com" in str(shown.blocks)
    assert "outlook.office.com" in str(shown.blocks)
    assert "file" not in shown.text()
    assert list(shown.buttons) == []


def test_a_file_slack_does_not_take_is_said_plainly(planned: Office) -> None:
    opens(planned.theo)
    planned.slack.remove_scope("files:write")
    planned.theo.press("Send me a file", in_view=True)
    assert "Slack did not take the file. The two links do the same" in planned.theo.view.text()
    assert planned.slack.journal(kind="file") == []


def test_without_a_talk_there_is_nothing_to_add(slack: Office) -> None:
    slack.match()
    slack.settle()
    with slack.host.store.read() as unit:
        (theirs,) = unit.mentorships.find()
    slack.theo.press_raw("calendar.open", theirs.id, slack.theo.dm.ts, "D_THEO")
    assert "No talk is planned now" in slack.theo.ephemerals()[-1].text
