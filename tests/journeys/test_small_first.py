"""Small first: three fields and four taps to join, and no form that nobody tapped for."""

from datetime import datetime, timedelta

import pytest

from tests.journeys.forms_opened import opened, taps, unasked
from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow

FOUR_WEEKS = MONDAY + timedelta(weeks=4)


def line_known(office: Office) -> None:
    """A reporting-line file is loaded, so that nobody is asked for their manager."""
    with office.host.store.unit() as unit:
        (program,) = unit.programs.find()
        unit.programs.change(program.id, {}, {"line_loaded_on": MONDAY.date()})


@pytest.mark.parametrize(("role", "line"), [("a mentor", "hope"), ("to be a mentor", "lesson")])
def test_a_newcomer_is_enrolled_with_three_fields_and_at_most_four_taps(
    slack: Office, role: str, line: str
) -> None:
    slack.open_program()
    line_known(slack)
    otto = slack.otto
    otto.home()
    since = len(slack.slack.journal())
    otto.press_home("Join mentoring")
    if role != "a mentor":
        otto.choose_in_view(role, of="roles")
    assert len(otto.view.inputs) == 3
    otto.fill("topics", ["giving feedback"])
    otto.fill(line, "I want to say hard things.")
    otto.submit()
    slack.settle()
    assert taps(slack.slack.journal()[since:], "U_OTTO", {line}) <= 4
    assert enrolled(slack)
    assert otto.dms


def enrolled(office: Office) -> bool:
    with office.host.store.read() as unit:
        (member,) = unit.participants.find()
        return bool(unit.topics.find(participant_id=member.id))


def test_without_a_line_one_field_more_is_asked_and_may_stay_empty(slack: Office) -> None:
    slack.open_program()
    slack.otto.command("/mentor join")
    assert [one.block_id for one in slack.otto.view.inputs.values() if one.optional] == [
        "hope",
        "manager",
    ]
    assert len(slack.otto.view.inputs) == 4


def entry(kind: str, what: str, at: datetime = MONDAY) -> dict[str, str]:
    return {"kind": kind, "what": what, "user": "U_THEO", "at": at.isoformat()}


def test_a_form_that_nobody_tapped_for_is_noticed() -> None:
    form, tap = entry("view", "opened"), entry("action", "press")
    assert unasked([tap, form], "U_THEO", FOUR_WEEKS) == []
    assert unasked([tap, form, form], "U_THEO", FOUR_WEEKS) == [form]
    assert unasked([entry("action", "fill"), form], "U_THEO", FOUR_WEEKS) == [form]
    late = entry("view", "opened", FOUR_WEEKS)
    assert unasked([late], "U_THEO", FOUR_WEEKS) == []
    assert opened([tap, form, late], "U_THEO", FOUR_WEEKS) == 1


def test_the_first_four_weeks_of_somebody_who_taps_nothing_more(slack: Office) -> None:
    """Joined, asked, matched; then four weeks of messages left alone: no form comes by itself."""
    slack.match()
    before = opened(slack.slack.journal(), "U_THEO", FOUR_WEEKS)
    assert 1 <= before <= 3
    slack.go_to(FOUR_WEEKS)
    assert opened(slack.slack.journal(), "U_THEO", FOUR_WEEKS) == before
    assert unasked(slack.slack.journal(), "U_THEO", FOUR_WEEKS) == []
