"""Whatever people write is shown as they wrote it, whole, and does nothing."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.hands import with_a_talk
from tests.office import CHANNEL, MONDAY, Office

pytestmark = pytest.mark.slow


@pytest.fixture
def running(slack: Office) -> Office:
    """Theo has Maya, Lena looks for somebody, Jonas has left the company."""
    return with_a_talk(slack)


ROOT = Path(__file__).parents[2]


NASTY = (
    "<!channel> <@U_OTTO> <https://evil.example|here> *bold* _it_ `x` :tada: @here & > "
    "\u05e9\u05dc\u05d5\u05dd\u202eevil"
)
FORBIDDEN = ("<!", "<@U_OTTO>", "<https://evil", "<#", "\u202e", "*bold*")


def test_what_people_write_is_shown_as_they_wrote_it_and_does_nothing(slack: Office) -> None:
    _nasty_program(slack)
    _nasty_stretch(slack)
    shown = "\n".join(_said(slack))
    assert [word for word in FORBIDDEN if word in shown] == []
    assert shown.count("evil.example") >= 8
    assert slack.slack.lint() == []
    assert slack.slack.errors() == []


def _nasty_program(office: Office) -> None:
    office.slack.invite_bot(CHANNEL, by="U_ADA")
    office.settle()
    office.nora.press("Start set-up", channel=CHANNEL)
    office.nora.fill("hope", NASTY)
    office.nora.submit()
    for name in ("assistance", "people_team", "harassment", "emergency"):
        office.nora.fill(name, NASTY)
    office.nora.submit()
    office.settle()


def _nasty_stretch(office: Office) -> None:
    topic = f"{NASTY[:40]} topics"
    office.join(office.maya, "to be a mentor", NASTY, topic)
    office.join(office.theo, "a mentor", NASTY, topic)
    office.go_to(MONDAY + timedelta(hours=2))
    office.theo.command("/mentor propose")
    office.theo.fill("person", "U_MAYA")
    office.theo.fill("line", NASTY)
    office.theo.submit()
    office.settle()
    office.maya.press("Accept")
    office.maya.submit()
    office.settle()
    office.maya.press("Pick a time")
    office.maya.submit()
    office.theo.command(f"/mentor note {NASTY}")
    office.theo.submit()
    office.theo.home()
    office.go_to(MONDAY + timedelta(days=1, hours=6))
    office.theo.press("Send my topics")
    office.theo.submit()
    office.go_to(MONDAY + timedelta(days=2, hours=2))
    for one in (office.theo, office.maya, office.otto):
        one.command("/mentor")
        one.home()


def _said(office: Office) -> Iterator[str]:
    """Every text of every message and view, but not what stands in fields to be edited."""
    for entry in office.slack.journal(kind="call"):
        yield from _texts(entry["args"])
    for entry in office.slack.journal(kind="ephemeral"):
        yield str(entry["text"])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.startswith(("{", "[")):
        value = json.loads(value)
    if isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    if isinstance(value, dict):
        for key, entry in value.items():
            if key == "text" and isinstance(entry, str):
                yield entry
            else:
                yield from _texts(entry)


def test_a_long_text_full_of_signs_reaches_its_reader_whole(running: Office) -> None:
    running.go_to(MONDAY + timedelta(days=1, hours=6))
    running.theo.press("Send my topics")
    running.theo.fill("topics", "&<>" * 499)
    running.theo.submit()
    running.go_to(MONDAY + timedelta(days=2, hours=2))
    message = running.maya.wait_for("would like to talk about")
    seen = "".join(message.visible().split())
    assert seen.count("&") + seen.count("<") + seen.count(">") >= 499 * 3 - 2
    assert running.slack.lint() == []


def test_questions_that_do_not_fit_one_message_are_kept_for_the_next(running: Office) -> None:
    for n in range(4):
        running.theo.command(f"/mentor note {n}{'?' * 498}")
        running.theo.submit()
    running.go_to(MONDAY + timedelta(days=1, hours=6))
    running.theo.press("Send my topics")
    running.theo.submit()
    with running.host.store.read() as unit:
        left = [one for one in unit.notes.find(sent_at=None) if one.done_at is None]
    assert [one.text[0] for one in left] == ["3"]
