"""The five stages over a calendar, and what people say about going on."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import prompts, rhythm, stages
from bot.domain.endings import Next, announce_at, hidden, outcome, shared
from bot.domain.hours import is_open, local_day
from bot.domain.mentorships import Outcome, Stage, StageAnswer
from bot.domain.participants import Role
from bot.domain.prompts import Facts, Moment
from bot.domain.stages import Course, Evidence, Keys, course
from bot.domain.words import Audience, Text
from bot.domain.workdays import add_workdays
from tests.builders import MAYA, THEO, TUESDAY, at, ending, mentorship, pause

WEEK = timedelta(weeks=1)
FORTNIGHTLY, WEEKLY = mentorship(), mentorship(cadence_days=7)


def weeks_of(found: Course, stage: Stage) -> float:
    return (found.leaves(stage) - found.began) / WEEK


@pytest.mark.parametrize("one", [FORTNIGHTLY, WEEKLY], ids=["fortnightly", "weekly"])
def test_at_twelve_weeks_the_calendar_leaves_each_stage_as_its_week_begins(one):
    found = [weeks_of(course(one), stage) for stage in Stage]
    assert found == [2, 4, 8, 11, 14]


@given(st.integers(4, 26), st.sampled_from([7, 14]))
def test_whatever_the_length_later_stages_are_left_later_and_the_last_after_the_end(weeks, cadence):
    found = course(mentorship(weeks=weeks, cadence_days=cadence))
    left = [found.leaves(stage) for stage in Stage]
    assert left == sorted(set(left))
    assert left[-1] == found.began + (weeks + 2) * WEEK
    assert all(found.soft(stage) <= found.ends for stage in Stage)


def test_another_length_scales_the_calendar():
    assert [weeks_of(course(mentorship(weeks=24)), stage) for stage in Stage] == [4, 8, 16, 22, 26]


@given(st.integers(0, 80), st.integers(1, 40), st.integers(0, 80), st.integers(1, 40))
def test_rests_do_not_count_however_they_overlap(since, days, other, more):
    rests = [pause(at(since), at(since + days)), pause(at(other), at(other + more), id="2")]
    found = course(FORTNIGHTLY, rests)
    for weeks in (1, 5, 12):
        then = found.reaches(weeks)
        assert abs(found.days(found.began, then) - 7 * weeks) < 1e-6


def test_a_rest_moves_what_comes_after_it_and_nothing_before():
    found = course(FORTNIGHTLY, [pause(at(20), at(34))])
    plain = course(FORTNIGHTLY)
    assert found.leaves(Stage.GETTING_TO_KNOW) == plain.leaves(Stage.GETTING_TO_KNOW)
    assert found.ends == plain.ends + 2 * WEEK


READY = {
    Stage.GETTING_TO_KNOW: Evidence(talks=1),
    Stage.EXPECTATIONS: Evidence(talks=1, goal=True, planned=True, agreed=True),
    Stage.LEARNING: Evidence(talks=2, attempts=1, outcomes=1),
    Stage.INDEPENDENCE: Evidence(talks=2, decided=1),
}


@pytest.mark.parametrize("stage", READY, ids=str)
def test_a_stage_is_complete_by_what_was_shown_and_not_without_a_talk(stage):
    found = course(FORTNIGHTLY)
    shown = READY[stage]
    assert stages.is_ready(stage, shown, found)
    assert not stages.is_ready(stage, Evidence(talks=shown.talks), found) or shown == Evidence(1)
    without = Evidence(
        0, shown.goal, shown.planned, shown.agreed, shown.attempts, shown.outcomes, shown.decided
    )
    assert not stages.is_ready(stage, without, found)


def test_weekly_people_take_two_talks_to_get_to_know_each_other():
    assert not stages.is_ready(Stage.GETTING_TO_KNOW, Evidence(talks=1), course(WEEKLY))
    assert stages.is_ready(Stage.GETTING_TO_KNOW, Evidence(talks=2), course(WEEKLY))


def test_the_last_stage_is_completed_by_closing_alone():
    plenty = Evidence(9, True, True, True, 9, 9, 9)
    assert not stages.is_ready(Stage.TRANSITION, plenty, course(FORTNIGHTLY))


# --- words about going on -------------------------------------------------------------------------


def keys(target: Stage, *said: tuple[str, bool]) -> Keys:
    words = [
        StageAnswer(str(n), "theo-and-maya", who, target, ready, at(n))
        for n, (who, ready) in enumerate(said)
    ]
    return Keys(target, words, ["theo", "maya"], ["theo"])


ONE_KEY, TWO_KEYS = Stage.LEARNING, Stage.INDEPENDENCE


def test_for_the_first_moves_one_is_enough_and_silence_agrees():
    asked = keys(ONE_KEY, ("maya", True))
    assert asked.silence_agrees
    assert not asked.agreed


def test_not_yet_stops_the_silence_and_a_later_yes_starts_it_again():
    assert not keys(ONE_KEY, ("theo", True), ("maya", False)).silence_agrees
    assert keys(ONE_KEY, ("theo", True), ("maya", False), ("maya", True)).agreed


def test_the_last_moves_take_both_and_silence_says_nothing():
    assert not keys(TWO_KEYS, ("theo", True)).silence_agrees
    assert not keys(TWO_KEYS, ("theo", True)).agreed
    assert keys(TWO_KEYS, ("maya", True), ("theo", True)).agreed


def test_after_two_differences_the_mentee_decides_and_nobody_else_does():
    once = [("theo", True), ("maya", False)]
    assert not keys(TWO_KEYS, *once).agreed
    assert keys(TWO_KEYS, *once, ("maya", False)).agreed
    against = [("maya", True), ("theo", False), ("theo", False), ("theo", False)]
    assert not keys(TWO_KEYS, *against).agreed


# --- the library and its place --------------------------------------------------------------------


def text(id: str, after: int = 0, **more: object) -> Text:
    given = {"role": Audience.MENTEE, "kind": "stage", "stage": Stage.LEARNING} | more
    return Text(id, "body", after=after, **given)


def here(days: float, **facts: bool) -> Moment:
    return Moment(Role.MENTEE, Stage.LEARNING, days, Facts(**facts))


def due(texts: list[Text], moment: Moment, weeks: int = 12, said: tuple[str, ...] = ()) -> str:
    found = prompts.due(texts, moment, course(mentorship(weeks=weeks)), said)
    return found.id if found else ""


def test_a_message_is_due_after_its_days_scaled_by_the_length():
    later = [text("later", after=14)]
    assert (due(later, here(13)), due(later, here(14))) == ("", "later")
    assert due(later, here(7), weeks=6) == "later"


def test_a_message_is_due_once_to_its_role_in_its_stage_and_under_its_conditions():
    assert due([text("a")], here(1), said=("a",)) == ""
    assert due([text("a", role=Audience.MENTOR)], here(1)) == ""
    assert due([text("a", stage=Stage.TRANSITION)], here(1)) == ""
    assert due([text("a", when=("no_goal",))], here(1, goal=True)) == ""
    assert due([text("b"), text("a", after=3), text("c", role=Audience.BOTH)], here(5)) == "b"


def test_an_unknown_condition_is_an_error():
    with pytest.raises(KeyError):
        prompts.holds(("no_such_thing",), Facts())


def test_a_fortnightly_stage_message_stands_between_two_talks():
    talk = TUESDAY.date() + timedelta(days=1)
    day = rhythm.stage_day(THEO, False, talk, talk + 2 * WEEK, talk)
    assert day == talk + timedelta(days=6)
    assert rhythm.stage_day(THEO, False, talk, talk + WEEK, talk) is None


@pytest.mark.parametrize("weekday", range(5))
def test_whatever_day_they_talk_on_the_stage_has_its_day_between_two_talks(weekday: int):
    """Looked at anew each day, as the clock does, until the day has come."""
    talk = TUESDAY.date() + timedelta(days=weekday - TUESDAY.weekday())
    coming = talk + 2 * WEEK
    days = [talk + timedelta(days=n) for n in range(14)]
    planned = [rhythm.stage_day(THEO, False, talk, coming, today) for today in days]
    day = next(today for today, plan in zip(days, planned, strict=True) if today == plan)
    assert set(planned[: days.index(day) + 1]) == {day}
    assert coming - day >= WEEK


def test_a_weekly_stage_message_takes_the_day_before_a_talk():
    talk = TUESDAY.date() + timedelta(days=1)
    assert rhythm.stage_day(THEO, True, talk, talk + WEEK, talk) == talk + timedelta(days=6)
    assert rhythm.stage_day(THEO, True, talk, talk + WEEK, talk + WEEK) is None


# --- endings --------------------------------------------------------------------------------------


def test_only_what_both_chose_is_shared():
    assert shared((Next.LIGHT, Next.LIGHT), 2) is Next.LIGHT
    assert shared((Next.LIGHT, Next.AGAIN), 2) is None
    assert shared((Next.LIGHT,), 2) is None


@pytest.mark.parametrize(
    ("wishes", "day", "kept"),
    [
        ((), 98, Outcome.CLOSED_BY_CALENDAR),
        ((Next.CLOSE,), 98, Outcome.COMPLETED),
        ((Next.CLOSE, Next.AGAIN), 80, Outcome.COMPLETED),
        ((Next.CLOSE, Next.CLOSE), 40, Outcome.COMPLETED_EARLY),
        ((Next.LIGHT, Next.LIGHT), 80, Outcome.CONTINUED_INFORMAL),
        ((Next.AGAIN, Next.AGAIN), 80, Outcome.RENEWED),
    ],
)
def test_an_outcome_is_completed_only_after_a_closing_step(wishes, day, kept):
    assert outcome(wishes, 2, course(FORTNIGHTLY), at(day)) is kept


@given(st.uuids(), st.integers(0, 28))
def test_the_partner_is_told_one_to_three_working_days_later_in_their_hours(ending_id, day):
    when = announce_at(str(ending_id), MAYA, at(day))
    today = local_day(MAYA, at(day))
    days = [add_workdays(today, n, MAYA.hours.days) for n in (1, 2, 3)]
    assert local_day(MAYA, when) in days
    assert is_open(MAYA, when)
    assert when == announce_at(str(ending_id), MAYA, at(day))


def test_an_end_is_hidden_from_the_partner_until_it_is_told():
    asked = ending(asked_by="theo-in-career")
    assert hidden(asked, "maya-in-career")
    assert not hidden(asked, "theo-in-career")
    assert not hidden(ending(), "maya-in-career")
