"""Local time and message hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import hours, workdays
from bot.domain.hours import instant, is_open, next_opening
from bot.domain.people import Hours, Person
from tests.builders import JONAS, MAYA, THEO, TUESDAY, at, person

MIN, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = sorted(available_timezones())
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
moments = st.integers(0, 730 * 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
people = st.builds(
    lambda zone, days, opens, closes: person(zone=zone, hours=Hours(days, opens, closes)),
    st.sampled_from(ZONES),
    st.lists(st.integers(0, 6), max_size=7, unique=True).map(tuple),
    walls,
    walls,
)
closures = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=8)


def clock(moment: datetime, zone: str) -> str:
    return hours.local(moment, zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("zone", "day", "wall", "shown"),
    [
        ("Europe/Berlin", date(2027, 3, 28), time(2, 30), "2027-03-28 03:30"),
        ("Africa/Cairo", date(2027, 4, 30), time(0, 30), "2027-04-30 01:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04 02:45"),
        ("Pacific/Apia", date(2011, 12, 30), time(10), "2011-12-31 10:00"),
    ],
)
def test_a_wall_time_that_does_not_exist_moves_forward_by_the_gap(zone, day, wall, shown):
    assert clock(instant(day, wall, zone), zone) == shown


@pytest.mark.parametrize(
    ("zone", "day", "wall", "utc"),
    [
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25 00:30"),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), "2027-04-03 14:45"),
        ("America/Havana", date(2026, 11, 1), time(0, 30), "2026-11-01 04:30"),
    ],
)
def test_of_a_wall_time_that_comes_twice_the_first_is_meant(zone, day, wall, utc):
    assert clock(instant(day, wall, zone), "UTC") == utc


@pytest.mark.slow
@pytest.mark.parametrize("region", sorted({zone.split("/")[0] for zone in ZONES}))
def test_every_date_of_two_years_has_one_instant_in_every_zone(region):
    """All zones x 731 dates x two wall times: the wall clock shows it, or is past a gap; and
    later dates are later instants."""
    for zone in (zone for zone in ZONES if zone.split("/")[0] == region):
        for wall in (time(0), time(2, 30)):
            before = datetime.min.replace(tzinfo=UTC)
            for day in (date(2026, 1, 1) + offset * DAY for offset in range(731)):
                moment = instant(day, wall, zone)
                shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
                ahead = shown - datetime.combine(day, wall)
                assert timedelta(0) <= ahead <= timedelta(hours=2), (zone, day)
                assert moment > before, (zone, day)
                before = moment


def test_an_unknown_zone_is_named_or_replaced():
    with pytest.raises(hours.UnknownZone, match="Mars/Olympus"):
        hours.zone_of("Mars/Olympus")
    assert hours.zone_of("Mars/Olympus", "Europe/Madrid").key == "Europe/Madrid"


@pytest.mark.parametrize("name", ["", "../etc/passwd", "America", "\x00", "x" * 300])
def test_a_zone_that_is_no_name_at_all_is_unknown(name):
    with pytest.raises(hours.UnknownZone):
        hours.zone_of(name)


def test_a_person_in_an_unknown_zone_is_met_by_utc():
    assert next_opening(person(zone="Mars/Olympus"), at(0, 3)) == at(0, 9, 30)


def test_message_hours_leave_out_the_first_and_last_half_hour():
    assert hours.window(THEO) == (time(9, 30), time(16, 30))
    assert not is_open(THEO, at(0, 8, 29))
    assert is_open(THEO, at(0, 8, 30))
    assert is_open(THEO, at(0, 15, 29))
    assert not is_open(THEO, at(0, 15, 30))


def test_a_working_day_under_two_hours_is_used_whole():
    assert hours.window(person(hours=Hours(opens=time(9), closes=time(10)))) == (time(9), time(10))


def test_nobody_is_met_on_a_weekend():
    saturday = at(4)
    assert not is_open(THEO, saturday)
    assert clock(next_opening(THEO, saturday), THEO.zone) == "2026-12-07 09:30"


def test_sunday_is_a_working_day_where_the_person_says_so():
    sunday = at(5)
    assert is_open(person(hours=Hours(days=(6, 0, 1, 2, 3))), sunday)


def test_a_closure_is_skipped():
    assert next_opening(THEO, TUESDAY, frozenset({date(2026, 12, 1)})) == at(1, 8, 30)


def test_a_night_shift_belongs_to_the_day_it_begins():
    night = person(hours=Hours(opens=time(22), closes=time(6)))
    assert is_open(night, at(4, 3))  # Saturday 04:00, Friday's shift
    assert not is_open(night, at(6, 3))  # Monday 04:00, nobody began on Sunday
    assert next_opening(night, TUESDAY) == at(0, 21, 30)


@given(people, moments, closures)
def test_the_next_opening_is_open_and_nothing_before_it_is(somebody, moment, closed):
    opening = next_opening(somebody, moment, closed)
    assert opening >= moment
    assert is_open(somebody, opening, closed)
    assert opening == moment or not is_open(somebody, opening - MIN, closed)
    assert is_open(somebody, moment, closed) == (opening == moment)


@given(people, moments)
def test_an_open_moment_is_inside_the_persons_own_day_and_hours(somebody, moment):
    """Told from the wall clock alone, clock changes (the two days around them) left out."""
    zone = ZoneInfo(somebody.zone)
    around = {(moment + n * DAY).astimezone(zone).utcoffset() for n in (-2, 0, 2)}
    if len(around) > 1:
        return
    shown = moment.astimezone(zone)
    minute = shown.hour * 60 + shown.minute + shown.second / 60 + shown.microsecond / 6e7
    opens = somebody.hours.opens.hour * 60 + somebody.hours.opens.minute
    closes = somebody.hours.closes.hour * 60 + somebody.hours.closes.minute
    closes += 1440 if closes <= opens else 0
    if closes - opens >= 120:
        opens, closes = opens + 30, closes - 30
    expected = any(
        opens <= minute + 1440 * back < closes
        and workdays.is_workday((shown - back * DAY).date(), somebody.hours.days)
        for back in (0, 1)
    )
    assert is_open(somebody, moment) == expected


def test_both_are_open_only_where_each_is():
    assert hours.open_both((THEO, JONAS), at(0, 9, 30))
    assert not hours.open_both((THEO, JONAS), at(0, 9))  # 09:00 in London
    assert hours.next_opening_of_all((THEO, JONAS), at(0, 3)) == at(0, 9, 30)


def test_two_who_never_work_at_the_same_time_have_no_common_opening():
    assert hours.next_opening_of_all((THEO, person(zone="Pacific/Auckland")), TUESDAY) is None


@given(people, people, moments)
def test_a_common_opening_is_open_for_both(one, other, moment):
    opening = hours.next_opening_of_all((one, other), moment)
    if opening is None:
        assert not hours.open_both((one, other), moment)
    else:
        assert opening >= moment
        assert hours.open_both((one, other), opening)


@given(st.text(), people, moments, closures)
def test_the_spread_minute_is_always_the_same_and_within_hours(key, somebody, moment, closed):
    opening = next_opening(somebody, moment, closed)
    minute = hours.spread(key, somebody, opening, closed)
    assert minute == hours.spread(key, somebody, opening, closed)
    assert opening <= minute < opening + hours.SPREAD
    assert is_open(somebody, minute, closed)


def test_the_spread_minute_is_known_forever():
    """A replica of another version must reach the same minute, so the draw may never change."""
    assert hours.spread("before/talk-1/theo", THEO, at(0, 8, 30)) == at(0, 9, 12)


def test_many_keys_fill_the_two_hours():
    minutes = {hours.spread(f"key-{n}", THEO, at(0, 8, 30)) for n in range(2000)}
    assert len(minutes) == 120


def test_madrid_and_london_share_seven_hours_a_day():
    assert hours.shared_weekly_hours(THEO, JONAS, TUESDAY.date()) == 35.0


def test_two_in_one_zone_share_the_whole_week():
    assert hours.shared_weekly_hours(THEO, MAYA, TUESDAY.date()) == 40.0


def test_shared_hours_are_cut_to_whole_half_hours_a_day():
    nepal = person(zone="Asia/Kathmandu")
    india = person(zone="Asia/Kolkata")
    assert hours.shared_weekly_hours(nepal, india, TUESDAY.date()) == 5 * 7.5


@given(people, people, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_shared_hours_are_the_same_from_both_sides(one, other, week):
    shared = hours.shared_weekly_hours(one, other, week)
    assert shared == hours.shared_weekly_hours(other, one, week)
    assert 0 <= shared * 2 == int(shared * 2) <= 7 * 48 + 48


def works(somebody: Person, start: datetime, minutes: int) -> bool:
    """Whether the person works at every minute of the talk, by the wall clock."""
    opens, closes = somebody.hours.opens, somebody.hours.closes
    for n in range(minutes):
        shown = hours.local(start + n * MIN, somebody.zone)
        if not (opens <= shown.time() < closes and shown.weekday() in somebody.hours.days):
            return False
    return True


day_workers = st.builds(
    lambda zone, days, opens, length: person(
        zone=zone, hours=Hours(days, time(opens), time(opens + length))
    ),
    st.sampled_from(ZONES),
    st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    st.integers(5, 12),
    st.integers(1, 10),
)


def test_three_times_are_on_three_days_tuesday_to_thursday_with_a_full_day_before():
    times = hours.three_times((THEO, MAYA), at(-1))  # asked on Monday
    assert [clock(start, THEO.zone) for start in times] == [
        "2026-12-02 10:00",
        "2026-12-03 14:30",
        "2026-12-08 10:00",
    ]


def test_three_times_suit_the_people_on_both_clocks():
    times = hours.three_times((THEO, person(zone="America/New_York")), at(-1))
    assert all(works(somebody, start, 45) for start in times for somebody in (THEO, MAYA))
    assert [clock(start, "America/New_York")[11:] for start in times] == ["09:00", "10:00", "09:00"]


def test_two_who_share_one_day_a_week_get_times_on_that_day():
    fridays = person(hours=Hours(days=(4,)))
    times = hours.three_times((THEO, fridays), at(-1))
    assert [hours.local(start, THEO.zone).weekday() for start in times] == [4, 4, 4]
    assert len(set(times)) == 3


def test_no_time_is_offered_where_there_is_none():
    assert hours.three_times((THEO, person(zone="Pacific/Auckland")), TUESDAY) == ()
    assert hours.three_times((), TUESDAY) == ()
    assert hours.three_times((THEO, MAYA), TUESDAY, minutes=9 * 60) == ()


def test_no_time_is_offered_on_a_closure():
    closed = frozenset(date(2026, 12, n) for n in range(1, 10))
    times = hours.three_times((THEO, MAYA), at(-1), 45, closed)
    assert {hours.local(start, THEO.zone).date() for start in times}.isdisjoint(closed)
    assert times


@given(day_workers, day_workers, moments, st.sampled_from([15, 30, 45, 60]))
def test_times_lie_inside_everybodys_hours_a_full_working_day_ahead(one, other, after, minutes):
    times = hours.three_times((one, other), after, minutes)
    assert times == hours.three_times((one, other), after, minutes)
    assert list(times) == sorted(set(times))
    for start in times:
        assert hours.local(start, one.zone).minute % 30 == 0
        for somebody in (one, other):
            assert works(somebody, start, minutes)
            day, today = hours.local_day(somebody, start), hours.local_day(somebody, after)
            assert workdays.add_workdays(today, 1, somebody.hours.days) < day


@given(day_workers, moments)
def test_times_are_on_three_different_days_where_three_are_there(somebody, after):
    if len(somebody.hours.days) < 3:
        return
    days = {hours.local_day(somebody, t) for t in hours.three_times((somebody,), after)}
    assert len(days) == 3
