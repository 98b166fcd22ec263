"""Killed while Slack's answer is on its way: counted in the sandbox, message by message."""

import random
import time
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.deliveries import State
from tests.faults.brinks import CARD, DMS, GROUP, Brink, crowd
from tests.faults.stage import Hold, Stage, delivery_of

EFFECT = pytest.mark.parametrize("effect", [True, False], ids=["posted", "lost"])


def killed_at(stage: Stage, brink: Brink, effect: bool) -> str:
    """Come to the brink, and kill the process that sends there; the id of its delivery."""
    with stage.rehearsal() as office:
        brink.come(office)
    where = {"channel": brink.place} if brink.place else {}
    id = delivery_of(stage.killed(Hold(effect=effect, where=where)))
    assert (stage.row(id).state, len(stage.seen().get(id, []))) == (State.SENDING, int(effect))
    return id


@EFFECT
@pytest.mark.parametrize("kind", DMS)
def test_a_dm_is_seen_exactly_once(stage: Stage, kind: str, effect: bool) -> None:
    id = killed_at(stage, DMS[kind], effect)
    posted = stage.seen().get(id)
    stage.recover()
    row = stage.row(id)
    assert (row.kind, row.state, [row.ts]) == (kind, State.SENT, posted or stage.seen()[id])
    assert stage.complaints() == []


@EFFECT
def test_a_group_message_is_never_said_again_and_its_copy_reaches_each_once(
    stage: Stage, effect: bool
) -> None:
    id = killed_at(stage, GROUP, effect)
    stage.recover()
    row, copies = stage.row(id), stage.rows(template="introduction.copy")
    assert (row.kind, row.state, row.reason) == ("introduction", State.UNCONFIRMED, "held")
    assert len(stage.seen().get(id, [])) == int(effect)
    assert {copy.channel for copy in copies} == {"D_MAYA", "D_THEO"}
    assert [len(stage.seen()[copy.id]) for copy in copies] == [1, 1]
    assert stage.complaints() == []


@EFFECT
def test_a_channel_message_is_never_said_again(stage: Stage, effect: bool) -> None:
    id = killed_at(stage, CARD, effect)
    stage.recover()
    row = stage.row(id)
    assert (row.kind, row.state, row.reason) == ("card", State.UNCONFIRMED, "held")
    assert len(stage.seen().get(id, [])) == int(effect)
    assert stage.complaints() == []


def test_a_copy_whose_process_is_killed_too_is_seen_exactly_once(stage: Stage) -> None:
    killed_at(stage, GROUP, effect=False)
    for effect in (True, False):
        stage.killed(Hold(effect=effect), *stage.recovering())
    stage.recover()
    copies = stage.rows(template="introduction.copy")
    assert [copy.state for copy in copies] == [State.SENT, State.SENT]
    assert stage.complaints() == []


def test_killed_again_and_again_on_the_way_it_is_seen_exactly_once(stage: Stage) -> None:
    id = killed_at(stage, DMS["receipt"], effect=False)
    points = (
        Hold("conversations.history"),
        Hold(effect=False, where={"channel": "D_JONAS"}),
        Hold(effect=True, where={"channel": "D_JONAS"}),
        Hold("conversations.history", effect=True),
    )
    for hold in points:
        stage.killed(hold, *stage.recovering())
        assert len(stage.seen().get(id, [])) <= 1
    stage.recover()
    assert (stage.row(id).state, len(stage.seen()[id])) == (State.SENT, 1)
    assert stage.complaints() == []


def test_a_conversation_half_opened_costs_no_message(stage: Stage) -> None:
    with stage.rehearsal() as office:
        DMS["receipt"].come(office)
    stage.killed(Hold("conversations.open", effect=True, where={"users": "U_JONAS"}))
    stage.recover()
    receipts = stage.rows(kind="receipt")
    assert [row.state for row in receipts] == [State.SENT] * 3
    assert stage.complaints() == []


def said_so_far(stage: Stage, enough: int) -> bool:
    return stage.slack.count() >= enough


def test_a_storm_of_kills_loses_nothing_and_repeats_nothing(stage: Stage) -> None:
    with stage.rehearsal() as office:
        crowd(office, 20)
    dice = random.Random(len(stage.url))
    stage.slack.fault("delay", "chat.postMessage", count=-1, effect=True, seconds=0.04)
    for _ in range(3):
        before = stage.slack.count()
        process = stage.fork("tick", "--at", stage.now.isoformat())
        enough = before + dice.randint(1, 5)
        stage.wait_for(process, partial(said_so_far, stage, enough))
        time.sleep(dice.random() * 0.04)
        process.kill()
    stage.recover()
    receipts = stage.rows(kind="receipt")
    assert [row.state for row in receipts] == [State.SENT] * 20
    assert stage.complaints() == []


def test_what_another_process_may_still_be_posting_is_left_alone_for_eleven_minutes(
    many: Stage,
) -> None:
    id = killed_at(many, DMS["receipt"], effect=True)
    many.tick(many.now + timedelta(minutes=10))
    assert (many.row(id).state, len(many.seen()[id])) == (State.SENDING, 1)
    many.tick(many.now + timedelta(minutes=12))
    assert many.row(id).state is State.SENT
