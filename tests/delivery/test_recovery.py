"""The recoverer: when it acts, what it finds, what it holds."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.deliveries import Delivery, State
from bot.recovery import HELD, Hooks, Patience, Recoverer
from bot.services.mentorships import introduction_held
from tests.builders import MAYA, TUESDAY
from tests.delivery.office import MINUTE, Office


def _doubt(office: Office, kind: str = "receipt", effect: bool = True, **more: Any) -> Delivery:
    """A row whose answer was lost."""
    row = office.queue(kind, **more)
    office.slack.fault("reset", "chat.postMessage", effect=effect)
    office.drain()
    assert office.row(row).state is State.SENDING
    return row


def _look_ups(office: Office) -> int:
    return len(office.slack.journal(method="conversations.history"))


def _watched(office: Office, **hooks: Any) -> Recoverer:
    """A recoverer that has watched everything open for long enough."""
    recoverer = office.recoverer(**hooks)
    recoverer.run(office.clock.wall())
    office.clock.advance(timedelta(minutes=11))
    return recoverer


def test_one_look_up_settles_a_doubt(office: Office) -> None:
    row = _doubt(office)
    assert _watched(office).run(office.clock.wall()) == 1
    assert office.row(row).state is State.SENT
    assert _look_ups(office) == 1


def test_the_window_of_a_look_up_begins_an_hour_before_the_mark(office: Office) -> None:
    _doubt(office)
    _watched(office).run(office.clock.wall())
    [call] = office.slack.journal(method="conversations.history")
    assert float(call["args"]["oldest"]) == (TUESDAY - timedelta(hours=1)).timestamp()


def test_a_changed_fence_starts_the_watch_anew(office: Office) -> None:
    row = _doubt(office)
    recoverer = _watched(office)
    with office.store.unit() as unit:
        unit.deliveries.change(row.id, {}, {"fence": 7})
    assert recoverer.run(office.clock.wall()) == 0
    assert _look_ups(office) == 0
    office.clock.advance(timedelta(minutes=11))
    assert recoverer.run(office.clock.wall()) == 1


def test_a_wall_clock_that_jumps_ripens_nothing(office: Office) -> None:
    _doubt(office)
    recoverer = office.recoverer()
    recoverer.run(office.clock.wall())
    office.clock._wall += timedelta(days=10)
    assert recoverer.run(office.clock.wall()) == 0
    assert _look_ups(office) == 0


def test_a_lapsed_lease_goes_back_after_a_minute_without_a_look_up(office: Office) -> None:
    row = office.queue()
    assert office.die("claimed")
    recoverer = office.recoverer()
    recoverer.run(office.clock.wall())
    office.clock.advance(timedelta(seconds=59))
    assert recoverer.run(office.clock.wall()) == 0
    office.clock.advance(timedelta(seconds=1))
    assert recoverer.run(office.clock.wall()) == 1
    assert (office.row(row).state, office.row(row).attempts) == (State.PENDING, 0)


@pytest.mark.parametrize(
    "fault",
    ["error-missing_scope", "error-ratelimited", "ratelimited", "reset", "html", "empty", "status"],
)
def test_an_incomplete_look_up_is_never_not_found(office: Office, fault: str) -> None:
    row = _doubt(office, effect=False)
    kind, _, error = fault.partition("-")
    more = {"error": error} if error else {}
    office.slack.fault(kind, "conversations.history", count=1, **more)
    recoverer = _watched(office)
    assert recoverer.run(office.clock.wall()) == 0
    assert office.row(row).state is State.SENDING
    assert recoverer.run(office.clock.wall()) == 1
    assert office.row(row).state is State.PENDING


def test_without_the_scope_a_doubt_stays_and_is_reported_at_its_expiry(office: Office) -> None:
    row = _doubt(office)
    office.slack.remove_scope("im:history")
    recoverer = _watched(office)
    assert recoverer.run(office.clock.wall()) == 0
    assert office.row(row).state is State.SENDING
    office.clock.advance(timedelta(days=1))
    assert recoverer.run(office.clock.wall()) == 1
    kept = office.row(row)
    assert (kept.state, kept.reason) == (State.UNCONFIRMED, "missing_scope")
    office.live_on()
    assert len(office.slack.posts()) == 1


def test_what_is_not_found_past_its_expiry_is_skipped(office: Office) -> None:
    row = _doubt(office, effect=False)
    recoverer = _watched(office)
    office.clock.advance(timedelta(days=1))
    recoverer.run(office.clock.wall())
    office.live_on()
    assert (office.row(row).state, office.row(row).reason) == (State.SKIPPED, "expired")
    assert office.slack.posts() == []


def test_what_is_found_past_its_expiry_is_sent(office: Office) -> None:
    row = _doubt(office)
    recoverer = _watched(office)
    office.clock.advance(timedelta(days=3))
    recoverer.run(office.clock.wall())
    assert office.row(row).state is State.SENT


# --- held ---------------------------------------------------------------------------------------


def test_a_group_message_in_doubt_is_held_and_never_looked_up(office: Office) -> None:
    row = _doubt(office, "introduction", mentorship_id="theo-and-maya")
    assert _watched(office).run(office.clock.wall()) == 1
    assert (office.row(row).state, office.row(row).reason) == (State.UNCONFIRMED, HELD)
    assert office.held == [row.id]
    assert _look_ups(office) == 0
    office.live_on()
    assert len(office.slack.posts()) == 1


def test_a_card_in_doubt_is_held(office: Office) -> None:
    row = _doubt(office, "card", effect=False)
    _watched(office).run(office.clock.wall())
    assert (office.row(row).state, office.row(row).reason) == (State.UNCONFIRMED, HELD)


def test_a_held_introduction_reaches_everybody_in_their_own_dm(office: Office) -> None:
    row = _doubt(
        office,
        "introduction",
        effect=False,
        mentorship_id="theo-and-maya",
        subject_type="mentorship",
        subject_id="theo-and-maya",
    )
    moment = office.clock.wall()
    recoverer = _watched(
        office, on_held=lambda unit, held: introduction_held(unit, held.subject_id, moment)
    )
    recoverer.run(office.clock.wall())
    office.live_on(1)
    assert office.row(row).state is State.UNCONFIRMED
    assert office.seen() == ["introduction.copy (en)"]
    assert office.seen(reader=MAYA.slack_id) == ["introduction.copy (en)"]


def test_a_copy_that_fails_holds_nothing_yet(office: Office) -> None:
    row = _doubt(office, "introduction", mentorship_id="theo-and-maya")

    def fails(*_args: object) -> None:
        raise RuntimeError("no copies")

    with pytest.raises(RuntimeError):
        _watched(office, on_held=fails).run(office.clock.wall())
    assert office.row(row).state is State.SENDING


# --- heirs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("point", ["claimed", "marked", "posted"])
def test_the_sole_owner_settles_what_a_dead_predecessor_left_within_seconds(
    office: Office, point: str
) -> None:
    row = office.queue()
    assert office.die(point)
    recoverer = office.recoverer()
    assert recoverer.inherit() == 1
    assert recoverer.run(office.clock.wall()) == 0
    office.clock.advance(timedelta(seconds=5))
    assert recoverer.run(office.clock.wall()) == 1
    office.clock.advance(MINUTE)
    office.drain()
    assert office.seen(row) == ["receipt (en)"]
    assert office.row(row).state is State.SENT


def test_an_heir_watches_its_own_rows_as_long_as_anybody(office: Office) -> None:
    recoverer = office.recoverer()
    assert recoverer.inherit() == 0
    row = _doubt(office)
    recoverer.run(office.clock.wall())
    office.clock.advance(timedelta(seconds=30))
    assert recoverer.run(office.clock.wall()) == 0
    assert office.row(row).state is State.SENDING


def test_the_waits_are_settings(office: Office) -> None:
    _doubt(office)
    patience = Patience(lease=timedelta(seconds=1), quarantine=timedelta(seconds=1))
    recoverer = Recoverer(office.store, office.messenger, office.clock, Hooks(), patience)
    recoverer.run(office.clock.wall())
    office.clock.advance(timedelta(seconds=2))
    assert recoverer.run(office.clock.wall()) == 1
