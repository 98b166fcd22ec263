"""Edits: at once or a little later, always the state of the moment, never a new message."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.deliveries import Delivery, State
from bot.ports import Fate
from tests.builders import TUESDAY
from tests.delivery.office import Office


@pytest.fixture
def row(office: Office) -> Delivery:
    """A message that Theo has got."""
    sent = office.queue()
    office.drain()
    return sent


def _edit(office: Office, row: Delivery) -> Fate | None:
    return office.sender().editor.edit_now(row.id, office.clock.wall())


def test_an_edit_shows_what_is_wanted_and_says_so(office: Office, row: Delivery) -> None:
    office.want(row, "accepted")
    assert _edit(office, row) is Fate.DONE
    assert office.seen(row) == ["accepted (en)"]
    kept = office.row(row)
    assert (kept.wanted, kept.shown, kept.edit_at) == (1, 1, None)


def test_an_edit_keeps_the_id_that_a_look_up_needs(office: Office, row: Delivery) -> None:
    office.want(row, "accepted")
    _edit(office, row)
    kept = office.row(row)
    found = office.messenger.find("DTHEO", row.id, TUESDAY)
    assert (found.ts, found.complete) == (kept.ts, True)


def test_an_edit_twice_is_the_same_message(office: Office, row: Delivery) -> None:
    office.want(row, "accepted")
    _edit(office, row)
    _edit(office, row)
    assert len(office.slack.posts()) == 1
    assert office.seen(row) == ["accepted (en)"]


def test_what_was_not_sent_yet_is_not_edited(office: Office) -> None:
    row = office.queue()
    assert _edit(office, row) is None
    assert office.slack.journal(method="chat.update") == []


def test_a_late_edit_is_repaired_when_it_is_due(office: Office, row: Delivery) -> None:
    office.want(row, "accepted", at=TUESDAY + timedelta(seconds=20))
    office.drain()
    assert office.seen(row) == ["receipt (en)"]
    office.clock.advance(timedelta(seconds=20))
    office.drain()
    assert office.seen(row) == ["accepted (en)"]
    assert office.drain() == 0


@pytest.mark.faults
@pytest.mark.parametrize(
    "fault", [("reset", {}), ("status", {"status": 503}), ("html", {}), ("error", {})], ids=str
)
@pytest.mark.parametrize("effect", [False, True], ids=["before", "after"])
def test_a_lost_edit_is_made_again(
    office: Office, row: Delivery, fault: tuple[str, dict[str, Any]], effect: bool
) -> None:
    office.want(row, "accepted")
    office.slack.fault(fault[0], "chat.update", effect=effect, **fault[1])
    assert _edit(office, row) is Fate.UNKNOWN
    assert office.row(row).shown < office.row(row).wanted
    office.clock.advance(timedelta(minutes=1))
    office.drain()
    assert office.seen(row) == ["accepted (en)"]
    assert len(office.slack.posts()) == 1


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "channel_not_found"])
def test_a_message_that_is_gone_is_dropped_and_not_posted_anew(
    office: Office, row: Delivery, error: str
) -> None:
    office.want(row, "accepted")
    office.slack.fault("error", "chat.update", error=error)
    _edit(office, row)
    kept = office.row(row)
    assert (kept.state, kept.shown, kept.wanted, kept.reason) == (State.SENT, 1, 1, error)
    office.live_on()
    assert len(office.slack.posts()) == 1
    assert len(office.slack.journal(method="chat.update")) == 1


def test_a_message_without_a_subject_is_left_as_it_is(office: Office, row: Delivery) -> None:
    office.want(row, None)
    office.drain()
    assert office.seen(row) == ["receipt (en)"]
    assert office.row(row).reason == "gone"


def test_a_429_on_edits_is_waited_for_by_all_edits_and_by_no_post(
    office: Office, row: Delivery
) -> None:
    other = office.queue(subject_id="other")
    office.drain()
    sender = office.sender()
    office.want(row, "accepted")
    office.want(other, "accepted")
    office.slack.fault("ratelimited", "chat.update", retry_after=30)
    sender.drain(office.clock.wall())
    assert sender.editor.edit_now(other.id, office.clock.wall()) is Fate.NOT_SENT
    assert len(office.slack.journal(method="chat.update")) == 1
    post = office.queue(subject_id="post")
    sender.drain(office.clock.wall())
    assert office.seen(post) == ["receipt (en)"]
    office.clock.advance(timedelta(seconds=30))
    sender.drain(office.clock.wall())
    assert office.seen(row) == office.seen(other) == ["accepted (en)"]


def test_an_edit_overtaken_by_a_change_shows_the_change(office: Office, row: Delivery) -> None:
    office.want(row, "accepted")
    sender = office.sender()
    show = sender.editor._show

    def overtaken(edit: Any) -> Any:
        if edit.wanted == 1:
            office.want(row, "withdrawn")
            office.sender().editor.edit_now(row.id, office.clock.wall())
        return show(edit)

    sender.editor._show = overtaken  # type: ignore[method-assign]
    sender.editor.edit_now(row.id, office.clock.wall())
    assert office.seen(row) == ["withdrawn (en)"]
    kept = office.row(row)
    assert (kept.wanted, kept.shown) == (2, 2)


def test_an_edit_that_cannot_be_rendered_stops_no_other(office: Office, row: Delivery) -> None:
    other = office.queue(subject_id="other")
    office.drain()
    office.want(row, "broken")
    office.want(other, "accepted")
    sender = office.sender()

    def render(message: Any, locale: str) -> Any:
        if message.text == "broken":
            raise ValueError("no such button")
        return office.render(message, locale)

    sender.editor._voice = type(office.voice)(office.compose, render)
    assert sender.drain(office.clock.wall()) == 2
    assert office.seen(other) == ["accepted (en)"]
    assert office.row(row).shown < office.row(row).wanted
