"""Ticks: they go on after a failure, leave stamps, and a stuck one is noticed."""

from datetime import UTC, datetime, timedelta
from threading import Event

from bot.clock import HandClock
from bot.ticks import STUCK_SECONDS, Tick, Ticks, three

START = datetime(2027, 3, 1, 12, tzinfo=UTC)


def _ticks(clock: HandClock, *ticks: Tick) -> Ticks:
    return Ticks(ticks, clock, on_stuck=lambda _name: None)


def _fails() -> None:
    raise RuntimeError("broken")


def test_a_failing_tick_is_stamped_too_and_raises_nothing() -> None:
    clock = HandClock(START)
    ticks = _ticks(clock, Tick("wake", _fails, 15.0))
    clock.advance(timedelta(seconds=42))
    ticks.run("wake")
    assert ticks.stamps() == {"wake": 42.0}


def test_the_ages_grow_until_the_next_run() -> None:
    clock = HandClock(START)
    ticks = _ticks(clock, Tick("wake", lambda: None, 15.0))
    ticks.run("wake")
    clock.advance(timedelta(seconds=90))
    assert ticks.ages() == {"wake": 90.0}


def test_a_tick_that_does_not_end_is_stuck_after_five_minutes_beyond_its_interval() -> None:
    clock = HandClock(START)
    ticks = _ticks(clock, Tick("wake", lambda: None, 15.0, jitter=3))
    ticks.run("wake")
    clock.advance(timedelta(seconds=STUCK_SECONDS + 18))
    assert ticks.stuck() is None
    clock.advance(timedelta(seconds=1))
    assert ticks.stuck() == "wake"


def test_a_tick_that_runs_once_an_hour_is_not_stuck_in_between() -> None:
    clock = HandClock(START)
    ticks = _ticks(clock, *three(lambda: None, lambda: None, lambda: None))
    ticks.run("daily")
    clock.advance(timedelta(minutes=60))
    assert ticks.stuck() is None


def test_every_tick_runs_at_the_start_and_a_failing_one_stops_no_other() -> None:
    ran = Event()
    ticks = _ticks(HandClock(START), Tick("wake", _fails, 15.0), Tick("recover", ran.set, 60.0))
    ticks.start()
    try:
        assert ran.wait(10)
    finally:
        ticks.stop()
    assert set(ticks.stamps()) == {"wake", "recover"}
