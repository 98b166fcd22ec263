"""Every post and edit of a journey belongs to a row of deliveries; nothing is said past it."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.domain.deliveries import Delivery, State
from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow

Place = tuple[str, str]


def the_first_stretch(office: Office) -> None:
    """From nothing to the question after the first talk."""
    office.match()
    office.go_to(MONDAY + timedelta(hours=4))
    office.maya.press("Pick a time")
    office.maya.submit()
    office.theo.command("/mentor note")
    office.theo.fill("text", "How do I begin a hard talk?")
    office.theo.submit()
    office.theo.write("hello")
    office.go_to(MONDAY + timedelta(days=3))
    office.theo.press("Yes, we met")
    office.theo.press("Easy")
    office.pass_time(hours=1)


def rows(office: Office) -> dict[Place, Delivery]:
    """The rows that were posted, by channel and ts."""
    with office.host.store.read() as unit:
        found = unit.deliveries.find()
    return {(one.channel, one.ts): one for one in found if one.channel and one.ts}


def calls(office: Office, method: str) -> list[dict[str, object]]:
    """What Slack accepted of one method, as it was asked."""
    found = office.slack.journal(kind="call", method=method)
    return [one for one in found if one.get("ok", True)]


def test_every_post_is_a_row_and_every_row_one_post(slack: Office) -> None:
    the_first_stretch(slack)
    known = {place: one.id for place, one in rows(slack).items()}
    posted = {
        (entry["channel"], entry["ts"]): _delivery_of(slack, entry["channel"], entry["ts"])
        for entry in slack.slack.posts()
    }
    assert len(posted) >= 12
    assert posted == known
    assert len(calls(slack, "chat.postMessage")) == len(known)
    assert not slack.slack.journal(kind="call", method="chat.postEphemeral")


def test_every_edit_shows_a_version_that_a_row_asked_for(slack: Office) -> None:
    the_first_stretch(slack)
    known = rows(slack)
    edits = Counter(
        (str(args["channel"]), str(args["ts"]))
        for entry in calls(slack, "chat.update")
        if isinstance(args := entry["args"], dict)
    )
    assert len(edits) >= 5
    assert set(edits) <= set(known)
    assert {place: n for place, n in edits.items() if n > known[place].wanted} == {}
    assert [one.id for one in known.values() if one.shown != one.wanted] == []


def test_a_row_that_was_sent_says_where(slack: Office) -> None:
    the_first_stretch(slack)
    with slack.host.store.read() as unit:
        found = unit.deliveries.find()
    assert [one.id for one in found if one.state is State.SENT and not one.ts] == []
    assert [one.id for one in found if one.ts and one.state is not State.SENT] == []


def _delivery_of(office: Office, channel: str, ts: str) -> str:
    """The delivery that a message names in its metadata, and nothing else stands there."""
    conversation = office.sandbox._slack.world.conversations[channel]
    message = next(one for one in conversation.messages if one.ts == ts)
    assert message.metadata is not None
    payload = message.metadata["event_payload"]
    assert list(payload) == ["id"]
    return str(payload["id"])
