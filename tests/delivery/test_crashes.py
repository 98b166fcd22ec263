"""Killed at any point, or left without an answer: nothing is lost and nothing is said twice."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.deliveries import State
from tests.builders import TUESDAY
from tests.delivery.office import MINUTE, Dead, Office, dies_at

SENDING = ("claimed", "opened", "placed", "marked", "posted", "recorded")
RECOVERING = ("taken_over", "looked_up", "settled")
LOST_ANSWERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("reset", {}),
    ("hang", {}),
    ("status", {"status": 500}),
    ("status", {"status": 502}),
    ("status", {"status": 503}),
    ("html", {"status": 200}),
    ("html", {"status": 502}),
    ("empty", {}),
    ("half", {}),
    ("error", {"error": "internal_error"}),
    ("error", {"error": "fatal_error"}),
    ("error", {"error": "service_unavailable"}),
    ("error", {"error": "request_timeout"}),
)
_NAMES = [f"{kind}-{'-'.join(map(str, more.values()))}" for kind, more in LOST_ANSWERS]


@pytest.fixture(autouse=True)
def _impatient(office: Office) -> None:
    """A hanging Slack is given up after a third of a second instead of ten."""
    office.messenger._client.timeout = 0.3  # type: ignore[attr-defined]


def _is_settled(office: Office, row: Any) -> bool:
    kept = office.row(row)
    [message] = office.slack.posts()
    return (kept.state, kept.ts) == (State.SENT, message["ts"])


@pytest.mark.parametrize("point", SENDING)
def test_killed_while_sending_it_is_said_exactly_once(office: Office, point: str) -> None:
    row = office.queue()
    assert office.die(point)
    office.live_on()
    assert office.seen(row) == ["receipt (en)"]
    assert _is_settled(office, row)


@pytest.mark.faults
@pytest.mark.parametrize("again", RECOVERING)
@pytest.mark.parametrize("point", ["marked", "posted"])
def test_killed_while_recovering_it_is_said_exactly_once(
    office: Office, point: str, again: str
) -> None:
    row = office.queue()
    assert office.die(point)
    recoverer = office.recoverer(crash=dies_at(again))
    recoverer.run(office.clock.wall())
    office.clock.advance(timedelta(minutes=11))
    with pytest.raises(Dead):
        recoverer.run(office.clock.wall())
    office.live_on()
    assert office.seen(row) == ["receipt (en)"]
    assert _is_settled(office, row)


@pytest.mark.faults
@pytest.mark.parametrize("effect", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("kind", "more"), LOST_ANSWERS, ids=_NAMES)
def test_a_lost_answer_is_looked_up_and_the_message_said_exactly_once(
    office: Office, kind: str, more: dict[str, Any], effect: bool
) -> None:
    row = office.queue()
    office.slack.fault(kind, "chat.postMessage", effect=effect, **more)
    office.drain()
    doubtful = office.row(row)
    assert doubtful.state is State.SENDING
    assert doubtful.reason
    office.live_on()
    assert office.seen(row) == ["receipt (en)"]
    assert _is_settled(office, row)


@pytest.mark.parametrize("effect", [False, True], ids=["before", "after"])
def test_a_reset_is_looked_up_and_the_message_said_exactly_once(
    office: Office, effect: bool
) -> None:
    row = office.queue()
    office.slack.fault("reset", "chat.postMessage", effect=effect)
    office.drain()
    office.live_on()
    assert office.seen(row) == ["receipt (en)"]
    assert _is_settled(office, row)


def test_a_row_in_doubt_is_left_alone_for_eleven_minutes(office: Office) -> None:
    row = office.queue()
    office.slack.fault("reset", "chat.postMessage")
    office.drain()
    office.live_on(minutes=11)
    assert office.slack.journal(method="conversations.history") == []
    assert office.row(row).state is State.SENDING
    office.live_on(minutes=13)
    assert office.row(row).state is State.SENT


def test_a_record_that_fails_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import sender
    from bot.ports import Busy

    row = office.queue()
    failures = [Busy("locked"), OSError("gone")]

    def record(*args: Any) -> bool:
        if failures:
            raise failures.pop()
        return real(*args)

    real = sender.record
    monkeypatch.setattr(sender, "record", record)
    office.drain(record_waits=(0.0, 0.0))
    assert office.row(row).state is State.SENT


def test_a_record_that_never_works_leaves_a_doubt_that_is_looked_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import sender
    from bot.ports import Busy

    row = office.queue()

    def record(*_args: Any) -> bool:
        raise Busy("locked")

    with monkeypatch.context() as patch:
        patch.setattr(sender, "record", record)
        office.drain(record_waits=(0.0,))
    assert office.row(row).state is State.SENDING
    office.live_on()
    assert office.seen(row) == ["receipt (en)"]
    assert _is_settled(office, row)


def test_a_counted_message_keeps_its_turn_through_a_crash(office: Office) -> None:
    row = office.queue("stage")
    assert office.die("marked")
    office.live_on()
    assert office.seen(row) == ["stage (en)"]


def test_what_was_found_counts_from_the_moment_it_was_sent(office: Office) -> None:
    row = office.queue()
    assert office.die("posted")
    office.live_on()
    assert office.row(row).sent_at == TUESDAY


def test_a_message_found_later_is_brought_up_to_date(office: Office) -> None:
    row = office.queue()
    assert office.die("posted")
    office.words[row.id] = "accepted"
    office.live_on()
    assert office.seen(row) == ["accepted (en)"]


@pytest.mark.faults
def test_many_crashes_in_a_row_lose_and_double_nothing(office: Office) -> None:
    rows = [office.queue(subject_id=str(number)) for number in range(12)]
    for point in (*SENDING, *SENDING):
        office.die(point)
        office.clock.advance(MINUTE)
    office.live_on(minutes=30)
    assert [office.seen(row) for row in rows] == [["receipt (en)"]] * 12
    assert {office.row(row).state for row in rows} == {State.SENT}
