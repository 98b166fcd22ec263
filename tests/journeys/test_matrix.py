"""Whoever presses what they may not, or too late: a kind reply is seen and no row has changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome
from bot.services import requests
from tests.journeys.hands import Hand, ids_of
from tests.journeys.matrix import fits, lines, registered, sample, seen, try_it
from tests.office import CHANNEL, MONDAY, TEAM, Actor, Office

pytestmark = pytest.mark.slow

LINES = lines()


def test_every_listener_has_a_line_and_every_line_a_listener() -> None:
    assert sorted(line.name for line in LINES) == sorted(registered())


def test_a_listener_without_a_line_is_noticed() -> None:
    assert "button after.held" in registered()
    assert "button after.held" not in {one.name for one in LINES if one.id != "after.held"}


def as_outsider(office: Office) -> Mapping[str, Actor]:
    """Otto, who never joined."""
    return {"": office.otto}


def as_other_pair(office: Office) -> Mapping[str, Actor]:
    """Lena, who has a mentor of her own."""
    return {"": office.lena}


def as_removed_coordinator(office: Office) -> Mapping[str, Actor]:
    """Nora, who started the program and left the coordinators' channel a moment ago."""
    office.slack.leave(CHANNEL, "U_NORA")
    return {"": office.nora}


def as_deactivated(office: Office) -> Mapping[str, Actor]:
    """Theo, whose taps were still on their way when Slack deactivated him."""
    office.slack.deactivate("U_THEO")
    office.host.listeners.finished(timeout=10)
    people = office.sandbox._slack.world.people
    people["U_THEO"] = replace(people["U_THEO"], deleted=False)
    return {"": office.theo}


def after_the_ending(office: Office) -> Mapping[str, Actor]:
    """Theo and Maya, whose mentorship has just ended."""
    with office.host.store.unit() as unit:
        (theirs, _) = unit.mentorships.find()
        ending = Ending(new_id(), theirs.id, office.clock.wall(), Outcome.COMPLETED)
        unit.endings.add(ending)
    return {"": office.theo, "maya": office.maya}


# One after the other in one office, since making one takes longer than all of them.
SITUATIONS: Mapping[str, Callable[[Office], Mapping[str, Actor]]] = {
    "outsider": as_outsider,
    "other pair": as_other_pair,
    "removed coordinator": as_removed_coordinator,
    "after the ending": after_the_ending,
    "deactivated": as_deactivated,
}


@pytest.fixture
def running(slack: Office) -> Office:
    """Theo and Maya are to say whether they talked; Lena has Jonas."""
    slack.match()
    slack.join(slack.lena, "a mentor", "I want to be heard.", "giving feedback")
    _second_pair(slack)
    slack.settle()
    slack.maya.press("Pick a time")
    slack.maya.submit()
    slack.go_to(MONDAY + timedelta(days=2, hours=7))
    for one in (slack.otto, slack.lena, slack.nora, slack.theo, slack.maya):
        one.command("/mentor join")
    return slack


def _second_pair(office: Office) -> None:
    now = office.clock.wall()
    with office.host.store.unit() as unit:
        jonas = unit.people.one(slack_id="U_JONAS")
        mentor = unit.participants.one(person_id=jonas.id if jonas else "")
        asked = requests.ask(unit, TEAM, "U_LENA", mentor.id if mentor else "", now)
        requests.accept(unit, "U_JONAS", asked.id, now)
        requests.confirm(unit, "U_LENA", asked.id, now)


def test_a_kind_reply_is_seen_and_no_row_has_changed(running: Office, database: str) -> None:
    ids = ids_of(running)
    problems = []
    for situation, enter in SITUATIONS.items():
        actors = enter(running)
        for line in sample(database, LINES):
            hand = Hand(running, actors.get(line.by) or actors[""], ids)
            found = try_it(hand, line, line.cells[situation])
            problems += [f"{line.name}, {situation}: {problem}" for problem in found]
    assert "\n".join(problems) == ""


# --- a coordinator who left -------------------------------------------------------------------


def _is_coordinator(office: Office) -> bool:
    """Whether Tom gets the console in the coordinators' channel."""
    since = len(office.sandbox._slack.journal.entries)
    card = str(office.slack.posts(CHANNEL)[0]["ts"])
    reply = office.tom.press_raw("admin.open", "", card, CHANNEL)
    answers = seen(office, "U_TOM", since, reply)
    assert len(answers) == 1
    assert fits("refusal.admin.not_coordinator", answers[0]) or fits("admin.open", answers[0])
    return fits("admin.open", answers[0])


def test_who_leaves_the_coordinators_is_refused_at_once(slack: Office) -> None:
    slack.open_program()
    assert _is_coordinator(slack)
    slack.slack.leave(CHANNEL, "U_TOM")
    slack.host.listeners.finished(timeout=10)
    assert not _is_coordinator(slack)


def test_who_leaves_unheard_is_refused_within_a_minute(slack: Office) -> None:
    slack.open_program()
    assert _is_coordinator(slack)
    slack.sandbox._slack.world.conversations[CHANNEL].members.remove("U_TOM")
    slack.pass_time(seconds=61)
    assert not _is_coordinator(slack)
