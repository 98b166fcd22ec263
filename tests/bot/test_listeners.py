"""What is done afterwards: in order, a few at a time, and never in the way of a reply."""

from threading import Event, Lock

import pytest

from bot.listeners import AFTERWARDS_AT_ONCE, LISTENERS_AT_ONCE, Listeners

MANY = 50


@pytest.fixture
def listeners() -> Listeners:
    return Listeners()


def test_everything_left_for_later_is_done_once_and_waited_for(listeners: Listeners) -> None:
    done: list[int] = []
    for number in range(MANY):
        listeners.submit(listeners.later, lambda number=number: done.append(number))
    assert listeners.finished(10)
    assert sorted(done) == list(range(MANY))


def test_replies_go_on_while_what_is_left_for_later_stands_still(listeners: Listeners) -> None:
    standing, replied = Event(), []
    for _ in range(MANY):
        listeners.later(lambda: standing.wait(10))
    replies = [listeners.submit(replied.append, number) for number in range(LISTENERS_AT_ONCE)]
    for reply in replies:
        reply.result(10)
    standing.set()
    assert listeners.finished(10)
    assert len(replied) == LISTENERS_AT_ONCE


def test_only_a_few_are_done_at_a_time(listeners: Listeners) -> None:
    lock, running, most = Lock(), [0], [0]

    def work() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        Event().wait(0.002)
        with lock:
            running[0] -= 1

    for _ in range(MANY):
        listeners.later(work)
    assert listeners.finished(10)
    assert most[0] == AFTERWARDS_AT_ONCE


def test_one_that_fails_stops_no_other(listeners: Listeners) -> None:
    done: list[int] = []

    def fails() -> None:
        raise ValueError("no such message")

    for number in range(5):
        listeners.later(fails)
        listeners.later(lambda number=number: done.append(number))
    assert listeners.finished(10)
    assert sorted(done) == list(range(5))


def test_what_comes_after_the_end_is_dropped_and_said(
    listeners: Listeners, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    listeners.shutdown()
    done: list[int] = []
    listeners.later(lambda: done.append(1))
    assert listeners.finished(0)
    assert done == []
    assert "left to the next start" in caplog.text
