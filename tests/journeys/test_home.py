"""Home for each kind of reader: the next action first, nothing twice, help always there."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.domain.ids import new_id
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.participants import Role
from bot.services import requests
from sandbox.seen import SeenView
from tests.journeys.living import filled
from tests.office import CHANNEL, MONDAY, TEAM, Actor, Office

pytestmark = pytest.mark.slow

HELP = "Care line 4040"


@dataclass(frozen=True)
class Reader:
    """What one kind of reader sees: the first button (or none), words that are there, and words
    that are not; whether help stands below."""

    first: str
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    helped: bool = True


READERS = {
    "nobody's program": Reader("", ("no mentoring program here yet",), helped=False),
    "newcomer": Reader(
        "Join mentoring", ("What this is, and is not",), ("More about me", "Keep a question")
    ),
    "mentor without a request": Reader(
        "Read for a minute", ("one place free", "Listening first"), ("See who fits",)
    ),
    "mentee who may choose": Reader("See who fits", ("More about me", "You lead the way")),
    "mentee who waits": Reader("Withdraw my request", ("I asked @Maya Okafor",), ("See who fits",)),
    "mentor who is asked": Reader("Accept", ("@Theo Brandt hopes to work with you",)),
    "mentee without a time": Reader("Pick a time", ("No talk is planned yet",)),
    "mentee with a talk": Reader("Keep a question", ("Your next talk is on",), ("Pick a time",)),
    "mentor with a talk": Reader("Keep a question", ("Your next talk is on",), ("Pick a time",)),
    "mentee to say it": Reader("Yes, we met", ("Did you?",)),
    "mentee with numbers": Reader(
        "Keep a question",
        ("I say hard things early.", "3 at first, 6 the last time. Each time: 3 and 6."),
    ),
    "somebody away": Reader("I am back", ("You are away until",)),
    "who left": Reader(
        "Join mentoring", ("You left Career Mentoring on", "How do I begin?"), ("See who fits",)
    ),
    "after the program": Reader(
        "See my data",
        ("Career Mentoring has ended", "How do I begin?"),
        ("Join mentoring", "Keep a question"),
    ),
    "in the next program": Reader("Change my answers", ("How do I begin?",), ("has ended",)),
}


def check(kind: str, who: Actor) -> SeenView:
    """Fail unless this person's Home is that of this kind of reader."""
    reader, home = READERS[kind], who.home()
    labels = [label for label, _, _ in home.buttons]
    text = home.text().replace("*", "")
    assert (labels[:1] or [""])[0] == reader.first, (kind, labels)
    assert [words for words in reader.shown if words not in text] == [], (kind, text)
    assert [words for words in reader.hidden if words in text] == [], (kind, text)
    assert (HELP in text) == reader.helped, (kind, text)
    assert len(home.blocks) <= 100
    assert len(labels) == len(set(labels)), (kind, labels)
    return home


def test_before_and_after_joining(slack: Office) -> None:
    check("nobody's program", slack.otto)
    slack.open_program()
    check("newcomer", slack.otto)
    slack.otto.press_home("What this is, and is not")
    assert "What it is not." in slack.otto.view.text().replace("*", "")
    slack.people_join()
    check("mentor without a request", slack.maya)
    check("mentee who may choose", slack.theo)
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    check("mentee who waits", slack.theo)
    check("mentor who is asked", slack.maya)
    slack.accept()
    check("mentee without a time", slack.theo)
    assert slack.slack.lint() == []


def test_between_talks(slack: Office) -> None:
    slack.match()
    slack.go_to(MONDAY + timedelta(hours=4))
    slack.maya.press("Pick a time")
    slack.maya.submit()
    check("mentee with a talk", slack.theo)
    check("mentor with a talk", slack.maya)
    _numbers(slack)
    check("mentee with numbers", slack.theo)
    slack.go_to(MONDAY + timedelta(days=2, hours=6))
    check("mentee to say it", slack.theo)
    slack.theo.command("/mentor pause")
    filled(first="2026-11-25", last="2026-11-30")(slack.theo)
    check("somebody away", slack.theo)
    assert slack.slack.lint() == []


def _numbers(office: Office) -> None:
    office.theo.command("/mentor goal")
    filled(sentence="I say hard things early.")(office.theo)
    for number in ("3", "6"):
        office.theo.home()
        office.theo.press_home("Rate my goal")
        filled(number=number)(office.theo)


def test_ones_own_line_stays_when_the_match_ends(slack: Office) -> None:
    slack.match()
    _numbers(slack)
    slack.theo.home()
    slack.theo.press_home("End or change this match")
    slack.theo.press("End only", in_view=True)
    home = slack.theo.home().text()
    assert "has ended" in home
    assert "I say hard things early." in home
    assert "Each time: 3 and 6." in home


# --- out of a program ----------------------------------------------------------------------------


