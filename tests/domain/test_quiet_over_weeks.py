"""The quiet budget over weeks: ceilings that no stream of messages breaks, and their floors."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from random import Random
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import quiet
from bot.domain.deliveries import HEARTBEAT, KINDS, Budget, Delivery, State, Surface, WhenAway
from bot.domain.hours import is_open, local_day
from bot.domain.mentorships import Pause
from bot.domain.participants import Role
from bot.domain.people import Hours, Person, Volume
from bot.domain.quiet import Later, Situation, Skip
from bot.domain.rhythm import stage_day as quiet_day
from tests.builders import MAYA, TUESDAY, at, delivery, pause, person

pytestmark = pytest.mark.slow

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DMS = sorted(kind.name for kind in KINDS.values() if kind.surface is Surface.DM)


@dataclass
class Weeks:
    """A sender with one reader: each delivery is asked about when due, and as often as told."""

    who: Person
    pauses: tuple[Pause, ...] = ()
    closures: frozenset[date] = frozenset()
    down: tuple[datetime, datetime] = (TUESDAY, TUESDAY)
    taps: Callable[[Delivery], bool] = lambda _: True
    sent: list[Delivery] = field(default_factory=list)
    skipped: list[tuple[Delivery, str]] = field(default_factory=list)

    def run(self, deliveries: Iterable[Delivery]) -> "Weeks":
        queue = [(self._up(one.due_at), n, one) for n, one in enumerate(deliveries)]
        heapify(queue)
        while queue:
            moment, n, one = heappop(queue)
            said = quiet.verdict(one, self._situation(), moment)
            if isinstance(said, Later):
                assert moment < said.at <= one.expires_at
                heappush(queue, (self._up(said.at), n, one))
            elif isinstance(said, Skip):
                self.skipped.append((one, said.reason))
            else:
                self._send(one, moment)
        return self

    def _situation(self) -> Situation:
        return Situation((self.who,), tuple(self.sent), self.pauses, closures=self.closures)

    def _up(self, moment: datetime) -> datetime:
        start, end = self.down
        return end if start <= moment < end else moment

    def _send(self, one: Delivery, moment: datetime) -> None:
        answered = moment + HOUR if self.taps(one) else None
        self.sent.append(replace(one, state=State.SENT, sent_at=moment, answered_at=answered))
        self.who = quiet.after_sending(one, self.who, moment)

    def counted(self) -> list[Delivery]:
        return [one for one in self.sent if one.rules.budget is Budget.COUNTED]

    def names(self) -> list[str]:
        return [one.kind for one in self.sent]


def when(one: Delivery) -> datetime:
    assert one.sent_at is not None
    return one.sent_at


# --- ceilings -----------------------------------------------------------------------------------

readers = st.builds(
    lambda zone, days, opens, length, volume: person(
        zone=zone, hours=Hours(days, time(opens), time((opens + length) % 24)), volume=volume
    ),
    st.sampled_from(sorted(available_timezones())),
    st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    st.integers(0, 23),
    st.integers(1, 12),
    st.sampled_from([Volume.FULL, Volume.HALF]),
)
START = datetime(2026, 3, 9, tzinfo=UTC)
dues = st.integers(0, 21 * 24 * 60).map(lambda n: START + timedelta(minutes=n))


def stream_of(seed: int, length: int) -> list[Delivery]:
    """A crowd of messages in three weeks, of which most compete for the same few places."""
    draw = Random(seed)
    return [
        delivery(
            draw.choice([*DMS, *HEARTBEAT * 6]),
            START + timedelta(minutes=draw.randrange(21 * 24 * 60)),
            subject_id=f"{draw.randrange(3 * length)}",
            mentorship_id=draw.choice(["theo-and-maya", "theo-and-maya", "theo-and-jonas", None]),
        )
        for _ in range(length)
    ]


streams = st.builds(stream_of, st.integers(0, 2**32), st.integers(0, 60))
spans = st.builds(lambda since, days: (since, since + days * DAY), dues, st.integers(0, 12))
weeks = st.builds(
    Weeks,
    readers,
    pauses=st.lists(spans.map(lambda span: pause(*span)), max_size=2).map(tuple),
    closures=st.frozensets(dues.map(datetime.date), max_size=5),
    down=spans,
    taps=st.sampled_from([lambda _: True, lambda _: False, lambda one: one.due_at.day % 3 == 0]),
)


@given(weeks, streams)
@settings(max_examples=150)
def test_no_stream_of_messages_breaks_a_ceiling(life, stream):
    life.run(stream)
    assert len(life.sent) + len(life.skipped) == len(stream)
    days = [local_day(life.who, when(one)) for one in life.counted()]
    most = 1 if life.who.volume is Volume.HALF else 2
    for day in days:
        assert sum(day - 6 * DAY <= other <= day for other in days) <= most
    assert len(set(days)) == len(days)
    for one, following in zip(life.counted(), life.counted()[1:], strict=False):
        halves = {one.kind, following.kind} == {"before", "after"}
        unit = halves and one.mentorship_id == following.mentorship_id is not None
        assert unit or when(following) - when(one) >= 48 * HOUR


@given(weeks, streams)
@settings(max_examples=150)
def test_no_message_is_sent_stale_outside_hours_or_against_a_pause(life, stream):
    for one in life.run(stream).sent:
        assert when(one) < one.expires_at
        if one.rules.in_hours:
            assert is_open(life.who, when(one), life.closures)
        if one.rules.when_away is not WhenAway.SENT:
            assert not any(rest.since <= when(one) < rest.until for rest in life.pauses)


@given(weeks, streams)
@settings(max_examples=100)
def test_after_downtime_late_messages_are_20_hours_apart(life, stream):
    late = [one for one in life.run(stream).counted() if when(one) - one.due_at > 20 * HOUR]
    for one, following in itertools.pairwise(late):
        assert when(following) - when(one) >= 20 * HOUR


@given(weeks, streams)
@settings(max_examples=100)
def test_what_is_dropped_names_a_rule_and_free_kinds_are_dropped_for_staleness_only(life, stream):
    rules = {rule.name for rule in quiet.RULES}
    for one, reason in life.run(stream).skipped:
        assert reason in rules
        if one.rules.budget is Budget.FREE:
            assert reason == "expired"


# --- floors -------------------------------------------------------------------------------------


@given(readers, dues, st.sampled_from(DMS))
def test_whoever_got_nothing_and_works_that_day_gets_the_message(reader, due, kind):
    """Everybody of this sample works at least once in seven days, so a week is always enough."""
    one = replace(delivery(kind, due), expires_at=due + 8 * DAY)
    assert Weeks(reader).run([one]).names() == [kind]


@given(readers.filter(lambda reader: reader.volume is Volume.FULL), dues)
def test_a_person_who_taps_gets_two_messages_every_week(reader, start):
    """Eight weeks in which a message stands ready every day fill the budget, not less."""
    stream = [
        replace(delivery("lesson", start + n * DAY), expires_at=start + 60 * DAY) for n in range(56)
    ]
    life = Weeks(reader).run(stream)
    enough = 2 if len(reader.hours.days) > 3 else 1
    assert len(life.sent) >= 7 * enough


def talks(cadence: int, weekly_slots: bool = False) -> list[Delivery]:
    """The heartbeat of twelve weeks, a talk each Wednesday or every second one, with a stage
    message in every reserved week."""
    began = TUESDAY.date() - DAY
    found = []
    for week in range(0, 12, cadence // 7):
        talk = at(7 * week + 1, 9)
        free = weekly_slots and quiet.reserved(began, talk.date())
        meeting = {"subject_id": f"talk-{week}"}
        if not quiet.drops_before(Role.MENTEE, False, weekly_and_reserved=free):
            found.append(delivery("before", talk - DAY, **meeting))
        else:
            found.append(delivery("stage", talk - DAY, subject_id=f"goal-{week}"))
        found.append(delivery("after", talk + 2 * HOUR, **meeting))
    return found


def test_a_fortnightly_mentorship_gets_every_half_of_every_heartbeat():
    life = Weeks(person()).run(talks(14))
    assert not life.skipped
    assert life.names() == ["before", "after"] * 6


def test_a_weekly_mentorship_gets_every_question_and_a_stage_message_each_fortnight():
    life = Weeks(person()).run(talks(7, weekly_slots=True))
    assert not life.skipped
    assert life.names() == ["before", "after", "stage", "after"] * 6


def test_without_a_reserved_week_a_weekly_mentorship_has_no_place_for_its_stage():
    """Why the reserved place is needed at all."""
    both = [*talks(7), *(delivery("stage", at(14 * n + 9, 11)) for n in range(6))]
    life = Weeks(person()).run(both)
    assert {one.kind for one, _ in life.skipped} != set()


def stage_days(reader: Person, weeks: int) -> list[datetime]:
    """The moments of the stage's messages between fortnightly talks on Wednesdays."""
    found, earliest = [], TUESDAY.date()
    for week in range(0, weeks - 2, 2):
        last, coming = (at(7 * n + 1, 9).date() for n in (week, week + 2))
        day = quiet_day(reader, False, last, coming, earliest)
        if day is not None:
            found.append(at((day - TUESDAY.date()).days))
            earliest = day + 14 * DAY
    return found


