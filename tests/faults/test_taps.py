"""A tap whose process dies between its commit and its edit."""

from datetime import datetime, time, timedelta

import pytest

from bot.clock import RealClock
from bot.domain.meetings import Meeting
from sandbox.client import SeenMessage
from tests.faults.brinks import after
from tests.faults.stage import Hold, Stage, delivery_of
from tests.office import MONDAY

MET = "Yes, we met"


def last_talk(now: datetime) -> datetime:
    """A Monday at nine from which Wednesday's talk is over by now."""
    local = (now - timedelta(days=3)).astimezone(MONDAY.tzinfo)
    monday = local.date() - timedelta(days=local.weekday())
    return datetime.combine(monday, time(9), MONDAY.tzinfo)


def talked(stage: Stage) -> SeenMessage:
    """Theo was asked whether they met, in the time of this machine; the message."""
    with stage.rehearsal(last_talk(RealClock().wall())) as office:
        after(office)
        office.go_to(RealClock().wall())
    stage.in_company()
    return stage.slack.person("U_THEO").wait_for(_asks)


def _asks(message: SeenMessage) -> bool:
    return any(words == MET for words, _, _ in message.buttons)


def meetings(stage: Stage) -> tuple[Meeting, ...]:
    with stage.opened() as store, store.read() as unit:
        return unit.meetings.find()


@pytest.mark.parametrize("effect", [False, True], ids=["unshown", "shown"])
def test_it_is_kept_and_shown_after_the_restart_and_a_second_tap_is_harmless(
    stage: Stage, effect: bool
) -> None:
    asked, theo = talked(stage), stage.slack.person("U_THEO")
    process = stage.run()
    stage.hold(Hold("chat.update", effect=effect))
    theo.press(MET, asked)
    stage.kill_held(process)
    tapped, owed = meetings(stage), stage.lagging()
    states = [meeting.state for meeting in tapped]
    # Some hours of a week lie after the talk that would be the next one; then none is planned.
    assert states in (["held", "planned"], ["held"])
    own = delivery_of({"args": {"metadata": asked.metadata}})
    assert own in owed
    assert stage.outdated(owed)
    stage.tick(stage.now + timedelta(minutes=1))
    assert (stage.lagging(), stage.outdated(owed)) == ([], [])
    process = stage.run()
    before = len(stage.rows())
    [(_, action, value)] = [button for button in asked.buttons if button[0] == MET]
    assert theo.press_raw(action, value, asked.ts, asked.channel).acked
    process.ask_to_stop()
    assert process.ended(15) == 0
    assert (meetings(stage), len(stage.rows())) == (tapped, before)
    # Whatever this hour of the week brought up when it was asked to stop.
    stage.tick()
    assert (stage.outdated(owed), stage.complaints()) == ([], [])
