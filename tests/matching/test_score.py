"""The score and its reasons."""

from dataclasses import replace

import pytest
from hypothesis import given

from bot.domain.facts import Quote, Several, Term
from bot.matching.score import PARTS, reasons, score
from tests.matching.people import CONTEXT, anybody, maya, offers, theo, wants

MOST = {
    "topics": 40,
    "purpose": 15,
    "logistics": 15,
    "gap": 10,
    "roles": 10,
    "network": 5,
    "waiting": 5,
    "wish": 20,
}
CAREER = frozenset({"career"})
EN, ES = frozenset({"en"}), frozenset({"en", "es"})


def part(name, mentee, mentor):
    return score(mentee, mentor, CONTEXT).parts[name]


def topics(wanted, offered):
    return theo(topics=tuple(wanted)), maya(topics=tuple(offered))


@pytest.mark.parametrize(
    ("wanted", "offered", "points"),
    [
        ([], [offers("deciding")], 20),
        ([wants("deciding")], [], 0),
        ([wants("deciding")], [offers("deciding")], 40),
        ([wants("deciding")], [offers(" DECIDING ")], 40),
        ([wants("deciding", 1)], [offers("deciding", 2)], 40),
        ([wants("deciding", 1)], [offers("deciding", 1)], 20),
        ([wants("deciding", 2)], [offers("deciding", 1)], 0),
        ([wants("deciding", 2)], [offers("deciding")], 40),
        ([wants("a", None, 1), wants("b", None, 2), wants("c", None, 3)], [offers("a")], 20),
        ([wants("a", None, 1), wants("b", None, 2), wants("c", None, 3)], [offers("b")], 13),
        ([wants("a", None, 1), wants("b", None, 2), wants("c", None, 3)], [offers("c")], 6),
        ([wants("a"), wants("b"), wants("c")], [offers("a"), offers("b")], 26),
        ([wants("a", 1, 1), wants("b", None, 3)], [offers("a", 1)], 15),
    ],
)
def test_topics_count_by_the_weight_of_what_is_offered(wanted, offered, points):
    assert part("topics", *topics(wanted, offered)) == points


@pytest.mark.parametrize(
    ("mine", "yours", "points"),
    [(CAREER, CAREER, 15), (CAREER, frozenset(), 8), (frozenset(), frozenset(), 8),
     (CAREER, frozenset({"skills"}), 0)],
)  # fmt: skip
def test_one_purpose_is_worth_fifteen(mine, yours, points):
    assert part("purpose", theo(purposes=mine), maya(purposes=yours)) == points


@pytest.mark.parametrize(
    ("mine", "yours", "points"),
    [
        ({}, {}, 2),
        ({"zone": "Europe/Madrid"}, {"zone": "Europe/Madrid"}, 11),
        ({"zone": "Europe/Madrid"}, {"zone": "America/New_York"}, 11),
        ({"zone": "Europe/Madrid"}, {"zone": "America/Chicago"}, 6),
        ({"languages": ES}, {"languages": ES}, 5),
        ({"languages": EN}, {"languages": ES}, 2),
        ({"cadence_days": 7, "channel": "call"}, {"cadence_days": 7, "channel": "call"}, 3),
        ({"cadence_days": 7, "channel": "call"}, {"cadence_days": 14, "channel": "call"}, 0),
        ({"cadence_days": 7}, {"cadence_days": 7}, 2),
        ({"cadence_days": 7}, {"cadence_days": 14}, 0),
    ],
)
def test_logistics_are_hours_language_and_habits(mine, yours, points):
    """Madrid and Chicago: one shared hour a day, 9 x 5 / 10 rounded down is 4."""
    assert part("logistics", theo(**mine), maya(**yours)) == points


@pytest.mark.parametrize(
    ("mine", "yours", "points"),
    [
        (0, 0, 3),
        (0, 1, 10),
        (0, 2, 10),
        (0, 3, 7),
        (0, 4, 5),
        (None, 2, 5),
        (2, None, 5),
        (3, 1, 0),
    ],
)  # fmt: skip
def test_one_or_two_levels_ahead_are_best(mine, yours, points):
    pair = topics([wants("deciding", mine)], [offers("deciding", yours)])
    assert part("gap", *pair) == points


def test_the_gap_is_that_of_the_best_shared_topic():
    pair = topics([wants("a", 0), wants("b", 0)], [offers("a", 4), offers("b", 1)])
    assert part("gap", *pair) == 10


