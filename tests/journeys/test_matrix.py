"""Whoever presses what they may not, or too late: a kind reply is seen and no row has changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import Delivery
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome
from bot.services import requests
from tests.journeys.matrix import Hand, Line, lines, registered, try_it
from tests.journeys.rows import changed, dump
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


def ids_of(office: Office, mentor: str = "U_MAYA") -> dict[str, str]:
    """The ids of Theo and Maya's that the listeners carry, as far as there are any yet."""
    with office.host.store.read() as unit:
        programs, people = unit.programs.find(), {one.slack_id: one for one in unit.people.find()}
        joined = {one.person_id: one.id for one in unit.participants.find()}
        theo = people["U_THEO"].id if "U_THEO" in people else ""
        asked = unit.requests.find(mentee_id=joined.get(theo, ""))
        begun = unit.mentorships.find(request_id=asked[-1].id) if asked else ()
        talks = unit.meetings.find(mentorship_id=begun[0].id) if begun else ()
        after = unit.deliveries.one(template="after", person_id=theo)
    return {
        "program": programs[0].id if programs else "",
        "channel": CHANNEL,
        "mentor": joined.get(people[mentor].id, "") if mentor in people else "",
        "request": asked[-1].id if asked else "",
        "mentorship": begun[0].id if begun else "",
        "meeting": talks[0].id if talks else "",
        "after": _place(after),
    }


def _place(delivery: Delivery | None) -> str:
    return f"{delivery.channel}/{delivery.ts}" if delivery else ""


def test_a_kind_reply_is_seen_and_no_row_has_changed(running: Office) -> None:
    ids = ids_of(running)
    problems = []
    for situation, enter in SITUATIONS.items():
        actors = enter(running)
        for line in LINES:
            hand = Hand(running, actors.get(line.by) or actors[""], ids)
            found = try_it(hand, line, line.cells[situation])
            problems += [f"{line.name}, {situation}: {problem}" for problem in found]
    assert "\n".join(problems) == ""


# --- the second press ---------------------------------------------------------------------------


def _invite(office: Office) -> None:
    office.slack.invite_bot(CHANNEL, by="U_ADA")
    office.settle()
    office.nora.command("/mentor")


def _mentors_join(office: Office) -> None:
    office.settle()
    for one in (office.maya, office.jonas):
        office.join(one, "to be a mentor", "Silence is not kindness.", "giving feedback")
    office.theo.command("/mentor join")


def _withdraw(office: Office) -> None:
    theirs = ids_of(office)["request"]
    with office.host.store.unit() as unit:
        requests.withdraw(unit, "U_THEO", theirs, office.clock.wall())


def _ask_jonas(office: Office) -> None:
    jonas = ids_of(office, mentor="U_JONAS")["mentor"]
    office.go_to(MONDAY + timedelta(hours=2))
    with office.host.store.unit() as unit:
        requests.ask(unit, TEAM, "U_THEO", jonas, office.clock.wall())
    office.settle()


STEPS: Mapping[str, Callable[[Office], None]] = {
    "invite": _invite,
    "mentors": _mentors_join,
    "withdraw": _withdraw,
    "ask jonas": _ask_jonas,
    "settle": Office.settle,
    "wednesday": lambda office: office.go_to(MONDAY + timedelta(days=9, hours=6)),
}

STORY = """\
-- invite
button setup.what
button setup.start
word setup
*form form.setup
*form form.contacts
-- mentors
button roles
options topics
word join
button join.open
*form form.join
-- settle
word
word status
word help
word find
button find.open
shortcut shortcut.find
word propose
*form form.propose
*button request.withdraw
*button request.choose
-- withdraw
-- ask jonas
*button request.pass: jonas
*button request.ask
-- settle
button request.accept
*form form.accept
button request.lines
*button request.confirm
form form.confirm
-- settle
word note
word log
button note.open
shortcut shortcut.note
*form form.note
button meeting.pick
*form form.pick
button meeting.arrange
button before.send
*form form.topics
-- wednesday
button home.next
shortcut shortcut.log
button log.open
more why
*more later
*button after.held
button after.not_held
button after.moved
*button openness.easy
*button openness.mostly
*button openness.not_yet
*form form.log
"""
"""Each is pressed twice, by whom the table names or who stands behind the colon.

`*`: the first press changes something, so that the second has something to leave alone;
`--`: what happens in between.
"""


def presses() -> Iterator[tuple[str, str, bool]]:
    """What is pressed (or "", and the step in between), by whom, whether it changes something."""
    for entry in STORY.splitlines():
        what, _, who = entry.partition(":")
        if entry.startswith("-- "):
            yield "", entry.removeprefix("-- "), False
        else:
            yield what.removeprefix("*").strip(), who.strip(), entry.startswith("*")


def test_the_story_presses_everything_twice() -> None:
    pressed = [what.strip() for what, _, _ in presses() if what]
    assert sorted(pressed) == sorted(line.name.strip() for line in LINES)


def test_a_second_press_is_answered_kindly_and_changes_nothing(slack: Office) -> None:
    known = {line.name.strip(): line for line in LINES}
    problems = []
    for what, who, changes in presses():
        if what:
            found = _twice(slack, known[what], who, changes)
            problems += [f"{what}: {problem}" for problem in found]
        else:
            STEPS[who](slack)
    assert "\n".join(problems) == ""
    assert slack.slack.lint() == []


def _twice(office: Office, line: Line, who: str, changes: bool) -> list[str]:
    actor = office.person(f"U_{(who or line.by).upper()}")
    hand = Hand(office, actor, ids_of(office))
    before = dump(office.host.store)  # type: ignore[arg-type]
    hand.use(line)
    did = changed(before, dump(office.host.store))  # type: ignore[arg-type]
    problems = [] if not changes or did else ["the first press changed nothing"]
    cell = line.cells["second press"]
    if cell.startswith("shown") and _is_offered(actor, line.id):
        problems.append("the message still offers it")
    return problems + try_it(hand, line, cell)


def _is_offered(actor: Actor, action_id: str) -> bool:
    lasting = [one for one in actor.messages() if not one.ephemeral]
    return any(action_id == each[1] for one in lasting for each in one.buttons)
