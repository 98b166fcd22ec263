"""Pace: one a second and place, three a second in all, forty edits a minute."""

from bot.pacing import Pacer, Unhurried


class _Seconds:
    """A clock that moves by what it is told to wait."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds


def test_the_first_post_waits_for_nothing() -> None:
    assert Pacer(_Seconds()).post("D1") == 0.0


def test_one_place_gets_one_message_a_second() -> None:
    clock = _Seconds()
    pacer = Pacer(clock)
    for _ in range(11):
        clock.wait(pacer.post("D1"))
    assert round(clock.now, 6) == 10.0


def test_many_places_get_three_messages_a_second() -> None:
    clock = _Seconds()
    pacer = Pacer(clock)
    for number in range(31):
        clock.wait(pacer.post(f"D{number}"))
    assert round(clock.now, 6) == 10.0


def test_a_minute_holds_forty_edits() -> None:
    clock = _Seconds()
    pacer = Pacer(clock)
    for _ in range(41):
        clock.wait(pacer.edit())
    assert round(clock.now, 6) == 60.0


def test_edits_and_posts_share_the_workspace() -> None:
    clock = _Seconds()
    pacer = Pacer(clock)
    clock.wait(pacer.edit())
    assert round(pacer.post("D1"), 6) == round(1 / 3, 6)


def test_past_places_are_forgotten() -> None:
    clock = _Seconds()
    pacer = Pacer(clock)
    for number in range(3000):
        clock.wait(pacer.post(f"D{number}"))
    assert len(pacer._next_at) <= 1001


def test_no_pace_never_waits() -> None:
    pace = Unhurried()
    assert {pace.post("D1") + pace.edit() for _ in range(5)} == {0.0}
