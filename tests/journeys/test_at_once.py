"""Two taps in one moment, and taps in strange places: one outcome, and each is answered."""

from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from tests.journeys.fields import choice, choices, sent, text
from tests.journeys.hands import ids_of, with_a_talk
from tests.journeys.matrix import WORDS
from tests.journeys.refused import said
from tests.journeys.rows import changed, dump
from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow


@pytest.fixture
def running(slack: Office) -> Office:
    """Theo has Maya, Lena looks for somebody, Jonas has left the company."""
    return with_a_talk(slack)


ROOT = Path(__file__).parents[2]


def at_once(*acts: object) -> None:
    """Do all of this at the same time."""
    threads = [Thread(target=act) for act in acts if callable(act)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)


def test_two_who_settle_a_talk_differently_settle_it_once(running: Office) -> None:
    running.go_to(MONDAY + timedelta(days=2, hours=7))
    at_once(
        lambda: running.theo.press("Yes, we met"),
        lambda: running.maya.press("Not yet"),
    )
    with running.host.store.read() as unit:
        first, *more = unit.meetings.find()
    assert first.settled_by is not None
    assert [one.state for one in more] == (["planned"] if first.state == "held" else [])
    told = [*running.theo.ephemerals(), *running.maya.ephemerals()]
    assert any("Somebody has answered this already" in one for one in told)


def test_two_who_pick_a_time_at_once_have_one_talk(slack: Office) -> None:
    slack.match()
    slack.theo.press("Pick a time")
    slack.maya.press("Pick a time")
    slack.theo.fill("starts_at", slack.theo.view.inputs["starts_at"].options[1])
    at_once(slack.theo.submit, slack.maya.submit)
    with slack.host.store.read() as unit:
        assert len(unit.meetings.find(state="planned")) == 1


def test_an_answer_and_a_withdrawal_at_once_leave_one_outcome(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    slack.maya.press("Accept")
    at_once(slack.maya.submit, lambda: slack.theo.press("Withdraw my request"))
    slack.settle()
    with slack.host.store.read() as unit:
        request, *_ = unit.requests.find()
        taken = [one.taken for one in unit.roles.find(role="mentor")]
    assert (str(request.state), sum(taken)) in (("withdrawn", 0), ("mentor_yes", 1))


def test_two_mentors_asked_in_one_moment_are_one_request(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    maya, jonas = (ids_of(slack, mentor)["mentor"] for mentor in ("U_MAYA", "U_JONAS"))
    ts = slack.theo.dm.ts
    at_once(
        lambda: slack.theo.press_raw("request.ask", maya, ts, "D_THEO"),
        lambda: slack.theo.press_raw("request.ask", jonas, ts, "D_THEO"),
    )
    with slack.host.store.read() as unit:
        assert len(unit.requests.find(state="open")) == 1


def test_a_mentor_who_changes_roles_and_back_has_no_second_place(running: Office) -> None:
    both = {"lesson": text("Plans change."), "topics": choices("giving_feedback")}
    for role in ("mentee", "mentor"):
        form = said("form.join", **both, roles=choice(role))
        running.maya.submit_raw(sent(f"as {role}", "form.join", "", form))
    with running.host.store.read() as unit:
        maya = unit.people.one(slack_id="U_MAYA")
        member = unit.participants.one(person_id=maya.id if maya else "")
        role_taken = unit.roles.one(participant_id=member.id if member else "", role="mentor")
    assert role_taken is not None
    assert (role_taken.taken, role_taken.capacity) == (1, 1)


def test_what_is_tapped_in_a_private_reply_is_answered_there(running: Office) -> None:
    running.go_to(MONDAY + timedelta(days=2, hours=7))
    running.theo.command("/mentor")
    running.theo.press("Yes, we met", message=running.theo.ephemerals()[-1])
    shown = running.theo.ephemerals()[-1]
    assert "Yes, we met" not in [words for words, _, _ in shown.buttons]


def test_a_double_click_on_ask_says_that_the_mentor_was_asked(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.theo.press("See who fits")
    slack.theo.press("Ask this mentor", in_view=True, within="Maya", double=True)
    assert "You hear from me by" in slack.theo.view
    with slack.host.store.read() as unit:
        assert len(unit.requests.find()) == 1


def test_later_is_refused_once_the_talk_is_settled(running: Office) -> None:
    running.go_to(MONDAY + timedelta(days=2, hours=7))
    place = ids_of(running)["after"].split("/")
    running.theo.press("Yes, we met")
    before = dump(running.host.store)  # type: ignore[arg-type]
    running.theo.press_raw(
        "more", None, place[1], place[0], option={"value": "later"}, type="overflow"
    )
    assert running.theo.ephemerals()[-1].visible() == WORDS("refusal.meeting.settled")
    assert changed(before, dump(running.host.store)) <= {"delivery.answered_at"}  # type: ignore[arg-type]
