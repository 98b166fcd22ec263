"""How two people work together: six lines filled in, "looks right" by each, a change by one."""

from datetime import timedelta

import pytest

from bot.domain.agreements import Agreement, unpacked
from bot.domain.deliveries import Budget
from bot.domain.mentorships import Stage
from bot.services import evidence
from tests.journeys.living import at_stage, is_well_formed, mentorship, sent
from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow

CHANGED = "Your partner changed these lines meanwhile."


def expecting(slack: Office) -> Office:
    return at_stage(slack, Stage.EXPECTATIONS)


def newest(slack: Office) -> Agreement | None:
    found = mentorship(slack)
    with slack.host.store.read() as unit:
        return evidence.agreement(unit, found.id)


def confirmed(slack: Office) -> int:
    found = mentorship(slack)
    with slack.host.store.read() as unit:
        return len(evidence.confirmed(unit, found.id))


def test_the_lines_follow_in_place_and_one_tap_each_is_all(slack: Office) -> None:
    expecting(slack)
    before = len(slack.slack.posts("D_THEO"))
    slack.theo.press("Easy")
    shown = slack.theo.dms[-1].text
    assert "I want to say hard things without hurting people." in shown
    assert "every two weeks, 45 minutes" in shown
    assert "answered within two working days" in shown
    slack.theo.press("Looks right")
    assert "Looks right" not in str(slack.theo.dms[-1].buttons)
    assert len(slack.slack.posts("D_THEO")) == before
    assert "You find them right" in slack.theo.home().text()
    assert "finds them right" in slack.maya.home().text()
    slack.maya.press("Easy")
    slack.maya.press("Looks right")
    assert confirmed(slack) == 2
    agreement = newest(slack)
    assert agreement is not None
    assert (agreement.version, agreement.by, agreement.terms) == (1, None, "{}")
    assert "You both find them right" in slack.theo.home().text()
    is_well_formed(slack)


def test_a_change_is_a_new_version_that_both_confirm_and_the_bot_then_plans_by(
    slack: Office,
) -> None:
    expecting(slack)
    slack.theo.press("Easy")
    slack.theo.press("Looks right")
    slack.maya.home()
    slack.maya.press_home("See the six lines")
    slack.maya.press("Change something", in_view=True)
    slack.maya.press("More lines", in_view=True)
    slack.maya.fill("purpose", "Saying hard things early.")
    slack.maya.fill("cadence", "every week")
    slack.maya.fill("minutes", "30 minutes")
    slack.maya.fill("scope", "Not pay, not promotion.")
    slack.maya.submit()
    slack.go_to(MONDAY + timedelta(days=17))
    (asked,) = [one for one in slack.theo.dms if "changed how you two work" in one.text]
    assert "Not pay, not promotion." in asked.text
    assert (mentorship(slack).cadence_days, mentorship(slack).minutes) == (14, 45)
    slack.theo.press("Looks right", message=asked)
    assert (mentorship(slack).cadence_days, mentorship(slack).minutes) == (7, 30)
    assert newest(slack).version == 2  # type: ignore[union-attr]
    counted = [row for row in sent(slack, "U_THEO") if row.rules.budget is Budget.COUNTED]
    assert [row.template for row in counted].count("agreement.new") == 1
    assert slack.slack.count("Not pay", "C_ADMIN") == 0
    is_well_formed(slack)


def test_nobody_confirms_or_overwrites_what_they_have_not_seen(slack: Office) -> None:
    expecting(slack)
    slack.theo.press("Easy")
    slack.theo.press("Change something")
    slack.maya.press("Easy")
    slack.maya.press("Change something")
    slack.maya.fill("purpose", "Being heard in reviews.")
    slack.maya.submit()
    slack.theo.fill("purpose", "Saying hard things early.")
    reply = slack.theo.submit()
    assert CHANGED in str(reply.errors)
    agreement = newest(slack)
    assert agreement is not None
    assert unpacked(agreement.terms).purpose == "Being heard in reviews."
    assert confirmed(slack) == 1


def test_a_form_sent_as_it_was_says_looks_right(slack: Office) -> None:
    expecting(slack)
    slack.theo.press("Easy")
    slack.theo.press("Change something")
    slack.theo.submit()
    agreement = newest(slack)
    assert agreement is not None
    assert (agreement.version, agreement.by) == (1, None)
    assert confirmed(slack) == 1


def test_what_cannot_be_agreed_on_stands_at_its_field(slack: Office) -> None:
    expecting(slack)
    slack.theo.press("Easy")
    slack.theo.press("Change something")
    slack.theo.fill("review", "2030-01-01")
    assert "Choose a day from" in str(slack.theo.submit().errors)
    assert newest(slack) is None
