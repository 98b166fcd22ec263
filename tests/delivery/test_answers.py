"""What becomes of a row after each answer of Slack."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import State
from bot.services.delivering import resume
from tests.builders import MAYA, THEO, TUESDAY
from tests.delivery.office import Office


def test_a_429_silences_the_workspace_for_everybody_and_nobody_sleeps(office: Office) -> None:
    rows = [office.queue(subject_id=str(number)) for number in range(7)]
    office.slack.fault("ratelimited", "chat.postMessage", retry_after=30)
    office.drain()
    assert len(office.slack.journal(method="chat.postMessage")) == 1
    with office.store.read() as unit:
        gate = unit.workspaces.get("T0MENTOR").post_gate
    assert gate == TUESDAY + timedelta(seconds=30)
    assert {office.row(row).attempts for row in rows} == {0}
    office.clock.advance(timedelta(seconds=29))
    office.drain()
    assert office.slack.posts() == []
    office.clock.advance(timedelta(seconds=1))
    office.drain()
    assert [office.seen(row) for row in rows] == [["receipt (en)"]] * 7


def test_a_429_without_a_time_waits_half_a_minute(office: Office) -> None:
    row = office.queue()
    office.slack.fault("ratelimited", "chat.postMessage", retry_after=None)
    office.drain()
    assert office.row(row).next_at == TUESDAY + timedelta(seconds=30)


@pytest.mark.parametrize("error", ["user_disabled", "channel_not_found", "is_archived"])
def test_a_person_who_cannot_be_reached_is_not_tried_again(office: Office, error: str) -> None:
    row = office.queue()
    office.slack.fault("error", "chat.postMessage", error=error)
    office.live_on()
    assert (office.row(row).state, office.row(row).reason) == (State.DEAD, error)
    assert len(office.slack.journal(method="chat.postMessage")) == 1


def test_a_refused_message_stops_no_other(office: Office) -> None:
    bad, good = office.queue(subject_id="a"), office.queue(subject_id="b")
    office.slack.fault("error", "chat.postMessage", error="invalid_blocks")
    office.drain()
    assert {office.row(bad).state, office.row(good).state} == {State.DEAD, State.SENT}


def test_somebody_whose_dm_cannot_be_opened_is_not_tried_again(office: Office) -> None:
    office.slack.deactivate(THEO.slack_id)
    row = office.queue()
    office.live_on()
    assert (office.row(row).state, office.row(row).reason) == (State.DEAD, "user_disabled")
    assert len(office.slack.journal(method="conversations.open")) == 1


def test_a_group_that_cannot_be_opened_is_told_to_whoever_copies_it(office: Office) -> None:
    dead: list[str] = []
    office.slack.deactivate(MAYA.slack_id)
    row = office.queue("introduction", mentorship_id="theo-and-maya")
    office.drain(on_dead=lambda _unit, delivery: dead.append(delivery.id))
    assert dead == [row.id]


def test_a_revoked_token_pauses_the_workspace_and_loses_nothing(office: Office) -> None:
    rows = [office.queue(subject_id=str(number)) for number in range(7)]
    office.slack.fault("error", "chat.postMessage", error="token_revoked", count=-1)
    office.drain()
    with office.store.read() as unit:
        assert unit.workspaces.get("T0MENTOR").paused_reason == "token_revoked"
    assert len(office.slack.journal(method="chat.postMessage")) == 1
    assert {office.row(row).state for row in rows} == {State.PENDING}


def test_a_new_token_sends_what_waited(office: Office) -> None:
    rows = [office.queue(subject_id=str(number)) for number in range(7)]
    office.slack.fault("error", "chat.postMessage", error="token_revoked")
    office.drain()
    office.clock.advance(timedelta(seconds=10))
    assert resume(office.store, "T0MENTOR", office.clock.wall()) == 7
    office.drain()
    assert [office.seen(row) for row in rows] == [["receipt (en)"]] * 7


def test_a_closed_port_counts_as_not_sent_and_is_tried_again_with_back_off(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = office.queue()
    client = office.messenger._client  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:
        patch.setattr(client, "base_url", "http://127.0.0.1:9/api/")
        office.drain()
        waiting = office.row(row)
        assert (waiting.state, waiting.attempts) == (State.PENDING, 1)
        assert waiting.reason == "ConnectionRefusedError"
        assert waiting.next_at == TUESDAY + timedelta(seconds=30)
    office.clock.advance(timedelta(seconds=30))
    office.drain()
    assert office.seen(row) == ["receipt (en)"]
