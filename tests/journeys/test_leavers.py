"""Leavers over the wire: by event, by the daily look, and stopped where many go at once."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import State
from bot.domain.mentorships import Outcome
from bot.domain.people import PersonStatus
from handlers import channel
from tests.journeys.hands import with_a_time
from tests.journeys.test_people import person, sane
from tests.office import CHANNEL, MONDAY, Office

pytestmark = pytest.mark.slow


@pytest.fixture
def pair(slack: Office) -> Office:
    return with_a_time(slack)


def unheard(office: Office, slack_id: str, **changes: object) -> None:
    """Slack changes somebody, and no event comes."""
    office.sandbox._slack.world.change_person(slack_id, **changes)


def status(office: Office, slack_id: str) -> PersonStatus:
    return person(office, slack_id).status


def ended(office: Office) -> list[Outcome]:
    with office.host.store.read() as unit:
        return [one.outcome for one in unit.endings.find()]


def pending(office: Office, slack_id: str) -> int:
    who = person(office, slack_id)
    with office.host.store.read() as unit:
        return len(unit.deliveries.find(person_id=who.id, state=State.PENDING))


def go(office: Office, slack_id: str) -> None:
    """Deactivated, and the event is heard."""
    office.slack.deactivate(slack_id)
    office.host.listeners.finished(timeout=10)
    office.settle()


# --- one leaves -----------------------------------------------------------------------------------


def test_the_partner_reads_of_it_two_working_days_later_and_can_choose_anew(pair: Office) -> None:
    before = len(pair.theo.dms)
    go(pair, "U_MAYA")
    assert status(pair, "U_MAYA") is PersonStatus.GONE
    assert pending(pair, "U_MAYA") == 0
    assert "not active in this workspace" in pair.theo.home()
    pair.go_to(MONDAY + timedelta(days=2))
    assert len(pair.theo.dms) == before
    assert ended(pair) == []
    pair.go_to(MONDAY + timedelta(days=2, hours=8))
    assert len(pair.theo.dms) == before + 1
    assert "can no longer take part" in pair.theo.dm
    assert "says nothing about you" in pair.theo.dm
    assert ended(pair) == [Outcome.CLOSED_OTHER]
    pair.theo.press("See who fits")
    assert "Jonas" in pair.theo.view
    assert "Maya" not in pair.theo.view
    pair.theo.close_view()
    pair.go_to(MONDAY + timedelta(days=30))
    assert sum("can no longer take part" in one for one in pair.theo.dms) == 1
    assert "2 mentors" not in str(pair.ada.messages(CHANNEL)[-1].words)
    sane(pair)


def test_who_is_back_before_that_goes_on_as_if_nothing_had_been(pair: Office) -> None:
    go(pair, "U_MAYA")
    pair.go_to(MONDAY + timedelta(days=1, hours=3))
    pair.slack.reactivate("U_MAYA")
    pair.host.listeners.finished(timeout=10)
    pair.go_to(MONDAY + timedelta(days=4))
    assert status(pair, "U_MAYA") is PersonStatus.ACTIVE
    assert ended(pair) == []
    assert not any("can no longer take part" in one for one in pair.theo.dms)
    assert "You planned to meet" in pair.theo.dm
    sane(pair)


def test_a_request_to_a_leaver_is_closed_like_any_other(slack: Office) -> None:
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    go(slack, "U_MAYA")
    slack.go_to(MONDAY + timedelta(days=3))
    assert "not available" in slack.theo.dm
    with slack.host.store.read() as unit:
        assert sum(one.taken for one in unit.roles.find()) == 0
    sane(slack)


def test_a_guest_stays_where_the_program_admits_guests_only(pair: Office) -> None:
    pair.slack.change_user("U_MAYA", is_restricted=True)
    pair.host.listeners.finished(timeout=10)
    assert status(pair, "U_MAYA") is PersonStatus.GONE
    pair.ada.command("/mentor admin", channel=CHANNEL)
    pair.ada.press("Change settings", channel=CHANNEL)
    pair.ada.fill("guests", "1")
    pair.ada.submit()
    pair.pass_time(hours=21)
    pair.host.daily()
    assert status(pair, "U_MAYA") is PersonStatus.ACTIVE


# --- without an event -----------------------------------------------------------------------------


def test_the_daily_look_finds_a_leaver_no_event_told_of(pair: Office) -> None:
    unheard(pair, "U_MAYA", deleted=True)
    pair.pass_time(hours=1)
    assert status(pair, "U_MAYA") is PersonStatus.ACTIVE
    pair.host.ticks.run("daily")
    assert status(pair, "U_MAYA") is PersonStatus.GONE
    pair.go_to(MONDAY + timedelta(days=4))
    assert "can no longer take part" in pair.theo.dm


def test_the_daily_look_finds_who_came_back_and_who_moved(pair: Office) -> None:
    go(pair, "U_MAYA")
    unheard(pair, "U_MAYA", deleted=False, tz="Asia/Tokyo")
    pair.host.daily()
    assert status(pair, "U_MAYA") is PersonStatus.GONE
    pair.pass_time(hours=21)
    pair.host.daily()
    assert status(pair, "U_MAYA") is PersonStatus.ACTIVE
    assert person(pair, "U_MAYA").zone == "Asia/Tokyo"


def test_a_look_that_was_cut_short_goes_on_with_those_who_were_not_seen(pair: Office) -> None:
    pair.pass_time(hours=21)
    seen = len(pair.slack.journal(kind="call", method="users.info"))
    pair.slack.fault("error", "users.info", error="fatal_error")
    pair.host.daily()
    pair.slack.clear_faults()
    pair.host.daily()
    pair.host.daily()
    with pair.host.store.read() as unit:
        everybody = unit.people.find()
    assert all(one.checked_at == pair.clock.wall() for one in everybody)
    asked = len(pair.slack.journal(kind="call", method="users.info")) - seen
    assert asked == len(everybody) + 1


def test_an_event_that_found_the_store_locked_is_caught(
    pair: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "EVENT_WAIT", 0.05)
    with pair.host.store.unit() as unit:
        unit.workspaces.change("T0MENTOR", {}, {"id": "T0MENTOR"})
        pair.slack.deactivate("U_MAYA")
        pair.host.listeners.finished(timeout=10)
    assert status(pair, "U_MAYA") is PersonStatus.ACTIVE
    pair.host.daily()
    assert status(pair, "U_MAYA") is PersonStatus.GONE


# --- many at once ---------------------------------------------------------------------------------


@pytest.fixture
def many(pair: Office) -> Office:
    """Three of four people are deactivated within minutes."""
    for slack_id in ("U_JONAS", "U_MAYA", "U_THEO"):
        go(pair, slack_id)
        pair.pass_time(minutes=5)
    return pair


def question(office: Office) -> str:
    """What stands in the coordinators' channel about it."""
    said = [str(one.words) for one in office.ada.messages(CHANNEL) if "deactivated" in one]
    assert len(said) == 1
    return said[0]


