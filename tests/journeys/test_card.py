"""The living card: changed in place all week, posted anew once a week, and never twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread

import pytest

from bot.services import journey
from tests.office import CHANNEL, MONDAY, Office

pytestmark = pytest.mark.slow

WEEK = timedelta(weeks=1)
FURTHER_DOWN = "stands further down now"


@pytest.fixture
def opened(slack: Office) -> Office:
    """An open program that nobody has joined; its card stands since Monday at nine."""
    slack.open_program()
    return slack


def posted(office: Office) -> list[datetime]:
    """When a card was posted, weeks after the first."""
    cards = [one for one in office.slack.posts(CHANNEL) if "Career Mentoring" in one["text"]]
    return [datetime.fromisoformat(one["at"]) for one in cards]


def cards(office: Office) -> list[str]:
    """What stands on the cards now, oldest first."""
    found = office.ada.messages(CHANNEL)
    return [one.words for one in found if "Career Mentoring" in one.words]


def asleep_for(weeks: float) -> Callable[[Office], None]:
    def sleep(office: Office) -> None:
        office.clock.advance_to(office.clock.wall() + weeks * WEEK)
        office.settle()

    return sleep


def test_it_is_posted_anew_once_a_week_at_the_hour_of_the_first(opened: Office) -> None:
    opened.go_to(MONDAY + 5 * WEEK + timedelta(days=3))
    assert posted(opened) == [MONDAY + n * WEEK for n in range(6)]
    shown = cards(opened)
    assert [FURTHER_DOWN in one for one in shown] == [True] * 5 + [False]
    assert "[" not in "".join(shown[:-1])
    assert opened.slack.errors() == []


def test_only_the_newest_changes(opened: Office) -> None:
    opened.go_to(MONDAY + WEEK + timedelta(hours=1))
    opened.join(opened.maya, "to be a mentor", "Silence is not kindness.", "giving feedback")
    old, new = cards(opened)
    assert "1 mentor offers 1 place, still free." in new
    assert FURTHER_DOWN in old


@pytest.mark.parametrize("weeks", [0.9, 1.1, 3.5])
def test_after_a_time_off_there_is_one_at_most(opened: Office, weeks: float) -> None:
    asleep_for(weeks)(opened)
    asleep_for(0.01)(opened)
    assert len(posted(opened)) == (1 if weeks < 1 else 2)


def test_however_often_and_by_whomever_it_is_planned_it_is_posted_once(opened: Office) -> None:
    opened.clock.advance_to(MONDAY + WEEK)
    store, moment = opened.host.store, opened.clock.wall()
    threads = [Thread(target=journey.wake, args=(store, moment)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened.settle()
    assert len(posted(opened)) == 2


def test_a_paused_program_posts_none_and_a_resumed_one_goes_on(opened: Office) -> None:
    opened.ada.command("/mentor admin", channel=CHANNEL)
    opened.ada.press("Pause the program", channel=CHANNEL)
    opened.go_to(MONDAY + 2 * WEEK + timedelta(days=1))
    assert len(posted(opened)) == 1
    opened.ada.press("Resume the program", channel=CHANNEL)
    opened.settle()
    assert len(posted(opened)) == 2
    opened.go_to(MONDAY + 3 * WEEK + timedelta(days=1))
    assert len(posted(opened)) == 3


def test_an_ending_is_not_counted_before_the_partner_is_told(opened: Office) -> None:
    opened.people_join()
    opened.go_to(MONDAY + timedelta(hours=2))
    opened.ask()
    opened.accept()
    opened.go_to(MONDAY + WEEK - timedelta(minutes=30))
    opened.theo.home()
    opened.theo.press_home("End or change this match")
    opened.theo.press("End only", in_view=True)
    opened.go_to(MONDAY + WEEK + timedelta(minutes=5))
    assert "1 mentorship is running." in cards(opened)[-1]
    opened.go_to(MONDAY + WEEK + timedelta(days=6))
    assert "No mentorship is running." in cards(opened)[-1]


def test_the_card_says_where_people_are_and_leaves_out_what_nobody_is_in(opened: Office) -> None:
    opened.people_join()
    assert (
        "2 mentors offer 2 places, all free. 1 person looks for a mentor and has still to choose."
        in cards(opened)[-1]
    )
    assert "No mentorship is running." in cards(opened)[-1]
    opened.go_to(MONDAY + timedelta(hours=2))
    opened.ask()
    assert "1 person looks for a mentor and waits for an answer." in cards(opened)[-1]
    opened.accept()
    assert "2 mentors offer 2 places, 1 of them free." in cards(opened)[-1]
    assert "1 person looks for a mentor and has one. 1 mentorship is running." in cards(opened)[-1]
    assert "Theo" not in cards(opened)[-1]
