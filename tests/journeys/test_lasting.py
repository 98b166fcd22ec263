"""Three months after a good end: one question to the mentee, one line back to the mentor."""

from datetime import timedelta

import pytest

from bot.domain.ids import new_id
from bot.domain.mentorships import Answer, Ending, Outcome
from bot.services import lasting
from tests.journeys.living import begun, is_well_formed, keeps_the_budget
from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow

LINE = "I still ask before I comment."


def ended(slack: Office) -> Office:
    """Theo and Maya rounded it off nearly three months ago; Theo had noted what he would try."""
    begun(slack)
    slack.go_to(MONDAY + timedelta(days=3))
    now = slack.clock.wall()
    with slack.host.store.unit() as unit:
        (found,) = unit.mentorships.find()
        theo = next(one for one in unit.members.find() if one.role == "mentee")
        tried = Answer(new_id(), found.id, theo.participant_id, "attempt", "Ask first\nAlways", now)
        unit.answers.add(tried)
        at = now - lasting.AFTER + timedelta(days=4)
        unit.endings.add(Ending(new_id(), found.id, at, Outcome.COMPLETED))
        unit.deliveries.cancel("ended", mentorship_id=found.id)
        unit.mentorships.change(found.id, {}, {"wake_at": now})
    slack.settle()
    return slack


def asked(slack: Office) -> int:
    return int(slack.slack.count("Three months ago you finished", "D_THEO"))


def test_the_mentee_is_asked_once_and_one_line_goes_over(slack: Office) -> None:
    ended(slack)
    slack.pass_time(days=3)
    assert asked(slack) == 0
    slack.pass_time(days=4)
    assert asked(slack) == 1
    assert "The last thing you wanted to try was: “Ask first”." in slack.theo.dm.text
    slack.theo.press("Pass one line on")
    slack.theo.fill("text", LINE)
    assert slack.theo.submit().errors == {}
    slack.pass_time(days=4)
    assert LINE in slack.maya.dm.text
    assert "Passed on to" in slack.theo.dm.text
    slack.pass_time(days=3)
    assert asked(slack) == 1
    assert slack.slack.count(LINE, "D_MAYA") == 1
    for reader in ("U_THEO", "U_MAYA"):
        keeps_the_budget(slack, reader)
    is_well_formed(slack)


def test_who_passes_nothing_on_is_left_alone_and_the_mentor_knows_nothing(slack: Office) -> None:
    ended(slack)
    slack.pass_time(days=7)
    before = len(slack.maya.dms)
    with slack.host.store.read() as unit:
        (ending,) = unit.endings.find()
    slack.theo.press("Not this time")
    slack.settle()
    assert "does not know that I asked" in slack.theo.dm.text
    again = slack.theo.press_raw("lasted.skip", ending.id, slack.theo.dm.ts, slack.theo.dm.channel)
    assert again.acked
    assert "settled already" in slack.theo.ephemerals()[-1].text
    slack.pass_time(days=4)
    assert len(slack.maya.dms) == before


def test_nothing_is_asked_or_passed_on_once_the_mentor_left(slack: Office) -> None:
    ended(slack)
    slack.pass_time(days=7)
    slack.theo.press("Pass one line on")
    slack.theo.fill("text", LINE)
    with slack.host.store.unit() as unit:
        maya = unit.people.one(slack_id="U_MAYA")
        member = unit.participants.one(person_id=maya.id if maya else "")
        unit.participants.change(member.id if member else "", {}, {"left_at": slack.clock.wall()})
    assert "not in the program any more" in slack.theo.submit().errors["text"]