def test_many_at_once_stop_everything_and_ask(many: Office) -> None:
    assert "Slack shows 3 people of this program as deactivated" in question(many)
    assert {status(many, one) for one in ("U_JONAS", "U_MAYA", "U_THEO")} == {PersonStatus.HELD}
    with many.host.store.read() as unit:
        assert unit.deliveries.find(state=State.SKIPPED, reason="deactivated") == ()
    many.go_to(MONDAY + timedelta(days=6))
    assert ended(many) == []
    many.otto.press_raw("leavers.left", "x", many.ada.messages(CHANNEL)[-1].ts, "C0PUBLIC")
    assert status(many, "U_MAYA") is PersonStatus.HELD


def test_a_coordinator_says_they_left(many: Office) -> None:
    many.ada.press("Yes, they left", channel=CHANNEL, double=True)
    many.settle()
    assert "That is settled now" in question(many)
    assert status(many, "U_MAYA") is PersonStatus.GONE
    many.go_to(MONDAY + timedelta(days=6))
    assert ended(many) == [Outcome.CLOSED_OTHER]
    with many.host.store.read() as unit:
        assert unit.participants.find(left_at=None) == ()


def test_a_coordinator_says_it_was_a_mistake(many: Office) -> None:
    many.ada.press("No, a mistake", channel=CHANNEL)
    many.settle()
    assert "said that this is a mistake" in question(many)
    for slack_id in ("U_JONAS", "U_MAYA", "U_THEO"):
        many.slack.reactivate(slack_id)
        many.host.listeners.finished(timeout=10)
    many.settle()
    assert "That is settled now" in question(many)
    many.go_to(MONDAY + timedelta(days=3))
    assert "You planned to meet" in many.theo.dm
    assert ended(many) == []
    sane(many)
