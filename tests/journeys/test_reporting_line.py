"""A new reporting line over the wire: a coordinator first, then both, with the same choice."""

from datetime import timedelta

import pytest

from bot.domain.mentorships import Stage
from bot.services import findings, mentorships
from tests.office import CHANNEL, MONDAY, TEAM, Actor, Office

pytestmark = pytest.mark.slow

CONNECTED = (("U_THEO", "U_TOM"), ("U_TOM", "U_MAYA"))


def load(office: Office, *line: tuple[str, str]) -> None:
    with office.host.store.unit() as unit:
        findings.load(unit, TEAM, line, "import", office.clock.wall())
    office.settle()


def console(who: Actor) -> str:
    who.command("/mentor admin", channel=CHANNEL)
    return str(who.ephemerals()[-1].visible())


@pytest.fixture
def running(slack: Office) -> Office:
    """Theo and Maya are together; nothing is known of any reporting line."""
    slack.match()
    return slack


def sane(office: Office) -> None:
    assert office.slack.lint() == []
    assert office.slack.errors() == []


def test_the_console_says_what_is_known_of_the_line(slack: Office) -> None:
    slack.open_program()
    assert "Reporting line: unknown" in console(slack.ada)
    slack.theo.command("/mentor join")
    slack.theo.fill("topics", ["giving feedback"])
    slack.theo.fill("manager", "U_TOM")
    slack.theo.submit()
    assert "Reporting line: 1 of 1 people named" in console(slack.ada)
    load(slack, *CONNECTED)
    assert "from the file of Monday 23 November" in console(slack.ada)
    sane(slack)


def test_a_coordinator_hears_first_and_then_both_choose(running: Office) -> None:
    load(running, *CONNECTED)
    running.pass_time(days=1)
    assert "One running match needs a look" in running.ada.messages(CHANNEL)[-1].text
    for where in ("D_THEO", "D_MAYA"):
        assert running.slack.count("reporting line", where) == 0
    assert "One running match needs a look" in console(running.ada)
    running.ada.press("Look at it", channel=CHANNEL)
    assert "Maya" in running.ada.view.text()
    running.ada.press("Tell both of them", in_view=True)
    assert "Nothing waits for you here" in running.ada.view.text()
    running.pass_time(days=3)
    for who in (running.theo, running.maya):
        assert "reporting line of your company now connects" in who.dm.text
    running.theo.press("Round it off")
    assert running.theo.view.callback_id == "form.farewell"
    with running.host.store.read() as unit:
        (found,) = unit.mentorships.find()
        assert mentorships.stage(unit, found.id) is Stage.TRANSITION
    sane(running)


def test_who_is_in_the_match_does_not_see_it_in_the_console(running: Office) -> None:
    running.slack.join(CHANNEL, "U_MAYA")
    running.host.listeners.finished(timeout=10)
    load(running, *CONNECTED)
    assert "needs a look" not in console(running.maya)
    assert "One running match needs a look" in console(running.ada)
    running.ada.press("Look at it", channel=CHANNEL)
    button = next(value for words, _, value in running.ada.view.buttons if "Tell" in words)
    with running.host.store.unit() as unit, pytest.raises(Exception, match=r"line\.yours"):
        findings.tell(unit, button or "", "U_MAYA", running.clock.wall())


def test_what_was_set_aside_rests_until_the_line_changes(running: Office) -> None:
    load(running, *CONNECTED)
    console(running.ada)
    running.ada.press("Look at it", channel=CHANNEL)
    running.ada.press("Set it aside", in_view=True)
    running.pass_time(weeks=2)
    assert "needs a look" not in console(running.ada)
    load(running, ("U_THEO", "U_TOM"))
    load(running, *CONNECTED)
    assert "One running match needs a look" in console(running.ada)
    assert running.slack.count("reporting line of your company", "D_THEO") == 0


def test_the_week_finds_what_nobody_loaded(running: Office) -> None:
    """Theo names his manager later: the daily tick notices it, once a week."""
    running.host.daily()
    running.theo.command("/mentor join")
    running.theo.fill("manager", "U_MAYA")
    running.theo.submit()
    running.host.daily()
    assert "needs a look" not in console(running.ada)
    running.go_to(MONDAY + timedelta(weeks=1, hours=3))
    running.host.daily()
    running.settle()
    assert "One running match needs a look" in console(running.ada)


def test_nobody_is_suggested_along_the_file_at_any_distance(slack: Office) -> None:
    slack.open_program()
    load(slack, ("U_THEO", "U_TOM"), ("U_TOM", "U_NORA"), ("U_NORA", "U_MAYA"))
    slack.people_join()
    slack.theo.press("See who fits")
    assert "Jonas" in slack.theo.view.text()
    assert "Maya" not in slack.theo.view.text()
