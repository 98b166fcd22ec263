"""Hard rules."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Hours
from bot.domain.reporting import above
from bot.matching import filter as hard
from bot.matching.candidates import Candidate, Context
from bot.matching.filter import PRIVATE, allowed, rules, told
from tests.matching.people import CONTEXT, anybody, maya, offers, theo, wants

BOTH = frozenset({"theo", "maya"})
LEVELS = replace(CONTEXT, level_required=True)
MORNING = Hours(opens=time(7), closes=time(10))

WITNESSES: dict[str, tuple[Candidate, Candidate, Context]] = {
    "self": (theo(), Candidate("also-theo", "UTHEO"), CONTEXT),
    "line": (theo(above=frozenset({"UMAYA"})), maya(), CONTEXT),
    "team": (theo(team="blue"), maya(team="blue"), CONTEXT),
    "wall": (theo(), maya(), replace(CONTEXT, walls=frozenset({BOTH}))),
    "capacity": (theo(), maya(capacity=0), CONTEXT),
    "away": (theo(), maya(away=True), CONTEXT),
    "language": (
        theo(languages=frozenset({"en"})),
        maya(languages=frozenset({"es"})),
        CONTEXT,
    ),
    "hours": (theo(zone="Europe/Madrid"), maya(zone="Pacific/Auckland"), CONTEXT),
    "level": (theo(topics=(wants("deciding", 2),)), maya(topics=(offers("deciding", 2),)), LEVELS),
    "tenure": (theo(), maya(tenure_months=5), CONTEXT),
    "asked": (theo(), maya(), replace(CONTEXT, asked=frozenset({("theo", "maya")}))),
    "passed": (theo(), maya(), replace(CONTEXT, passed=frozenset({("theo", "maya")}))),
    "block": (theo(), maya(blocks=frozenset({"UTHEO"})), CONTEXT),
    "ended": (theo(), maya(), replace(CONTEXT, ended=frozenset({BOTH}))),
    "unlisted": (theo(), maya(listed=False), CONTEXT),
}


@pytest.mark.parametrize("code", [rule.code for rule in hard.HARD])
def test_each_rule_forbids_a_pair_that_is_allowed_without_it(code, monkeypatch):
    assert rules(*WITNESSES[code]) == (code,)
    monkeypatch.setattr(hard, "HARD", tuple(rule for rule in hard.HARD if rule.code != code))
    assert allowed(*WITNESSES[code])


def test_two_of_whom_nothing_is_known_are_allowed():
    assert rules(theo(), maya(), CONTEXT) == ()


def test_either_side_may_block_be_above_or_be_away():
    assert rules(theo(blocks=frozenset({"UMAYA"})), maya(), CONTEXT) == ("block",)
    assert rules(theo(), maya(above=frozenset({"UTHEO"})), CONTEXT) == ("line",)
    assert rules(theo(away=True), maya(), CONTEXT) == ("away",)
    assert rules(theo(capacity=0), maya(), CONTEXT) == ("capacity",)


def test_the_reporting_line_is_followed_at_any_distance():
    manager_of = {"UTHEO": "UANN", "UANN": "UBOB", "UBOB": "UMAYA"}
    assert above("UTHEO", manager_of) == {"UANN", "UBOB", "UMAYA"}
    assert above("UMAYA", manager_of) == frozenset()


def test_a_circle_in_the_reporting_file_ends():
    assert above("UA", {"UA": "UB", "UB": "UC", "UC": "UA"}) == {"UB", "UC", "UA"}


def test_a_team_is_allowed_where_the_program_says_so():
    same = replace(CONTEXT, same_team_allowed=True)
    assert rules(theo(team="blue"), maya(team="blue"), same) == ()


def test_two_shared_hours_a_week_are_enough():
    one_hour = Hours(days=(0,), opens=time(9), closes=time(10))
    two_hours = Hours(days=(0,), opens=time(9), closes=time(11))
    for own, codes in ((one_hour, ("hours",)), (two_hours, ())):
        pair = theo(zone="Europe/Madrid"), maya(zone="Europe/Madrid", hours=own)
        assert rules(*pair, CONTEXT) == codes


@pytest.mark.parametrize(
    ("wanted", "offered", "codes"),
    [
        ([wants("deciding", 2)], [offers("deciding", 3)], ()),
        ([wants("deciding", 2)], [offers("deciding", 1)], ("level",)),
        ([wants("deciding", 2)], [offers("deciding")], ()),
        ([wants("deciding")], [offers("deciding", 0)], ()),
        ([wants("deciding")], [offers("influence", 4)], ("level",)),
        ([wants("deciding")], [], ()),
        ([], [offers("deciding")], ()),
        (
            [wants("deciding", 2, 1), wants("influence", 0)],
            [offers("deciding", 2), offers("influence", 4)],
            ("level",),
        ),
        (
            [wants("deciding", 2, 1), wants("influence", 0, 3)],
            [offers("deciding", 2), offers("influence", 4)],
            (),
        ),
    ],
)
def test_where_levels_are_required_the_mentor_is_ahead_in_a_topic_put_first(wanted, offered, codes):
    pair = theo(topics=tuple(wanted)), maya(topics=tuple(offered))
    assert rules(*pair, LEVELS) == codes
    assert rules(*pair, CONTEXT) == ()


def test_topics_are_the_same_without_regard_to_case_and_spacing():
    pair = (
        theo(topics=(wants(" Giving  FEEDBACK", 1),)),
        maya(topics=(offers("giving feedback", 2),)),
    )
    assert rules(*pair, LEVELS) == ()


def test_tenure_is_waived_where_the_type_says_so():
    assert rules(theo(), maya(tenure_months=0), replace(CONTEXT, min_tenure=0)) == ()


def test_a_pass_a_block_and_an_earlier_ending_are_told_in_one_word():
    assert {told((code,)) for code in ("passed", "block", "ended", "unlisted")} == {("private",)}
    assert told(()) == ()


@given(anybody, anybody, st.booleans())
def test_a_block_changes_nothing_that_is_told_where_a_public_rule_forbids_too(one, other, mine):
    codes = rules(one, other, CONTEXT)
    blocked = (
        replace(one, blocks=one.blocks | {other.slack_id}),
        replace(other, blocks=other.blocks | {one.slack_id}),
    )
    with_block = rules(blocked[0] if mine else one, other if mine else blocked[1], CONTEXT)
    assert "block" in with_block
    if set(codes) - PRIVATE:
        assert told(with_block) == told(codes)


@given(anybody, anybody)
def test_allowed_means_that_no_rule_is_broken(one, other):
    codes = rules(one, other, CONTEXT)
    assert allowed(one, other, CONTEXT) == (codes == ())
    assert len(set(codes)) == len(codes)
    assert bool(told(codes)) == bool(codes)
    assert not set(told(codes)) & PRIVATE
