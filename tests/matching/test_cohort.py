"""A whole-cohort run."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from benchmarks.cohorts import CONTEXT, company
from bot.matching.candidates import Candidate
from bot.matching.cohort import Cohort, solve
from bot.matching.filter import PRIVATE_REASON
from bot.matching.model import Draft, NoSolver, People, Rules, Unsolvable
from bot.matching.score import PARTS
from tests.matching.people import maya, offers, theo, wants

RULES = Rules(CONTEXT)
UNHARMED = Rules(CONTEXT, load=0)


def cohort(mentees: int, mentors: int, seed: int = 1) -> People:
    return People(*map(tuple, company(mentees, mentors, seed)))


def ids(draft: Draft) -> set[tuple[str, str]]:
    return {(pair.mentee, pair.mentor) for pair in draft.pairs}


def test_theo_and_maya_are_matched_with_parts_and_reasons() -> None:
    mentee, mentor = theo(topics=(wants("deciding"),)), maya(topics=(offers("deciding"),))
    (pair,) = solve(People((mentee,), (mentor,)), RULES).pairs
    assert (pair.mentee, pair.mentor) == ("theo", "maya")
    assert list(pair.parts) == list(PARTS)
    assert pair.score == sum(pair.parts.values()) == 63
    assert [reason.id for reason in pair.reasons] == ["reason.topics", "reason.place"]
    assert not pair.ask


def test_every_pair_has_two_reasons_and_parts_that_add_up() -> None:
    draft = solve(cohort(60, 30), RULES)
    assert len(draft.pairs) > 30
    for pair in draft.pairs:
        assert len(pair.reasons) >= 2
        assert sum(pair.parts.values()) == pair.score
    assert draft.totals.score == sum(pair.score for pair in draft.pairs)
    assert draft.totals.floor == min(pair.score for pair in draft.pairs)


def test_the_same_people_in_any_order_are_the_same_draft() -> None:
    people, draw = cohort(40, 25), Random(3)
    first = solve(people, RULES)
    for _ in range(5):
        mentees, mentors = list(people.mentees), list(people.mentors)
        draw.shuffle(mentees)
        draw.shuffle(mentors)
        assert solve(People(tuple(mentees), tuple(mentors)), RULES) == first


def test_a_stored_run_replays_to_the_same_digests_and_one_that_was_touched_does_not() -> None:
    people = cohort(20, 12)
    digests = solve(people, RULES).digests
    assert solve(people, RULES).digests == digests
    fewer = solve(replace(people, mentees=people.mentees[1:]), RULES).digests
    assert (fewer.people == digests.people, fewer.draft == digests.draft) == (False, False)
    assert solve(people, replace(RULES, load=6)).digests.rules != digests.rules


def test_fixed_pairs_stay_and_take_a_place() -> None:
    people = cohort(40, 25)
    draft = solve(people, RULES)
    other = next(one for one in people.mentors if one.capacity == 1)
    someone = draft.pairs[0].mentee
    fixed = frozenset({(someone, other.id)})
    again = solve(replace(people, fixed=fixed), RULES)
    assert fixed <= ids(again)
    assert sum(mentor == other.id for _, mentor in ids(again)) == 1
    assert [pair.fixed for pair in again.pairs if pair.mentee == someone] == [True]


def test_a_fixed_pair_that_breaks_a_rule_stays_and_says_so() -> None:
    mentee, mentor = theo(team="blue"), maya(team="blue")
    people = People((mentee,), (mentor,), fixed=frozenset({("theo", "maya")}))
    (pair,) = solve(people, RULES).pairs
    assert pair.broken == ("team",)


def test_a_weak_pair_wants_an_explicit_yes() -> None:
    mentee, mentor = theo(topics=(wants("deciding"),)), maya(topics=(offers("writing"),))
    (pair,) = solve(People((mentee,), (mentor,)), RULES).pairs
    assert pair.score < RULES.ask_below
    assert pair.ask


def test_an_empty_side_places_nobody_and_proves_it() -> None:
    for people in (People((theo(),), ()), People((theo(),), (maya(capacity=0),))):
        draft = solve(people, RULES)
        assert draft.pairs == ()
        (left,) = draft.unplaced
        assert left.certificate is not None
        assert left.certificate.mentees == ("theo",)
        assert left.certificate.places == 0
    assert solve(People((), (maya(),)), RULES).totals.idle == 0
    assert solve(People((), ()), RULES).unplaced == ()


@pytest.mark.parametrize(
    ("people", "rules", "words"),
    [
        (People((theo(), theo()), ()), RULES, "mentee theo is there 2 times"),
        (People((), (maya(), maya())), RULES, "mentor maya is there 2 times"),
        (People((), (maya(capacity=-1),)), RULES, "maya has -1 places"),
        (People((theo(topics=(wants("a", 7),)),), ()), RULES, "level is not 0 to 4"),
        (People((theo(),), (), fixed=frozenset({("theo", "x")})), RULES, "theo and x is not"),
        (
            People((theo(),), (maya(capacity=0),), fixed=frozenset({("theo", "maya")})),
            RULES,
            "maya is in 1 fixed pairs and has 0 places",
        ),
        (People((), ()), Rules(replace(CONTEXT, weights={"x": 1})), "no part x"),
        (People((), ()), Rules(replace(CONTEXT, weights={"topics": 51})), "at most 10 points"),
    ],
)
def test_what_makes_no_sense_is_named(people: People, rules: Rules, words: str) -> None:
    with pytest.raises(Unsolvable, match=words):
        solve(people, rules)


def test_another_weighting_is_another_draft_whose_parts_keep_their_most() -> None:
    people = cohort(40, 25)
    other = Rules(replace(CONTEXT, weights={"topics": 30, "wish": 30}))
    draft = solve(people, other)
    assert max(pair.parts["topics"] for pair in draft.pairs) <= 30
    assert draft.digests.people == solve(people, RULES).digests.people
    assert draft.digests.rules != solve(people, RULES).digests.rules


def test_without_the_solver_a_run_says_how_to_get_it_and_suggestions_work() -> None:
    code = (
        "import sys; sys.modules['numpy'] = sys.modules['ortools'] = None\n"
        "from bot.matching.cohort import solve\n"
        "from bot.matching.model import NoSolver, People, Rules\n"
        "from bot.matching.suggest import suggest\n"
        "from datetime import date\n"
        "from bot.matching.candidates import Candidate, Context\n"
        "theo, maya = Candidate('theo', 'UTHEO'), Candidate('maya', 'UMAYA')\n"
        "context = Context(date(2026, 12, 1))\n"
        "print(len(suggest(theo, [maya], context)))\n"
        "try: solve(People((theo,), (maya,)), Rules(context))\n"
        "except NoSolver as error: print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("1\nWhole-cohort matching needs the extra `matching`: python -m")


def test_the_idle_bot_loads_no_solver() -> None:
    code = (
        "import sys, bot.matching.cohort; print('numpy' in sys.modules, 'ortools' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False False\n"


def test_why_not_names_the_rule_the_place_or_what_would_be_lost() -> None:
    wanting = (wants("deciding"),)
    first = Candidate("ann", "UANN", topics=wanting, languages=frozenset({"en"}), wishes=("maya",))
    second = Candidate("bob", "UBOB", topics=wanting)
    blue = Candidate("eve", "UEVE", team="blue")
    mentor = maya(topics=(offers("deciding"),), team="blue")
    asked = Cohort(People((first, second, blue), (mentor,)), UNHARMED)
    assert asked.why_not("ann", "maya").kind == "matched"
    assert asked.why_not("eve", "maya").rules == ("team",)
    why = asked.why_not("bob", "maya")
    assert (why.kind, why.lost, why.held_by, why.instead) == ("better", 20, ("ann",), None)
    with pytest.raises(LookupError, match="nobody is not in this run"):
        asked.why_not("nobody", "maya")


def test_private_reasons_share_one_answer() -> None:
    ended = replace(CONTEXT, ended=frozenset({frozenset({"theo", "maya"})}))
    passed = replace(CONTEXT, passed=frozenset({("theo", "maya")}))
    answers = {
        Cohort(People((mentee,), (mentor,)), Rules(context)).why_not("theo", "maya").rules
        for mentee, mentor, context in (
            (theo(blocks=frozenset({"UMAYA"})), maya(), CONTEXT),
            (theo(), maya(blocks=frozenset({"UTHEO"})), CONTEXT),
            (theo(), maya(listed=False), CONTEXT),
            (theo(), maya(), ended),
            (theo(), maya(), passed),
        )
    }
    assert answers == {(PRIVATE_REASON,)}


def test_no_solver_is_an_error_of_its_own() -> None:
    assert "mentor-bot[matching]" in str(NoSolver())
