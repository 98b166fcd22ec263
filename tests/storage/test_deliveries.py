"""The outbox: claimed once, cancelled while it waits, edited when it lags."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.domain.deliveries import REPAIR_AFTER, Delivery, State
from storage.store import SqlStore
from tests.storage.values import LATER, NOW, delivery

MINUTE = timedelta(minutes=1)


def keep(store: SqlStore, *rows: Delivery) -> None:
    with store.unit() as unit:
        for row in rows:
            unit.deliveries.add(row)


def numbers(rows: Iterable[Delivery]) -> list[int]:
    return [int(row.key.removeprefix("key ")) for row in rows]


def test_a_key_is_queued_once(outbox: SqlStore) -> None:
    with outbox.unit() as unit:
        assert unit.deliveries.queue(delivery(1))
        assert not unit.deliveries.queue(delivery(1))
        assert not unit.deliveries.queue(replace(delivery(1), id="another id"))
    with outbox.unit() as unit:
        assert not unit.deliveries.queue(delivery(1, template="other"))
        assert unit.deliveries.find() == (delivery(1),)


def test_the_claim_takes_what_is_due_most_urgent_first(outbox: SqlStore) -> None:
    waits = {1: 5, 2: 1, 3: 3, 4: 0, 5: -1}
    keep(outbox, *(delivery(n, next_at=NOW - MINUTE * wait) for n, wait in waits.items()))
    with outbox.unit() as unit:
        claimed = unit.deliveries.claim(NOW, LATER, 3)
    assert numbers(claimed) == [1, 3, 2]
    assert {(row.state, row.fence, row.lease_until) for row in claimed} == {
        (State.LEASED, 1, LATER)
    }
    with outbox.unit() as unit:
        assert unit.deliveries.find(state=State.LEASED) == tuple(
            sorted(claimed, key=lambda row: row.key)
        )
        assert numbers(unit.deliveries.claim(NOW, LATER, 3)) == [4]
        assert unit.deliveries.claim(NOW, LATER, 3) == ()


def test_equally_urgent_rows_are_claimed_in_one_order(outbox: SqlStore) -> None:
    keep(outbox, *(delivery(n) for n in (3, 1, 2)))
    with outbox.unit() as unit:
        assert numbers(unit.deliveries.claim(NOW, LATER, 5)) == [1, 2, 3]


def test_only_pending_rows_are_claimed(outbox: SqlStore) -> None:
    keep(outbox, *(delivery(n, state=state) for n, state in enumerate(State)))
    with outbox.unit() as unit:
        (claimed,) = unit.deliveries.claim(NOW, LATER, 50)
    assert claimed.key == f"key {list(State).index(State.PENDING)}"


def test_every_claim_raises_the_fence(outbox: SqlStore) -> None:
    keep(outbox, delivery(1, fence=7))
    with outbox.unit() as unit:
        (claimed,) = unit.deliveries.claim(NOW, LATER, 1)
        assert claimed.fence == 8
        assert not unit.deliveries.change(claimed.id, {"fence": 7}, {"state": State.SENT})
        assert unit.deliveries.change(claimed.id, {"fence": 8}, {"state": State.PENDING})
        assert unit.deliveries.claim(NOW, LATER, 1)[0].fence == 9


def test_a_claim_that_is_undone_leaves_the_row_pending(outbox: SqlStore) -> None:
    keep(outbox, delivery(1))
    try:
        with outbox.unit() as unit:
            assert unit.deliveries.claim(NOW, LATER, 1)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with outbox.read() as unit:
        assert unit.deliveries.find() == (delivery(1),)


def test_rows_in_doubt_and_lapsed_ones_are_told_apart(outbox: SqlStore) -> None:
    keep(
        outbox,
        delivery(1, state=State.SENDING, sending_at=LATER, lease_until=LATER),
        delivery(2, state=State.SENDING, sending_at=NOW, lease_until=LATER),
        delivery(3, state=State.LEASED, lease_until=LATER),
        delivery(4, state=State.LEASED, lease_until=NOW),
        delivery(5, state=State.SENT),
        delivery(6),
    )
    with outbox.read() as unit:
        assert numbers(unit.deliveries.in_doubt()) == [2, 1]
        assert numbers(unit.deliveries.lapsed()) == [4, 3]


def test_cancelling_skips_what_still_waits_and_says_how_much(outbox: SqlStore) -> None:
    keep(
        outbox,
        delivery(1),
        delivery(2),
        delivery(3, person_id="p-ben"),
        delivery(4, state=State.LEASED),
        delivery(5, state=State.SENT),
    )
    with outbox.unit() as unit:
        assert unit.deliveries.cancel("gone", person_id="p-ana") == 2
        assert unit.deliveries.cancel("gone", person_id="p-ana") == 0
        skipped = unit.deliveries.find(state=State.SKIPPED)
        assert numbers(skipped) == [1, 2]
        assert {row.reason for row in skipped} == {"gone"}
        assert unit.deliveries.find(id=delivery(3).id) == (delivery(3, person_id="p-ben"),)


def test_wanting_raises_sent_rows_and_tells_which(outbox: SqlStore) -> None:
    keep(
        outbox,
        delivery(2, state=State.SENT),
        delivery(1, state=State.SENT, wanted=3, shown=3),
        delivery(3),
        delivery(4, state=State.SENT, subject_id="ben"),
    )
    with outbox.unit() as unit:
        assert unit.deliveries.raised == ()
        rows = unit.deliveries.want(LATER, template="joined", subject_id="ana")
        assert numbers(rows) == [2, 1]
        assert [row.wanted for row in rows] == [1, 4]
        assert {row.edit_at for row in rows} == {LATER + REPAIR_AFTER}
        assert numbers(unit.deliveries.want(LATER, subject_id="ben")) == [4]
        assert unit.deliveries.want(LATER, subject_id="nobody") == ()
        unit.deliveries.want(LATER, subject_id="ben")
        assert unit.deliveries.raised == tuple(delivery(n).id for n in (2, 1, 4))
    with outbox.read() as unit:
        assert unit.deliveries.raised == ()
        assert unit.deliveries.find(wanted=0) == (delivery(3),)


def test_lagging_rows_are_edited_when_their_moment_comes(outbox: SqlStore) -> None:
    lagging = {"state": State.SENT, "wanted": 2, "shown": 1}
    keep(
        outbox,
        delivery(1, **lagging, edit_at=NOW),
        delivery(2, **lagging, edit_at=NOW - MINUTE),
        delivery(3, **lagging, edit_at=NOW + MINUTE),
        delivery(4, state=State.SENT, wanted=2, shown=2, edit_at=NOW),
        delivery(5, state=State.DEAD, wanted=2, edit_at=NOW),
    )
    with outbox.read() as unit:
        assert numbers(unit.deliveries.to_edit(NOW, 10)) == [2, 1]
        assert numbers(unit.deliveries.to_edit(NOW, 1)) == [2]
        assert numbers(unit.deliveries.to_edit(LATER, 10)) == [2, 1, 3]


def test_what_was_sent_to_a_person_since_a_moment(outbox: SqlStore) -> None:
    keep(
        outbox,
        delivery(1, state=State.SENT, sent_at=LATER),
        delivery(2, state=State.SENT, sent_at=NOW),
        delivery(3, state=State.SENT, sent_at=NOW - MINUTE),
        delivery(4, state=State.SENT, sent_at=NOW, person_id="p-ben"),
        delivery(5, state=State.SENDING),
    )
    with outbox.read() as unit:
        assert numbers(unit.deliveries.sent_to("p-ana", NOW)) == [2, 1]


def test_next_due_is_the_first_post_or_edit(outbox: SqlStore) -> None:
    with outbox.read() as unit:
        assert unit.deliveries.next_due() is None
    keep(outbox, delivery(1, next_at=LATER), delivery(2, state=State.SENT, next_at=NOW - MINUTE))
    with outbox.unit() as unit:
        assert unit.deliveries.next_due() == LATER
        unit.deliveries.want(NOW, id=delivery(2).id)
        assert unit.deliveries.next_due() == NOW + REPAIR_AFTER
        unit.deliveries.cancel("gone")
        assert unit.deliveries.next_due() == NOW + REPAIR_AFTER
        unit.deliveries.change(delivery(2).id, {}, {"shown": 1})
        assert unit.deliveries.next_due() is None
