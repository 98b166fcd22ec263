"""Clocks."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import HandClock, RealClock

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_the_real_clock_is_aware_and_in_utc() -> None:
    clock = RealClock()
    assert clock.wall().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()
    assert clock.boot() <= clock.boot()


def test_a_hand_clock_stands_still() -> None:
    clock = HandClock(NOON)
    assert (clock.wall(), clock.monotonic(), clock.boot()) == (NOON, 0.0, 0.0)


def test_the_monotonic_readings_move_with_the_hand() -> None:
    clock = HandClock(NOON)
    clock.advance_to(NOON.astimezone(timezone(timedelta(hours=5))) + timedelta(hours=2))
    clock.advance(timedelta(seconds=3))
    assert clock.wall() == NOON + timedelta(hours=2, seconds=3)
    assert clock.wall().tzinfo is UTC
    assert clock.monotonic() == clock.boot() == 7203.0


def test_a_hand_clock_never_goes_back() -> None:
    clock = HandClock(NOON)
    with pytest.raises(ValueError, match="before"):
        clock.advance_to(NOON - timedelta(seconds=1))
    assert clock.wall() == NOON
