"""Killed while Slack's answer is on its way: counted in the sandbox, message by message."""

import pytest

from bot.domain.deliveries import State
from tests.faults.brinks import CHANNELS, DMS, GROUP, Brink
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
