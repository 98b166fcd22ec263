"""Groups of one mentor and three to seven mentees."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.people import Hours
from bot.matching.candidates import Candidate, Context
from bot.matching.filter import allowed
from bot.matching.groups import Groups, form
from tests.matching.people import CONTEXT, maya

CAREER = frozenset({"career"})


def crowd(many: int, **known: Any) -> list[Candidate]:
    functions = ("sales", "legal", "design")
    return [
        Candidate(f"t{n:02}", f"UT{n:02}", function=functions[n % 3], purposes=CAREER, **known)
        for n in range(many)
    ]


def sizes(groups: Groups) -> list[int]:
    return sorted(len(group.mentees) for group in groups.groups)


def test_seven_people_with_one_purpose_are_one_group() -> None:
    (group,) = form(crowd(7), [maya(purposes=CAREER)], CONTEXT).groups
    assert (group.mentor, group.purpose, len(group.mentees)) == ("maya", "career", 7)


def test_two_people_are_no_group() -> None:
    found = form(crowd(2), [maya(purposes=CAREER)], CONTEXT)
    assert (found.groups, found.unplaced) == ((), ("t00", "t01"))


def test_a_large_group_spares_some_so_that_nobody_waits() -> None:
    mentors = [maya(purposes=CAREER), Candidate("jonas", "UJONAS", purposes=CAREER)]
    for many, wanted in ((8, [3, 5]), (9, [3, 6]), (10, [3, 7]), (14, [7, 7])):
        found = form(crowd(many), mentors, CONTEXT)
        assert (sizes(found), found.unplaced) == (wanted, ())


def test_a_group_is_of_more_than_one_function() -> None:
    alike = [replace(one, function="sales") for one in crowd(5)]
    assert form(alike, [maya(purposes=CAREER)], CONTEXT).groups == ()
    assert sizes(form([*alike, *crowd(6)[5:]], [maya(purposes=CAREER)], CONTEXT)) == [6]


def test_those_who_cannot_all_meet_at_once_are_not_in_one_group() -> None:
    """Early, late and in between: each two meet, all three do not."""
    shifts = [(6, 10), (8, 14), (12, 18)]
    people = [
        replace(one, zone="UTC", hours=Hours(opens=time(start), closes=time(end)))
        for one, (start, end) in zip(crowd(3), shifts, strict=True)
    ]
    assert form(people, [maya(purposes=CAREER)], CONTEXT).groups == ()


def test_those_who_block_or_report_to_one_another_are_not_in_one_group() -> None:
    first, second, *others = crowd(4)
    for apart in (
        replace(first, blocks=frozenset({second.slack_id})),
        replace(first, above=frozenset({second.slack_id})),
    ):
        (group,) = form([apart, second, *others], [maya(purposes=CAREER)], CONTEXT).groups
        assert len({first.id, second.id} & set(group.mentees)) == 1


person = st.builds(
    Candidate,
    id=st.integers(0, 30).map(lambda n: f"p{n}"),
    slack_id=st.integers(0, 30).map(lambda n: f"U{n}"),
    zone=st.sampled_from(["", "Europe/Madrid", "America/New_York", "Asia/Tokyo"]),
    hours=st.sampled_from([Hours(), Hours(opens=time(7), closes=time(12))]),
    function=st.sampled_from([None, "sales", "legal"]),
    team=st.sampled_from([None, "blue"]),
    purposes=st.sampled_from([frozenset(), CAREER, CAREER | {"skills"}]),
    blocks=st.frozensets(st.integers(0, 30).map(lambda n: f"U{n}"), max_size=2),
)
people = st.lists(person, max_size=16, unique_by=lambda one: one.id)


def minutes(one: Candidate, week: date) -> set[datetime]:
    """Every half hour this person works, by going through the week."""
    monday = datetime.combine(week - timedelta(days=week.weekday()), time(), ZoneInfo("UTC"))
    halves = (monday + n * timedelta(minutes=30) for n in range(7 * 48))
    zone = ZoneInfo(one.zone)
    return {
        half
        for half in halves
        if (here := half.astimezone(zone)).weekday() in one.hours.days
        and one.hours.opens <= here.time() < one.hours.closes
    }


@settings(max_examples=40)
@given(people, st.lists(person, max_size=4, unique_by=lambda one: one.id))
def test_every_group_holds_to_every_rule(
    mentees: list[Candidate], mentors: list[Candidate]
) -> None:
    found = form(mentees, mentors, CONTEXT)
    known = {one.id: one for one in mentees}
    leading = {one.id: one for one in mentors}
    placed = [id for group in found.groups for id in group.mentees]
    assert sorted([*placed, *found.unplaced]) == sorted(known)
    assert len({group.mentor for group in found.groups}) == len(found.groups)
    for group in found.groups:
        members, mentor = [known[id] for id in group.mentees], leading[group.mentor]
        assert 3 <= len(members) <= 7
        assert all(allowed(one, mentor, CONTEXT) for one in members)
        if group.purpose:
            assert all(group.purpose in one.purposes for one in (*members, mentor))
        functions = {one.function for one in members}
        assert None in functions or len(functions) > 1
        for one, other in permutations(members, 2):
            assert one.slack_id not in other.blocks
        zoned = [one for one in (*members, mentor) if one.zone]
        if len(zoned) > 1:
            week = CONTEXT.week
            assert len(set.intersection(*(minutes(one, week) for one in zoned))) >= 4


@settings(max_examples=20)
@given(people, st.randoms(use_true_random=False))
def test_the_order_people_come_in_changes_no_group(mentees: list[Candidate], draw: Any) -> None:
    mentors = [maya(purposes=CAREER), Candidate("jonas", "UJONAS")]
    context: Context = CONTEXT
    once = form(mentees, mentors, context)
    draw.shuffle(mentees)
    draw.shuffle(mentors)
    assert form(mentees, mentors, context) == once