def test_without_a_shared_topic_there_is_no_gap_and_without_any_it_is_unknown():
    assert part("gap", *topics([wants("a")], [offers("b")])) == 0
    assert part("gap", *topics([], [offers("b")])) == 5


def test_what_one_looks_for_meets_what_the_other_can_be():
    mirror, model = frozenset({"mirror"}), frozenset({"model"})
    assert part("roles", theo(roles=mirror), maya(roles=mirror | model)) == 10
    assert part("roles", theo(roles=mirror), maya()) == 5
    assert part("roles", theo(roles=mirror), maya(roles=model)) == 0


@pytest.mark.parametrize(
    ("mine", "yours", "points"),
    [
        ({"function": "sales"}, {"function": "legal"}, 5),
        ({"location": "Bonn"}, {"location": "Rome"}, 5),
        ({"function": "sales"}, {"function": "sales"}, 3),
        ({"function": "sales", "location": "Bonn"}, {"function": "sales", "location": "Bonn"}, 0),
        ({}, {}, 3),
    ],
)
def test_for_a_career_somebody_from_elsewhere_is_worth_more(mine, yours, points):
    assert part("network", theo(purposes=CAREER, **mine), maya(**yours)) == points
    assert part("network", theo(purposes=frozenset({"skills"}), **mine), maya(**yours)) == 3
    career = replace(CONTEXT, purposes=CAREER)
    assert score(theo(**mine), maya(**yours), career).parts["network"] == points


def test_waiting_is_repaid_over_two_rounds():
    assert [part("waiting", theo(passed_over=n), maya()) for n in range(4)] == [0, 2, 5, 5]


def test_wishes_count_by_rank_and_end_after_the_fifth():
    ranks = [theo(wishes=(*(f"x{i}" for i in range(n)), "maya")) for n in range(7)]
    assert [part("wish", mentee, maya()) for mentee in ranks] == [20, 14, 9, 5, 2, 0, 0]
    assert part("wish", theo(wishes=("maya", "maya")), maya()) == 20
    assert part("wish", theo(), maya()) == 0


@given(anybody, anybody)
def test_parts_are_whole_within_their_most_and_add_up(one, other):
    points = score(one, other, CONTEXT)
    assert list(points.parts) == list(PARTS) == list(MOST)
    for name, value in points.parts.items():
        assert isinstance(value, int)
        assert 0 <= value <= MOST[name]
    assert points.total == sum(points.parts.values())


@given(anybody, anybody)
def test_spelling_of_topics_changes_no_point(one, other):
    shouted = replace(
        other, topics=tuple(replace(t, name=f"  {t.name.upper()} ") for t in other.topics)
    )
    assert score(one, shouted, CONTEXT) == score(one, other, CONTEXT)


@given(anybody, anybody)
def test_there_are_two_or_three_different_reasons(one, other):
    given_reasons = reasons(score(one, other, CONTEXT), one, other, CONTEXT)
    assert 2 <= len(given_reasons) <= 3
    assert len({reason.id for reason in given_reasons}) == len(given_reasons)


def test_reasons_are_ids_with_facts_the_weightiest_first():
    mentee = theo(topics=(wants("giving_feedback"), wants("Chess")), zone="Europe/Madrid")
    mentor = maya(topics=(offers("giving_feedback"), offers("chess")), zone="Europe/Madrid")
    assert reasons(score(mentee, mentor, CONTEXT), mentee, mentor, CONTEXT) == (
        Term(
            "reason.topics",
            {"topics": Several((Term("topic.giving_feedback"), Quote("chess")))},
        ),
        Term("reason.hours", {"hours": 40}),
    )


def test_each_fact_of_a_pair_can_be_a_reason():
    mentee = theo(wishes=("maya",), purposes=CAREER, languages=ES, function="sales")
    mentor = maya(purposes=CAREER, languages=ES, function="legal")
    found = reasons(score(mentee, mentor, CONTEXT), mentee, mentor, CONTEXT)
    assert [reason.id for reason in found] == ["reason.wish", "reason.purpose", "reason.language"]
    mirror = frozenset({"mirror"})
    mentee, mentor = theo(roles=mirror, function="a"), maya(roles=mirror, function="b")
    career = replace(CONTEXT, purposes=CAREER)
    found = reasons(score(mentee, mentor, career), mentee, mentor, career)
    assert [reason.id for reason in found] == ["reason.roles", "reason.network"]


def test_where_nothing_is_known_the_reasons_are_still_true():
    found = reasons(score(theo(), maya(), CONTEXT), theo(), maya(), CONTEXT)
    assert [reason.id for reason in found] == ["reason.place", "reason.volunteer"]
