"""The sending thread: woken, paced, stopped; two of them at once."""

from threading import Event, Thread

import pytest

from bot.domain.deliveries import State
from bot.pacing import Unhurried
from tests.delivery.office import Office


def test_the_thread_sends_when_it_is_woken_and_stops(office: Office) -> None:
    posted = Event()
    sender = office.sender(crash=lambda point: posted.set() if point == "recorded" else None)
    sender.start()
    row = office.queue()
    sender.wake()
    assert posted.wait(10)
    assert sender.stop()
    assert office.seen(row) == ["receipt (en)"]
    assert office.row(row).state is State.SENT


def test_stopping_finishes_the_message_in_hand_and_gives_the_others_back(office: Office) -> None:
    rows = [office.queue(subject_id=str(number)) for number in range(4)]
    sender = office.sender()
    sender._options = type(sender._options)(
        crash=lambda point: sender._stopping.set() if point == "marked" else None
    )
    sender._crash = sender._options.crash
    sender.run_once(office.clock.wall())
    states = sorted(office.row(row).state for row in rows)
    assert states == [State.PENDING] * 3 + [State.SENT]
    assert {office.row(row).attempts for row in rows} == {0}


def test_each_post_and_each_edit_takes_one_turn(office: Office) -> None:
    class Counting(Unhurried):
        posts: list[str] = []  # noqa: RUF012
        edits = 0

        def post(self, place: str, /) -> float:
            self.posts.append(place)
            return 0.0

        def edit(self) -> float:
            self.edits += 1
            return 0.0

    pace = Counting()
    row = office.queue(subject_id="a")
    office.queue(subject_id="b")
    office.drain(pace=pace)
    office.want(row, "changed")
    office.drain(pace=pace)
    assert (pace.posts, pace.edits) == (["theo", "theo"], 1)


@pytest.mark.faults
def test_two_senders_at_once_say_everything_exactly_once(office: Office) -> None:
    rows = [office.queue(subject_id=str(number)) for number in range(40)]
    done = [Event(), Event()]
    senders = [office.sender(crash=lambda _point: None) for _ in done]

    def drain(index: int) -> None:
        senders[index].drain(office.clock.wall())
        done[index].set()

    threads = [Thread(target=drain, args=(index,)) for index in range(len(done))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert all(each.is_set() for each in done)
    texts = office.seen()
    assert len(texts) == len(rows)
    assert {len(office.seen(row)) for row in rows} == {1}
    assert {office.row(row).state for row in rows} == {State.SENT}


def test_time_is_not_moved_under_a_message_in_hand(office: Office) -> None:
    row = office.queue()
    in_hand, let_go = Event(), Event()

    def hold(point: str) -> None:
        if point == "marked":
            in_hand.set()
            assert let_go.wait(10)

    sender = office.sender(crash=hold)
    sender.start()
    sender.wake()
    assert in_hand.wait(10)
    drained = Thread(target=sender.drain, args=(office.clock.wall(),))
    drained.start()
    assert sender._one_round.locked()
    let_go.set()
    drained.join(10)
    assert office.row(row).state is State.SENT
    sender.stop()
