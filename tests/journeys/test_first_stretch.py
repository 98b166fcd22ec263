"""The first stretch of the story, over the wire, compared with the stored text."""

from datetime import timedelta

from tests.journeys.story import same
from tests.office import MONDAY, Office


def test_the_first_stretch_reads_as_it_is_stored(slack: Office) -> None:
    slack.match()
    slack.go_to(MONDAY + timedelta(hours=4))
    slack.maya.press("Pick a time")
    slack.maya.submit()
    slack.theo.command("/mentor note")
    slack.theo.fill("text", "How do I begin a hard talk?")
    slack.theo.submit()
    slack.go_to(MONDAY + timedelta(days=3))
    slack.theo.press("Yes, we met")
    slack.theo.press("Easy")
    slack.settle()
    same(slack, "first_stretch")
    assert slack.slack.lint() == []
    assert slack.slack.errors() == []
    assert slack.slack.unacked() == []


def test_topics_sent_before_a_move_are_still_sent_after_it(slack: Office) -> None:
    slack.match()
    slack.maya.press("Pick a time")
    slack.maya.submit()
    slack.go_to(MONDAY + timedelta(days=1, hours=4))
    slack.theo.press("Send my topics")
    slack.theo.fill("topics", "How do I begin a hard talk?")
    slack.theo.submit()
    slack.settle()
    slack.theo.press("Change the time")
    slack.theo.fill("starts_at", slack.theo.view.inputs["starts_at"].options[1])
    slack.theo.submit()
    slack.go_to(MONDAY + timedelta(days=7, hours=6))
    assert slack.theo.dm is not None
    assert "your topics are with" in slack.theo.dm
