"""The sender: what it posts, to whom, and what it does with every answer."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import State
from bot.domain.people import PersonStatus
from bot.ports import Body, SlackInsideUnit
from bot.sender import LEASE
from tests.builders import MAYA, NORA, THEO, TUESDAY, at, person, workspace
from tests.delivery.office import Office


def test_what_is_due_is_posted_once_with_its_id_alone_in_the_metadata(office: Office) -> None:
    row = office.queue()
    assert office.drain() == 1
    assert office.drain() == 0
    assert office.seen(row) == ["receipt (en)"]
    [call] = office.slack.journal(method="chat.postMessage")
    assert call["args"]["metadata"]["event_payload"] == {"id": row.id}
    assert call["args"]["unfurl_links"] is call["args"]["unfurl_media"] is False
    assert "link_names" not in call["args"]


def test_a_sent_row_knows_its_place_and_moment(office: Office) -> None:
    row = office.queue()
    office.drain()
    kept = office.row(row)
    [message] = office.slack.posts()
    assert (kept.state, kept.channel, kept.ts) == (State.SENT, "DTHEO", message["ts"])
    assert (kept.sent_at, kept.reason, kept.lease_until) == (TUESDAY, None, None)
    assert (kept.wanted, kept.shown) == (0, 0)


def test_what_is_not_due_waits(office: Office) -> None:
    row = office.queue(due=at(0, 11))
    office.drain()
    assert office.seen(row) == []
    office.clock.advance(timedelta(hours=1))
    office.drain()
    assert office.seen(row) == ["receipt (en)"]


def test_a_dm_is_opened_once_and_kept_before_anything_is_said(office: Office) -> None:
    office.queue(subject_id="one")
    office.queue(subject_id="two")
    office.drain()
    methods = [call["method"] for call in office.slack.journal(kind="call")]
    assert methods == ["conversations.open", "chat.postMessage", "chat.postMessage"]
    with office.store.read() as unit:
        assert unit.people.get(THEO.id).dm_channel == "DTHEO"


def test_a_group_is_opened_with_everybody_in_the_mentorship(office: Office) -> None:
    row = office.queue("introduction", mentorship_id="theo-and-maya")
    office.drain()
    [call] = office.slack.journal(method="conversations.open")
    assert call["args"]["users"] == f"{MAYA.slack_id},{THEO.slack_id}"
    with office.store.read() as unit:
        group = unit.mentorships.get("theo-and-maya").conversation
    assert group == office.row(row).channel
    assert office.seen(row) == office.seen(row, MAYA.slack_id) == ["introduction (en)"]
    assert office.seen(row, NORA.slack_id) == []


def test_a_card_goes_to_the_admin_channel(office: Office) -> None:
    row = office.queue("card")
    office.drain()
    assert office.seen(row, "UADA") == ["card (en)"]


def test_a_card_waits_for_an_admin_channel(office: Office) -> None:
    with office.store.unit() as unit:
        unit.workspaces.save(workspace(admin_channel=None))
    row = office.queue("card")
    office.drain()
    assert (office.row(row).state, office.row(row).reason) == (State.PENDING, "nowhere")
    with office.store.unit() as unit:
        unit.workspaces.save(workspace())
    office.clock.advance(timedelta(hours=1))
    office.drain()
    assert office.seen(row, "UADA") == ["card (en)"]


def test_words_are_rendered_in_the_language_of_the_reader(office: Office) -> None:
    with office.store.unit() as unit:
        unit.people.save(person(locale="de"))
    row = office.queue()
    office.drain()
    assert office.seen(row) == ["receipt (de)"]


def test_what_lost_its_subject_is_skipped(office: Office) -> None:
    row = office.queue()
    office.words[row.id] = None
    office.drain()
    assert (office.row(row).state, office.row(row).reason) == (State.SKIPPED, "gone")
    assert office.slack.posts() == []


def test_the_gate_is_asked_again_at_the_moment_of_sending(office: Office) -> None:
    row = office.queue()
    with office.store.unit() as unit:
        unit.people.save(person(status=PersonStatus.GONE))
    office.drain()
    assert (office.row(row).state, office.row(row).reason) == (State.SKIPPED, "gone")


def test_outside_the_hours_of_the_reader_a_message_waits_for_the_opening(office: Office) -> None:
    office.clock.advance_to(at(0, 22))
    row = office.queue("answer")
    office.drain()
    waiting = office.row(row)
    assert (waiting.state, waiting.reason, waiting.attempts) == (State.PENDING, "hours", 0)
    assert waiting.next_at > at(1, 8)
    office.clock.advance_to(waiting.next_at)
    office.drain()
    assert office.seen(row) == ["answer (en)"]


def test_two_counted_messages_are_two_days_apart(office: Office) -> None:
    first, second = office.queue("stage", subject_id="a"), office.queue("survey", subject_id="b")
    office.drain()
    states = {office.row(first).state, office.row(second).state}
    assert states == {State.SENT, State.PENDING}
    with office.store.read() as unit:
        assert unit.people.get(THEO.id).next_allowed_at == TUESDAY + timedelta(hours=48)


def test_what_was_not_sent_keeps_its_turn(office: Office) -> None:
    row = office.queue("stage")
    office.slack.fault("ratelimited", "chat.postMessage", retry_after=30)
    office.drain()
    assert office.row(row).state is State.PENDING
    office.clock.advance(timedelta(seconds=30))
    office.drain()
    assert office.seen(row) == ["stage (en)"]


# --- what may go wrong inside -------------------------------------------------------------------


def test_no_unit_is_open_while_slack_is_called(office: Office) -> None:
    office.queue()
    with office.store.unit(), pytest.raises(SlackInsideUnit):
        office.messenger.post("DTHEO", Body("text", ()), "id")
    office.drain()
    assert len(office.slack.posts()) == 1


def test_a_row_that_cannot_be_composed_waits_and_stops_no_other(office: Office) -> None:
    bad, good = office.queue(subject_id="a"), office.queue(subject_id="b")
    sender = office.sender()

    def compose(unit: object, delivery: object) -> object:
        if delivery.id == bad.id:  # type: ignore[attr-defined]
            raise KeyError("no words")
        return office.compose(unit, delivery)  # type: ignore[arg-type]

    sender._voice = type(office.voice)(compose, office.render)  # type: ignore[arg-type]
    sender.drain(office.clock.wall())
    assert (office.row(bad).state, office.row(bad).reason) == (State.PENDING, "KeyError")
    assert office.row(bad).next_at > office.clock.wall()
    assert office.row(good).state is State.SENT


def test_a_row_that_cannot_be_rendered_is_not_in_doubt(office: Office) -> None:
    row = office.queue()
    sender = office.sender()

    def render(*_args: object) -> Body:
        raise ValueError("no such button")

    sender._voice = type(office.voice)(office.compose, render)
    sender.drain(office.clock.wall())
    assert (office.row(row).state, office.row(row).reason) == (State.PENDING, "ValueError")


@pytest.mark.parametrize("clock_jump", ["boot", "wall"])
def test_a_sender_past_its_deadline_gives_up(office: Office, clock_jump: str) -> None:
    row = office.queue()

    def freeze(point: str) -> None:
        if point == "marked" and clock_jump == "wall":
            office.clock._wall += LEASE
        elif point == "marked":
            office.clock._seconds += LEASE.total_seconds()

    office.sender(crash=freeze).run_once(office.clock.wall())
    assert office.slack.posts() == []
    assert (office.row(row).state, office.row(row).reason) == (State.PENDING, "late")
    office.clock.advance(timedelta(minutes=2))
    office.drain()
    assert office.seen(row) == ["receipt (en)"]


def test_a_sender_whose_row_was_taken_over_posts_nothing(office: Office) -> None:
    row = office.queue()

    def steal(point: str) -> None:
        if point == "claimed":
            with office.store.unit() as unit:
                unit.deliveries.change(row.id, {}, {"fence": 9})

    office.sender(crash=steal).run_once(office.clock.wall())
    assert office.slack.posts() == []


def test_a_change_that_comes_while_a_message_is_on_its_way_is_shown(office: Office) -> None:
    row = office.queue()

    def change(point: str) -> None:
        if point == "posted":
            office.words[row.id] = "accepted"

    office.drain(crash=change)
    office.drain()
    assert office.seen(row) == ["accepted (en)"]
