"""Whoever presses what they may not, or too late: a kind reply is seen and no row has changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome
from bot.services import requests
from tests.journeys.matrix import Hand, Line, lines, registered, try_it
from tests.office import CHANNEL, MONDAY, TEAM, Actor, Office

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
    return {"theo": office.theo, "maya": office.maya, "nora": office.theo}


SITUATIONS: Mapping[str, Callable[[Office], Mapping[str, Actor]]] = {
    "outsider": as_outsider,
    "other pair": as_other_pair,
    "removed coordinator": as_removed_coordinator,
    "deactivated": as_deactivated,
    "after the ending": after_the_ending,
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


def ids_of(office: Office) -> dict[str, str]:
    """The ids of Theo and Maya's that the listeners carry."""
    with office.host.store.read() as unit:
        mentorship, *_ = unit.mentorships.find()
        request = unit.requests.get(mentorship.request_id or "")
        meeting, *_ = unit.meetings.find(mentorship_id=mentorship.id)
        theo = unit.people.one(slack_id="U_THEO")
        after = unit.deliveries.one(template="after", person_id=theo.id if theo else "")
    return {
        "request": request.id,
        "mentor": request.mentor_id,
        "mentorship": mentorship.id,
        "meeting": meeting.id,
        "program": request.program_id,
        "channel": CHANNEL,
        "after": f"{after.channel}/{after.ts}" if after else "",
    }


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_kind_reply_is_seen_and_no_row_has_changed(running: Office, situation: str) -> None:
    ids = ids_of(running)
    actors = SITUATIONS[situation](running)
    problems = [
        f"{line.name}: {problem}"
        for line in LINES
        for problem in try_it(_hand(running, actors, line, ids), line, line.cells[situation])
    ]
    assert "\n".join(problems) == ""


def _hand(office: Office, actors: Mapping[str, Actor], line: Line, ids: Mapping[str, str]) -> Hand:
    return Hand(office, actors.get(line.by) or actors[""], ids)
