"""A delay drawn like real ones: in working time, from what real people took."""

from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from bot.domain import hours
from bot.domain.lags import SOONEST, USUAL, Lag, drawn, lag, reached
from bot.domain.people import Hours
from tests.builders import JONAS, MAYA, TUESDAY, at, person

NIGHT = person(MAYA, hours=Hours(opens=time(22), closes=time(6)))
MONDAYS = person(JONAS, hours=Hours(days=(0,)))
SEEDS = 400
ALIKE = 0.01
"""Below this the two samples would differ; drawn from fixed keys, so the answer never flickers."""


def test_an_hour_after_the_question_is_an_hour() -> None:
    assert lag(MAYA, TUESDAY, TUESDAY + timedelta(hours=1)) == Lag(timedelta(hours=1))


def test_a_night_and_a_weekend_do_not_count() -> None:
    friday = at(3, 15)
    assert lag(MAYA, friday, at(6, 9)) == Lag(timedelta(hours=2))


def test_an_answer_in_the_evening_keeps_its_time_after_work() -> None:
    evening = at(0, 19)
    found = lag(MAYA, TUESDAY, evening)
    assert found == Lag(timedelta(hours=6), timedelta(hours=3))
    assert reached(MAYA, TUESDAY, found) == evening


@given(
    st.sampled_from([MAYA, JONAS, NIGHT, MONDAYS]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.timedeltas(timedelta(0), timedelta(days=20)),
)
def test_what_was_taken_leads_back_to_the_answer(
    who: hours.Working, asked: datetime, taken: timedelta
) -> None:
    answered = asked + taken
    assert reached(who, asked, lag(who, asked, answered)) == answered


def test_the_same_question_draws_the_same_moment() -> None:
    assert drawn("one", MAYA, TUESDAY, []) == drawn("one", MAYA, TUESDAY, [])
    assert len({drawn(str(key), MAYA, TUESDAY, []) for key in range(50)}) > 30


def test_nobody_answers_sooner_than_people_can() -> None:
    moments = [drawn(str(key), MAYA, TUESDAY, [Lag(timedelta(0))] * 20) for key in range(50)]
    assert {moment for moment in moments if moment} == {TUESDAY + SOONEST}


def test_where_nobody_ever_answered_nothing_comes() -> None:
    assert {drawn(str(key), MAYA, TUESDAY, [None] * 20) for key in range(20)} == {None}


def usual(dice: Random) -> Lag | None:
    one = dice.choice(USUAL)
    return one and Lag(one.worked * dice.uniform(0.9, 1.1))


def quick(dice: Random) -> Lag:
    return Lag(timedelta(minutes=dice.lognormvariate(3, 0.8)))


def slow(dice: Random) -> Lag | None:
    return None if dice.random() < 0.4 else Lag(timedelta(hours=dice.uniform(6, 30)))


def in_the_evening(dice: Random) -> Lag:
    day = Lag(timedelta(hours=6), timedelta(hours=dice.uniform(0.5, 4)))
    return day if dice.random() < 0.5 else quick(dice)


def delays(moments: list[datetime | None]) -> list[float]:
    """Hours until the answer; what never comes counts as the longest of all."""
    return [(one - TUESDAY).total_seconds() / 3600 if one else 1000.0 for one in moments]


@pytest.mark.parametrize("habit", [usual, quick, slow, in_the_evening])
def test_a_silent_delay_is_one_of_those_people_take(habit: object) -> None:
    assert callable(habit)
    seed = 20261201
    dice = Random(seed)
    past = [habit(dice) for _ in range(200)]
    real = [habit(dice) for _ in range(SEEDS)]
    ordinary = [one and reached(MAYA, TUESDAY, one) for one in real]
    silent = [drawn(f"{seed}/{key}", MAYA, TUESDAY, past) for key in range(SEEDS)]
    found = ks_2samp(delays(ordinary), delays(silent))
    assert found.pvalue > ALIKE, f"seed {seed}: {found}"


def test_a_delay_that_is_not_like_theirs_would_be_seen() -> None:
    dice = Random(1)
    ordinary = [reached(MAYA, TUESDAY, quick(dice)) for _ in range(SEEDS)]
    even = [TUESDAY + timedelta(hours=dice.uniform(0, 48)) for _ in range(SEEDS)]
    assert ks_2samp(delays(list(ordinary)), delays(list(even))).pvalue < ALIKE
