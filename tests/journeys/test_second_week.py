"""Two short questions in the second week: private, deleted once answered, told to nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.people import Volume
from bot.domain.surveys import DONE, SAY
from tests.journeys.living import begun, ending, is_well_formed, reader, sent, when
from tests.office import CHANNEL, MONDAY, Office

pytestmark = pytest.mark.slow


def asked(slack: Office) -> Office:
    """Theo and Maya have talked once; it is the Tuesday of the second week."""
    begun(slack)
    slack.go_to(MONDAY + timedelta(days=2, hours=6))
    for one in (slack.theo, slack.maya):
        one.press("Yes, we met" if one is slack.theo else "Easy")
    slack.go_to(MONDAY + timedelta(days=8, hours=6))
    return slack


def kept(slack: Office, question: str) -> list[str]:
    with slack.host.store.read() as unit:
        return [one.value for one in unit.answers.find(question=question)]


def rows(slack: Office, slack_id: str) -> list[str]:
    return [row.template for row in sent(slack, slack_id) if row.kind in ("before", "survey")]


def test_two_taps_are_all_and_neither_is_kept(slack: Office) -> None:
    asked(slack)
    assert rows(slack, "U_THEO") == ["before", "survey"]
    before = len(slack.slack.posts("D_THEO"))
    slack.theo.press("Not really yet")
    assert kept(slack, SAY) == ["not_yet"]
    assert "One small step often changes that" in slack.theo.dms[-1].text
    slack.theo.press("Go on like this")
    assert (kept(slack, SAY), kept(slack, DONE)) == ([], [""])
    assert not slack.theo.dms[-1].buttons
    assert len(slack.slack.posts("D_THEO")) == before
    is_well_formed(slack)


def test_who_would_rather_change_sees_the_way_out_and_nothing_has_happened(slack: Office) -> None:
    asked(slack)
    heard = [len(slack.slack.posts(one)) for one in ("D_MAYA", CHANNEL)]
    slack.theo.press("Not really yet")
    slack.theo.press("Rather change match")
    assert "may still guess" in slack.theo.view.text()
    slack.theo.press("Keep the match", in_view=True)
    slack.settle()
    assert ending(slack) is None
    assert kept(slack, SAY) == []
    assert [len(slack.slack.posts(one)) for one in ("D_MAYA", CHANNEL)] == heard
    assert slack.slack.count("Not really yet", CHANNEL) == 0


@pytest.mark.parametrize(
    ("who", "what", "step"),
    [
        ("theo", "The time", "a shorter talk"),
        ("theo", "The goal", "Say yours anew"),
        ("maya", "The goal", "worth our time now"),
        ("maya", "How we talk", "what should we do more of"),
    ],
)
def test_a_change_is_one_small_step_suggested_in_private(
    slack: Office, who: str, what: str, step: str
) -> None:
    asked(slack)
    actor = getattr(slack, who)
    actor.press("Some of it")
    actor.press("Go on, with a change")
    actor.press(what, in_view=True)
    assert step in actor.view.text()
    assert kept(slack, SAY) == []
    is_well_formed(slack)


def test_half_an_answer_is_forgotten_after_a_fortnight(slack: Office) -> None:
    asked(slack)
    slack.theo.press("Some of it")
    slack.go_to(MONDAY + timedelta(days=20))
    assert kept(slack, SAY) == ["partly"]
    slack.go_to(MONDAY + timedelta(days=24))
    assert kept(slack, SAY) == []


def test_half_an_answer_is_forgotten_with_the_match(slack: Office) -> None:
    asked(slack)
    slack.theo.press("Some of it")
    slack.theo.home()
    slack.theo.press_home("End or change this match")
    slack.theo.press("End only", in_view=True)
    assert kept(slack, SAY) == []


def test_a_parked_question_keeps_its_message_and_the_two_give_way(slack: Office) -> None:
    begun(slack)
    slack.go_to(MONDAY + timedelta(days=2, hours=6))
    slack.theo.press("Yes, we met")
    slack.theo.command("/mentor note How do I begin?")
    slack.theo.submit()
    slack.go_to(MONDAY + timedelta(days=9, hours=6))
    slack.theo.press("Yes, we met")
    slack.go_to(MONDAY + timedelta(days=14))
    assert rows(slack, "U_THEO") == ["before", "before"]


def test_who_never_answered_and_who_wants_half_are_not_asked(slack: Office) -> None:
    begun(slack)
    theo = reader(slack, "U_THEO")
    with slack.host.store.unit() as unit:
        unit.people.save(replace(unit.people.get(theo.id), volume=Volume.HALF))
    slack.go_to(MONDAY + timedelta(days=2, hours=6))
    slack.theo.press("Yes, we met")
    slack.go_to(MONDAY + timedelta(weeks=3))
    assert "survey" not in rows(slack, "U_THEO") + rows(slack, "U_MAYA")


def test_later_names_the_day_on_which_there_is_a_place_and_keeps_its_word(slack: Office) -> None:
    asked(slack)
    slack.theo.choose("Later")
    assert "on Thursday 3 December at the earliest" in slack.theo.ephemerals()[-1].text
    slack.go_to(MONDAY + timedelta(days=9, hours=6))
    slack.maya.command("/mentor log")
    slack.maya.submit()
    slack.go_to(MONDAY + timedelta(days=14))
    days = [when(row).day for row in sent(slack, "U_THEO") if row.kind == "survey"]
    assert days == [1, 3]
