"""Runs over the wire: on trial, compared, changed by hand, published in one go, told to nobody."""

import pytest

from bot.domain.requests import RequestState
from bot.domain.runs import RunState
from tests.office import CHANNEL, Actor, Office

pytestmark = pytest.mark.slow


@pytest.fixture
def waiting(slack: Office) -> Office:
    """Theo, Lena and Otto look for a mentor; Maya and Jonas have one place each."""
    slack.open_program()
    for one, topic in ((slack.maya, "giving feedback"), (slack.jonas, "delegating")):
        slack.join(one, "to be a mentor", "Plans change.", topic)
    for one, topic in (
        (slack.theo, "giving feedback"),
        (slack.lena, "delegating"),
        (slack.tom, "giving feedback"),
    ):
        slack.join(one, "a mentor", "I want to ask.", topic)
    return slack


def console(who: Actor) -> None:
    who.command("/mentor admin", channel=CHANNEL)


def start(office: Office, **chosen: str) -> None:
    console(office.ada)
    office.ada.press("Match everybody", channel=CHANNEL)
    for name, value in chosen.items():
        office.ada.fill(name, value)
    assert office.ada.submit().errors == {}
    office.settle()
    office.pass_time(seconds=40)


def card(office: Office) -> str:
    return str(office.ada.messages(CHANNEL)[-1].text)


def runs(office: Office) -> list[RunState]:
    with office.host.store.read() as unit:
        return [one.state for one in unit.runs.find()]


def sane(office: Office) -> None:
    assert office.slack.lint() == []
    assert office.slack.errors() == []
    assert office.slack.unacked() == []


def test_a_draft_is_looked_at_and_nobody_is_told(waiting: Office) -> None:
    before = {who: len(waiting.person(who).dms) for who in ("U_THEO", "U_MAYA", "U_LENA")}
    start(waiting)
    assert "2 matched, 1 without a match yet" in card(waiting)
    assert "would place 1 more" in card(waiting)
    waiting.ada.press("Look at the matches", channel=CHANNEL)
    shown = waiting.ada.view.text()
    assert "has no match yet" in shown
    assert "3 people can only go to mentors who have 2" in shown
    assert "offers giving feedback" in shown
    assert {who: len(waiting.person(who).dms) for who in before} == before
    with waiting.host.store.read() as unit:
        (run,) = unit.runs.find()
        assert set(run.digests) == {"people", "rules", "draft"}
    sane(waiting)


def test_two_weightings_stand_side_by_side_and_one_is_published(waiting: Office) -> None:
    start(waiting, compare="topics first")
    assert runs(waiting) == [RunState.READY, RunState.READY]
    assert "With balanced: 2 matched" in card(waiting)
    waiting.ada.press("Publish", channel=CHANNEL)
    assert "Matches that go out: 2" in waiting.ada.view.text()
    waiting.ada.submit()
    waiting.pass_time(hours=3)
    assert sorted(runs(waiting)) == [RunState.DISCARDED, RunState.PUBLISHED]
    assert "hopes to work with you" in waiting.maya.dm.text
    assert "hopes to work with you" in waiting.jonas.dm.text
    with waiting.host.store.read() as unit:
        assert [one.state for one in unit.requests.find()] == [RequestState.OPEN] * 2
        assert len(unit.rounds.find()) == 3
        assert unit.run_pairs.find(run_id=unit.runs.find(state=RunState.DISCARDED)[0].id) == ()
        assert "run.published" in [one.action for one in unit.audits.find()]
    sane(waiting)


def test_a_change_by_hand_names_the_rule_that_forbids_it(waiting: Office) -> None:
    start(waiting)
    waiting.ada.press("Look at the matches", channel=CHANNEL)
    waiting.ada.press("Change this match", in_view=True, within="Lena")
    waiting.ada.fill("mentor", "U_OTTO")
    assert "no mentor with a free place" in waiting.ada.submit().errors["mentor"]
    waiting.ada.fill("mentor", "U_MAYA")
    assert "no place left in the draft" in waiting.ada.submit().errors["mentor"]
    waiting.ada.fill("mentor", None)
    waiting.ada.submit()
    assert "You left them without a match" in waiting.ada.view.text()
    waiting.pass_time(seconds=40)
    assert "1 matched, 2 without a match yet" in card(waiting)
    sane(waiting)


def test_why_not_is_answered_in_words(waiting: Office) -> None:
    start(waiting)
    waiting.ada.press("Look at the matches", channel=CHANNEL)
    waiting.ada.press("Why not these two?", in_view=True)
    waiting.ada.choose_in_view("U_THEO", of="why.mentee")
    waiting.ada.choose_in_view("U_JONAS", of="why.mentor")
    waiting.ada.press("Tell me why", in_view=True)
    said = waiting.ada.view.text()
    assert any(one in said for one in ("would cost", "without any place", "A rule forbids"))
    sane(waiting)


def test_what_changed_since_is_left_out_of_publishing(waiting: Office) -> None:
    start(waiting)
    waiting.theo.press("See who fits")
    waiting.theo.press("Ask this mentor", in_view=True)
    waiting.settle()
    waiting.ada.press("Publish", channel=CHANNEL)
    waiting.ada.submit()
    assert "Matches that go out: 1" in waiting.ada.view.text()
    sane(waiting)


def test_only_a_coordinator_in_the_channel_runs_anything(waiting: Office) -> None:
    start(waiting)
    ts = waiting.ada.messages(CHANNEL)[-1].ts
    with waiting.host.store.read() as unit:
        (run,) = unit.runs.find()
    for button in ("run.start", "run.look", "run.publish", "run.discard", "run.why"):
        waiting.otto.press_raw(button, run.id, ts, CHANNEL)
    assert runs(waiting) == [RunState.READY]
    waiting.ada.press("Drop this draft", channel=CHANNEL)
    waiting.ada.press_raw("run.discard", run.id, ts, CHANNEL)
    assert "Start a new one" in card(waiting)
    assert runs(waiting) == [RunState.DISCARDED]
    waiting.pass_time(seconds=40)
    lasting = [one for one in waiting.ada.messages(CHANNEL) if not one.ephemeral]
    assert "was dropped" in lasting[-1].text


def test_nobody_waiting_is_said_at_once(slack: Office) -> None:
    slack.open_program()
    console(slack.ada)
    slack.ada.press("Match everybody", channel=CHANNEL)
    assert "Nobody waits for a mentor now" in next(iter(slack.ada.submit().errors.values()))
