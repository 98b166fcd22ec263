"""Two who do not talk: two words each, a rest with a receipt, an end without fault."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import Budget
from bot.domain.mentorships import Outcome
from bot.domain.silence import Standing
from tests.journeys.living import (
    begun,
    ending,
    is_well_formed,
    keeps_the_budget,
    matched,
    mentorship,
    sent,
    when,
)
from tests.journeys.story import same
from tests.office import CHANNEL, MONDAY, Office

pytestmark = pytest.mark.slow

IDS = ("U_THEO", "U_MAYA")
WORDS = ("ladder.start", "ladder.gap", "ladder.mentee", "ladder.mentor")


def words(slack: Office, slack_id: str) -> list[str]:
    return [row.template for row in sent(slack, slack_id) if row.template in WORDS]


def stands_still(slack: Office) -> list[Standing]:
    with slack.host.store.read() as unit:
        return [one.kind for one in unit.standstills.find(over_at=None)]


def card(slack: Office) -> str:
    """The newest card; those of earlier weeks say only where it is."""
    shown = [one["args"] for one in slack.slack.journal(kind="call")]
    texts = [one.get("text", "") for one in shown if one.get("channel") == CHANNEL]
    return str([one for one in texts if "runs 12 weeks" in one][-1])


def silent_after_one_talk(slack: Office) -> Office:
    """Theo and Maya talked once, then nobody said anything any more."""
    begun(slack)
    slack.go_to(MONDAY + timedelta(days=2, hours=6))
    slack.theo.press("Yes, we met")
    slack.go_to(MONDAY + timedelta(days=8, hours=6))
    slack.theo.press("Yes, I can")
    with slack.host.store.unit() as unit:
        for planned in unit.meetings.find(state="planned"):
            unit.meetings.change(planned.id, {}, {"state": "not_held"})
    return slack


def places_taken(slack: Office) -> set[int]:
    with slack.host.store.read() as unit:
        return {role.taken for role in unit.roles.find()}


def test_a_match_without_a_talk_hears_of_it_twice_and_ends_without_fault(slack: Office) -> None:
    matched(slack)
    slack.go_to(MONDAY + timedelta(days=22))
    assert "1 not started" in card(slack)
    slack.go_to(MONDAY + timedelta(weeks=11))
    same(slack, "without_a_talk")
    assert words(slack, "U_THEO") == ["ladder.start", "ladder.mentee"]
    assert words(slack, "U_MAYA") == ["ladder.start", "ladder.mentor"]
    ended = ending(slack)
    assert ended is not None
    assert ended.outcome is Outcome.LAPSED
    assert (ended.at - mentorship(slack).began_at).days == 28
    assert places_taken(slack) == {0}
    assert "not started" not in card(slack)
    assert "A new match" in str(slack.theo.dms[-1].buttons)
    for slack_id in IDS:
        keeps_the_budget(slack, slack_id)
    is_well_formed(slack)


def test_after_a_long_gap_it_rests_by_itself_and_then_ends(slack: Office) -> None:
    silent_after_one_talk(slack)
    slack.go_to(MONDAY + timedelta(weeks=11))
    assert stands_still(slack) == [Standing.DORMANT]
    assert "1 resting" in card(slack)
    slack.go_to(MONDAY + timedelta(weeks=16))
    same(slack, "silence")
    assert words(slack, "U_THEO") == ["ladder.gap", "ladder.mentee"]
    assert words(slack, "U_MAYA") == ["ladder.gap", "ladder.mentor"]
    ended = ending(slack)
    assert ended is not None
    assert ended.outcome is Outcome.LAPSED
    assert stands_still(slack) == [Standing.DORMANT]
    assert "resting" not in card(slack)
    for slack_id in IDS:
        keeps_the_budget(slack, slack_id)
        rest = [row for row in sent(slack, slack_id) if row.template == "ladder.rest"]
        assert [row.rules.budget for row in rest] == [Budget.FREE]
    is_well_formed(slack)


def test_while_it_runs_nothing_else_is_said_about_this_mentorship(slack: Office) -> None:
    silent_after_one_talk(slack)
    slack.go_to(MONDAY + timedelta(weeks=11))
    first = min(when(row) for row in sent(slack, "U_THEO") if row.template == "ladder.gap")
    later = {row.template for row in sent(slack, "U_THEO") if when(row) >= first}
    assert later == {"ladder.gap", "ladder.mentee", "ladder.rest"}


def test_a_tap_begins_anew(slack: Office) -> None:
    silent_after_one_talk(slack)
    slack.go_to(MONDAY + timedelta(days=25))
    assert words(slack, "U_THEO") == ["ladder.gap"]
    slack.theo.press("What is in the way?")
    assert "What would help most?" in slack.theo.view.text()
    assert "a pause for a while" in slack.theo.view.text()
    slack.go_to(MONDAY + timedelta(days=25 + 20))
    assert words(slack, "U_THEO") == ["ladder.gap"]
    assert words(slack, "U_MAYA") == ["ladder.gap"]


def test_a_time_that_is_picked_wakes_a_mentorship_that_rests(slack: Office) -> None:
    silent_after_one_talk(slack)
    slack.go_to(MONDAY + timedelta(weeks=10))
    assert stands_still(slack) == [Standing.DORMANT]
    slack.maya.press("Pick a time")
    slack.maya.submit()
    slack.pass_time(minutes=2)
    assert stands_still(slack) == []
    assert "resting" not in card(slack)
    assert "Good to hear from you" in slack.maya.dms[-1].text
    slack.go_to(MONDAY + timedelta(weeks=12))
    assert ending(slack) is None
    assert "Did you talk?" in slack.maya.dm.text
    is_well_formed(slack)
