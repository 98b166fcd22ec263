"""Home tells what is still to do, once: after an ending, and around a time away."""

from datetime import timedelta

import pytest

from tests.office import MONDAY, Office

pytestmark = pytest.mark.slow

GOAL = "I say hard things early."


@pytest.fixture
def pair(slack: Office) -> Office:
    """Theo has a goal, and a talk with Maya on Wednesday."""
    slack.match()
    slack.go_to(MONDAY + timedelta(hours=4))
    slack.maya.press("Pick a time")
    slack.maya.submit()
    slack.theo.command("/mentor goal")
    slack.theo.fill("sentence", GOAL)
    slack.theo.submit()
    slack.settle()
    return slack


def buttons(who: str, pair: Office) -> list[str]:
    return [words for words, _, _ in getattr(pair, who).home().buttons]


def test_a_question_can_be_kept_in_one_place_at_home(pair: Office) -> None:
    for who in ("theo", "maya"):
        assert buttons(who, pair).count("Keep a question") == 1
    pair.theo.command("/mentor note")
    pair.theo.fill("text", "How do I begin?")
    pair.theo.submit()
    assert "How do I begin?" in pair.theo.home()
    assert buttons("theo", pair).count("Keep a question") == 1


def test_after_an_ending_home_shows_ones_own_goal_and_offers_no_question_for_no_talk(
    pair: Office,
) -> None:
    pair.theo.home()
    pair.theo.press_home("Rate my goal")
    pair.theo.fill("number", "4")
    pair.theo.submit()
    pair.theo.home()
    pair.theo.press_home("End or change this match")
    pair.theo.press("End only", in_view=True)
    pair.go_to(MONDAY + timedelta(days=9))
    home = pair.theo.home().text()
    assert GOAL in home
    assert "How close, from 0 to 10: 4." in home
    assert "Keep a question" not in buttons("theo", pair)
    assert "Keep a question" not in buttons("maya", pair)
    assert GOAL not in pair.maya.home().text()


def test_no_time_is_offered_on_a_day_on_which_one_of_them_is_away(pair: Office) -> None:
    pair.maya.command("/mentor pause")
    pair.maya.fill("first", "2026-11-25")
    pair.maya.fill("last", "2026-12-15")
    pair.maya.submit()
    pair.theo.home()
    pair.theo.press_home("Change the time")
    options = pair.theo.view.inputs["starts_at"].options
    days = [option.split(",")[0] for option in options[:-1]]
    assert days == ["Tuesday 22 December", "Wednesday 23 December", "Thursday 24 December"]
