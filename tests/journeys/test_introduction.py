"""The introduction comes whatever Slack says: in the group, or the same in each own message."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import outcomes
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome
from bot.domain.requests import RequestState
from bot.services import mentorships
from tests.journeys.test_asking import well_formed
from tests.office import Actor, Office

pytestmark = pytest.mark.slow

WORDS = "meet <@U_THEO>"
REFUSED = (
    *outcomes._FATES[outcomes.REFUSED_PERSON],
    "invalid_blocks",
    "a_reason_slack_added_since",
)
"""Every reason for which the code takes a place or a message for refused."""


@pytest.fixture
def together(slack: Office) -> Office:
    """Theo and Maya have said yes to each other once."""
    slack.match()
    slack.settle()
    return slack


def begin_anew(office: Office) -> None:
    """The same two begin once more, as if both had just said yes."""
    now = office.clock.wall()
    with office.host.store.unit() as unit:
        (request, *_) = unit.requests.find()
        before = unit.mentorships.find()[-1]
        unit.endings.add(Ending(new_id(), before.id, now, Outcome.COMPLETED_EARLY))
        unit.mentorships.change(before.id, {}, {"wake_at": None})
        again = replace(request, id=new_id(), state=RequestState.MENTOR_YES)
        unit.requests.add(again)
        mentorships.begin(unit, again, now)


def in_group(office: Office) -> int:
    """How many introductions stand in the group."""
    return office.slack.count(WORDS) - sum(in_own(office))


def in_own(office: Office) -> tuple[int, int]:
    """How many Theo and Maya have each in their own messages."""
    return office.slack.count(WORDS, "D_THEO"), office.slack.count(WORDS, "D_MAYA")


def leads_to_a_time(who: Actor) -> None:
    who.press("Pick a time")
    assert "These fit" in who.view.text()
    who.close_view(whole_stack=True)


@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
def test_for_each_reason_of_slack_both_get_the_same_in_their_own_messages(
    together: Office, method: str
) -> None:
    reasons = [*REFUSED, *(["missing_scope"] if method == "conversations.open" else [])]
    for count, reason in enumerate(reasons, 1):
        begin_anew(together)
        together.slack.fault("error", method, error=reason)
        together.settle()
        assert in_own(together) == (count, count), reason
        assert in_group(together) == 1, reason
    assert together.maya.dm.text == together.theo.dm.text
    leads_to_a_time(together.maya)
    leads_to_a_time(together.theo)
    assert together.slack.lint() == []


def test_what_was_certainly_not_posted_is_tried_again_in_the_group(together: Office) -> None:
    troubles = (
        ("conversations.open", {"kind": "error", "error": "internal_error"}),
        ("conversations.open", {"kind": "ratelimited"}),
        ("chat.postMessage", {"kind": "ratelimited"}),
        ("chat.postMessage", {"kind": "error", "error": "team_added_to_org"}),
    )
    for count, (method, trouble) in enumerate(troubles, 2):
        begin_anew(together)
        together.slack.fault(method=method, **trouble)
        together.pass_time(minutes=10)
        assert (in_group(together), in_own(together)) == (count, (0, 0)), trouble


def test_a_post_in_doubt_is_never_made_twice_and_both_get_a_copy(together: Office) -> None:
    for posted, so_far in ((True, 1), (False, 2)):
        begin_anew(together)
        together.slack.fault("status", "chat.postMessage", status=503, effect=posted)
        for _ in range(4):
            together.pass_time(minutes=20)
        assert (in_group(together), in_own(together)) == (2, (so_far, so_far))
    leads_to_a_time(together.theo)


def test_a_time_that_was_picked_shows_in_every_copy(together: Office) -> None:
    begin_anew(together)
    together.slack.fault("error", "conversations.open", error="channel_not_found")
    together.settle()
    together.maya.press("Pick a time")
    together.maya.submit()
    together.settle()
    for who in (together.maya, together.theo):
        assert "Your talk is set for" in who.dm.text
        assert "calendar.google.com" in who.dm.text
    together.go_to(together.clock.wall() + timedelta(minutes=1))
    assert (in_group(together), in_own(together)) == (1, (1, 1))
    well_formed(together)
