"""Two who do not talk: when each step comes, and that rests never count."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.silence import OWN_STEP, Silence, Step, after, begins, rests_for, steps
from bot.domain.stages import course
from tests.builders import at, mentorship, pause

DAY = timedelta(days=1)
FORTNIGHTLY, WEEKLY = mentorship(), mentorship(cadence_days=7)
BEGAN = Silence("theo-and-maya", FORTNIGHTLY.began_at, fresh=True)
TALKED = Silence("talk", at(1))


def test_two_who_never_talked_hear_of_it_after_five_days_and_others_after_a_gap_of_one_and_a_half():
    assert begins(course(FORTNIGHTLY), BEGAN, 14) == BEGAN.since + 5 * DAY
    assert begins(course(FORTNIGHTLY), TALKED, 14) == TALKED.since + 21 * DAY
    assert begins(course(WEEKLY), TALKED, 7) == TALKED.since + 10.5 * DAY


def test_once_the_weeks_are_over_nothing_begins():
    last = Silence("talk", course(FORTNIGHTLY).ends - 7 * DAY)
    assert begins(course(FORTNIGHTLY), last, 14) is None


def test_who_never_talked_are_released_on_day_28_and_do_not_rest_before():
    found = steps(course(FORTNIGHTLY), BEGAN, BEGAN.since + 5 * DAY)
    days = {step: (found[step] - BEGAN.since) / DAY for step in found}
    assert days == {Step.MENTEE: 10, Step.MENTOR: 12, Step.NOTICE: 21, Step.LAPSE: 28}


rests = st.lists(
    st.builds(lambda since, days: (since, days), st.integers(0, 80), st.integers(1, 30)), max_size=3
)


@given(st.sampled_from([FORTNIGHTLY, WEEKLY]), st.booleans(), rests)
def test_steps_come_in_their_order_and_rest_leaves_time_to_come_back(one, fresh, away):
    found = course(one, [pause(at(n), at(n + days), id=str(n)) for n, days in away])
    sign = BEGAN if fresh else TALKED
    said = sign.since + 5 * DAY
    when = steps(found, sign, said)
    order = [when[step] for step in Step if step in when]
    assert order == sorted(order)
    assert all(one > said for one in order)
    assert rests_for(found) >= 14 * DAY


@given(rests, st.integers(0, 40), st.integers(0, 60))
def test_rests_never_count_towards_a_step(away, since, wait):
    found = course(FORTNIGHTLY, [pause(at(n), at(n + days), id=str(n)) for n, days in away])
    then = after(found, at(since), wait * DAY)
    assert abs(found.days(at(since), then) - wait) < 1e-6


def test_each_role_has_one_step_of_its_own_so_nobody_hears_three_words():
    assert len(set(OWN_STEP.values())) == len(OWN_STEP) == 2
