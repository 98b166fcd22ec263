"""Who writes next on SQLite: first come, first served, and whoever gave up holds up nobody."""

import time
from threading import Event, Thread

import pytest

from bot.ports import Busy
from storage.turn import Turn


def waits(turn: Turn, wait: float, served: list[str], name: str) -> Thread:
    """Somebody who waits for a turn, and has begun to."""

    def work() -> None:
        try:
            with turn.taken(wait):
                served.append(name)
        except Busy:
            served.append(f"{name} gave up")

    ahead = len(turn._waiting)
    thread = Thread(target=work)
    thread.start()
    while len(turn._waiting) == ahead:
        time.sleep(0.001)
    return thread


def test_first_come_first_served_also_before_one_that_comes_again_at_once() -> None:
    turn, served = Turn(), []
    with turn.taken(1):
        threads = [waits(turn, 10, served, name) for name in "abc"]
    for _ in range(3):
        with turn.taken(10):
            served.append("again")
    for thread in threads:
        thread.join()
    assert served == ["a", "b", "c", "again", "again", "again"]


def test_whoever_gave_up_is_passed_over() -> None:
    turn, served = Turn(), []
    with turn.taken(1):
        short = waits(turn, 0.05, served, "short")
        long = waits(turn, 10, served, "long")
        short.join()
        assert served == ["short gave up"]
    long.join()
    assert served == ["short gave up", "long"]
    with turn.taken(0):
        pass


def test_without_patience_a_held_turn_is_refused_at_once_and_a_free_one_taken() -> None:
    turn, inside, done = Turn(), Event(), Event()

    def holds() -> None:
        with turn.taken(1):
            inside.set()
            done.wait(10)

    thread = Thread(target=holds)
    thread.start()
    inside.wait(10)
    with pytest.raises(Busy), turn.taken(0):
        pass
    done.set()
    thread.join()
    with turn.taken(0) as left:
        assert left == 0


def test_a_turn_is_passed_on_also_where_its_holder_fails() -> None:
    turn = Turn()
    with pytest.raises(ValueError, match="broken"), turn.taken(1):
        raise ValueError("broken")
    with turn.taken(0):
        pass
