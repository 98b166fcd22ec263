"""A question to a mentor and its one reminder: what came of it stands once."""

from datetime import timedelta

import pytest

from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow


@pytest.fixture
def reminded(slack: Office) -> Office:
    """Maya has been asked, and reminded on working day three."""
    slack.open_program()
    slack.people_join()
    slack.go_to(MONDAY + timedelta(hours=2))
    slack.ask()
    slack.go_to(MONDAY + timedelta(days=3, hours=5))
    return slack


def asked(office: Office) -> list[str]:
    return [one.words for one in office.maya.dms if "Theo Brandt" in one.words]


def test_while_it_is_open_either_can_be_answered(reminded: Office) -> None:
    assert len(asked(reminded)) == 2
    assert all("[Accept]" in one for one in asked(reminded))


@pytest.mark.parametrize("first", [True, False], ids=["on the question", "on the reminder"])
def test_once_it_is_answered_the_reminder_says_so_and_the_question_points_to_it(
    reminded: Office, first: bool
) -> None:
    question, reminder = [one for one in reminded.maya.dms if "Theo Brandt" in one.words]
    reminded.maya.press("Pass", message=question if first else reminder)
    reminded.settle()
    reminded.pass_time(minutes=1)
    question_now, reminder_now = asked(reminded)
    assert "stands in my reminder below" in question_now
    assert "You passed on @Theo Brandt." in reminder_now
    assert "[" not in question_now + reminder_now