def test_the_day_to_look_at_the_lines_again_costs_a_mentor_a_message_of_the_stage():
    """It takes the place of one, and a mentee reads of it before a talk: nothing is added."""
    mentor = person(MAYA)
    days = stage_days(mentor, 12)
    assert len(days) >= 4
    own = [delivery("stage", day, subject_id=f"stage-{n}") for n, day in enumerate(days)]
    own[-2] = replace(own[-2], template="agreement.review")
    halves = [one for one in talks(14) if one.kind == "after"]
    life = Weeks(mentor).run([*halves, *own])
    assert not life.skipped
    assert life.names().count("stage") == len(days)
    assert [one.template for one in life.sent].count("agreement.review") == 1
    assert (
        max(
            sum(when(one) - 6 * DAY <= when(other) <= when(one) for other in life.sent)
            for one in life.sent
        )
        <= 2
    )


@pytest.mark.parametrize("ended_on", range(14))
def test_the_question_what_comes_next_finds_its_place_in_the_fullest_weeks(ended_on):
    """It stands in the message that tells of the end; whatever was still planned is dropped."""
    moment = at(14 + ended_on)
    until = [one for one in talks(7, weekly_slots=True) if one.due_at < moment]
    told = delivery("news", moment, template="ended.told", subject_id="the-end")
    life = Weeks(person()).run([*until, told])
    assert [one.template for one in life.sent][-1] == "ended.told"
    assert when(life.sent[-1]) - moment < 7 * DAY


def test_whoever_never_taps_hears_ever_less_and_then_nothing():
    life = Weeks(person(), taps=lambda _: False)
    life.run(delivery("stage", at(2 * n)) for n in range(200))
    days = [(when(one) - TUESDAY).days for one in life.sent]
    gaps = [later - sooner for sooner, later in itertools.pairwise(days)]
    assert all(gap >= 14 for gap in gaps[4:6])
    assert gaps[-1] >= 30
    assert len(days) < 12
    assert days[-1] < 200


def test_after_ten_days_down_a_person_gets_one_message_not_five():
    life = Weeks(person(), down=(TUESDAY, at(10)))
    life.run(
        replace(delivery("stage", at(n, 11)), expires_at=at(12)) for n in range(5)
    )  # fmt: skip
    assert len(life.sent) == 1