def test_what_somebody_wrote_stays_hers_when_it_is_over(slack: Office) -> None:
    """Left, then back, then the program ends, then the next one begins."""
    slack.open_program()
    slack.join(slack.theo, "a mentor", "More.", "giving feedback")
    slack.theo.command("/mentor note How do I begin?")
    slack.theo.submit()
    _leave(slack, left=True)
    check("who left", slack.theo)
    slack.theo.press_home("Join mentoring")
    slack.theo.submit()
    slack.settle()
    assert "You left" not in slack.theo.home()
    slack.ada.command("/mentor admin", channel=CHANNEL)
    slack.ada.press("Close the program")
    slack.ada.submit()
    slack.settle()
    check("after the program", slack.theo)
    _next_program(slack)
    home = check_over(slack.theo)
    assert "Join mentoring" in [label for label, _, _ in home.buttons]
    slack.join(slack.theo, "a mentor", "More.", "presenting")
    check("in the next program", slack.theo)
    assert slack.slack.lint() == []


def check_over(who: Actor) -> SeenView:
    home = who.home()
    assert "Career Mentoring has ended" in home
    return home


def _leave(office: Office, left: bool) -> None:
    with office.host.store.unit() as unit:
        (member,) = unit.participants.find()
        at = office.clock.wall() if left else None
        unit.participants.change(member.id, {}, {"left_at": at})


def _next_program(office: Office) -> None:
    office.nora.command("/mentor setup", channel=CHANNEL)
    office.nora.submit()
    for name in ("assistance", "people_team", "harassment"):
        office.nora.fill(name, HELP)
    office.nora.submit()
    office.settle()


def test_one_program_runs_at_a_time(slack: Office) -> None:
    slack.open_program()
    slack.nora.command("/mentor setup", channel=CHANNEL)
    assert "A program is open already" in slack.nora.ephemerals()[-1].text


# --- a mentor of three ---------------------------------------------------------------------------


@pytest.fixture
def three(slack: Office) -> Office:
    """Maya mentors Theo (no time yet), Lena (a talk is over) and Otto (a talk ahead)."""
    slack.open_program()
    slack.join(slack.maya, "to be a mentor", "Silence.", "giving feedback")
    with slack.host.store.unit() as unit:
        (role,) = unit.roles.find(role=Role.MENTOR)
        unit.roles.change(role.id, {}, {"capacity": 3})
    for who in (slack.theo, slack.lena, slack.otto):
        slack.join(who, "a mentor", "More.", "giving feedback")
        _pair(slack, who.id)
    slack.settle()
    _talk(slack, "U_LENA", timedelta(hours=-1))
    _talk(slack, "U_OTTO", timedelta(days=3))
    return slack


def _pair(office: Office, slack_id: str) -> None:
    now = office.clock.wall()
    with office.host.store.unit() as unit:
        (mentor,) = unit.roles.find(role=Role.MENTOR)
        asked = requests.ask(unit, TEAM, slack_id, mentor.participant_id, now)
        requests.accept(unit, "U_MAYA", asked.id, now)
        requests.confirm(unit, slack_id, asked.id, now)


def _talk(office: Office, slack_id: str, when: timedelta) -> None:
    now = office.clock.wall()
    with office.host.store.unit() as unit:
        person = unit.people.one(slack_id=slack_id)
        (member,) = unit.members.find(person_id=person.id if person else "")
        talk = Meeting(new_id(), member.mentorship_id, now + when, 45, "Europe/Madrid", now)
        unit.meetings.add(replace(talk, state=MeetingState.PLANNED))


def test_a_mentor_of_three_has_one_part_each_the_most_urgent_first(three: Office) -> None:
    home = three.maya.home()
    text = home.text()
    places = [text.index(f"You and @{name}") for name in ("Lena", "Theo", "Otto")]
    assert places == sorted(places)
    assert [label for label, _, _ in home.buttons][:4] == [
        "Yes, we met",
        "Not yet",
        "We moved it",
        "More about this",
    ]
    assert "End or change this match" not in text
    assert len(home.blocks) <= 40
    three.maya.press_home("More about this", nth=2)
    assert "Where you are now" in three.maya.view.text()
    three.maya.press("End or change this match", in_view=True)
    assert "Otto" in three.maya.view.text()
    assert three.slack.lint() == []
    assert three.slack.errors() == []


def test_a_mentor_who_is_away_for_long_is_neither_counted_nor_offered(slack: Office) -> None:
    slack.open_program()
    slack.join(slack.maya, "to be a mentor", "Silence is not kindness.", "giving feedback")
    slack.join(slack.jonas, "to be a mentor", "Plans change.", "giving feedback")
    slack.maya.command("/mentor pause")
    slack.maya.fill("first", "2026-11-23")
    slack.maya.fill("last", "2026-12-11")
    slack.maya.submit()
    slack.join(slack.theo, "a mentor", "More.", "giving feedback")
    assert "one person offers" in slack.theo.dm
    slack.jonas.command("/mentor leave")
    slack.jonas.press("Leave the program", in_view=True)
    slack.jonas.press("Leave now", in_view=True)
    assert "Nobody with a free place offers what you asked for yet" in slack.theo.home()
