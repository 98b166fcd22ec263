"""The six things over the wire: behind the number and at Home, over time, for one reader."""

import pytest

from bot.domain.mentorships import Stage
from bot.domain.selfcheck import SELF_CHECK
from tests.journeys.living import at_stage, is_well_formed
from tests.office import Office

pytestmark = pytest.mark.slow


@pytest.fixture
def alone(slack: Office) -> Office:
    return at_stage(slack, Stage.INDEPENDENCE)


def look(slack: Office, **said: str) -> None:
    slack.theo.home()
    slack.theo.press_home("Look at six things")
    for name, choice in said.items():
        slack.theo.fill(name, choice)
    assert slack.theo.submit().errors == {}


def test_what_was_said_stands_below_each_line_the_next_time(alone: Office) -> None:
    look(alone, topics="Mostly my mentor", sure="3")
    alone.pass_time(weeks=2)
    look(alone, topics="Mostly I do")
    alone.theo.home()
    alone.theo.press_home("Look at six things")
    shown = alone.theo.view.text()
    assert "Before: Wednesday 25 November, Mostly my mentor; Wednesday 9 December, Mostly" in shown
    assert "Before: Wednesday 25 November, 3." in shown
    with alone.host.store.read() as unit:
        assert len(unit.answers.find(question=SELF_CHECK)) == 2
    is_well_formed(alone)


def test_nothing_chosen_is_refused_at_the_first_line(alone: Office) -> None:
    alone.theo.home()
    alone.theo.press_home("Look at six things")
    assert "Answer at least one line" in alone.theo.submit().errors["topics"]


def test_nobody_else_sees_it_or_is_offered_it(alone: Office) -> None:
    look(alone, decided="Nearly always")
    alone.pass_time(weeks=1)
    assert "Look at six things" not in str(alone.maya.home().buttons)
    for reader in (alone.maya, alone.ada):
        assert "Nearly always" not in reader.home().text()
        for message in reader.messages():
            assert "Nearly always" not in message.visible()
    alone.theo.command("/mentor data")
    assert "Your answers" in alone.theo.view.text()


def test_it_stands_behind_the_number_and_what_was_typed_there_stays(alone: Office) -> None:
    with alone.host.store.read() as unit:
        (found,) = unit.mentorships.find()
    alone.theo.press_raw("sure.open", found.id, alone.theo.dm.ts, alone.theo.dm.channel)
    assert alone.theo.view.callback_id == "form.sure"
    alone.theo.fill("number", "6")
    alone.theo.press("Look at six things", in_view=True)
    assert alone.theo.view.callback_id == "form.selfcheck"
    alone.theo.close_view()
    assert alone.theo.view.callback_id == "form.sure"
    assert alone.theo.submit().errors == {}
