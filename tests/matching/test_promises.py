"""What a run promises (docs/matching.md), each held against another way to find out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from benchmarks.cohorts import CONTEXT, company
from bot.domain.participants import Role, Topic
from bot.matching.candidates import Candidate, by_name
from bot.matching.cohort import Cohort, solve
from bot.matching.filter import allowed
from bot.matching.model import Draft, People, Rules, WhyNot, unwatched
from bot.matching.score import score
from bot.matching.solution import solve as solve_board
from bot.matching.whynot import why_not
from tests.matching import oracle
from tests.matching.boards import board, drawn, solved
from tests.matching.people import CONTEXT as ANY_WEEK

RULES = Rules(CONTEXT)
Pairs = frozenset[tuple[str, str]]


def cohort(mentees: int, mentors: int, seed: int) -> People:
    return People(*map(tuple, company(mentees, mentors, seed)))


def pairs(draft: Draft) -> Pairs:
    return frozenset((pair.mentee, pair.mentor) for pair in draft.pairs)


def cells_of(people: People) -> list[list[int | None]]:
    return [
        [
            score(mentee, mentor, CONTEXT).total if allowed(mentee, mentor, CONTEXT) else None
            for mentor in people.mentors
        ]
        for mentee in people.mentees
    ]


def explained(seed: int) -> None:
    """Each possible pair of a random board, against every answer there is."""
    draw = Random(seed)
    rows, columns = draw.randint(2, 6), draw.randint(2, 4)
    cells = drawn(draw, rows, columns, 0.7)
    places = [draw.randint(1, 2) for _ in range(columns)]
    waited = [draw.choice((0, 0, 1)) for _ in range(rows)]
    asked = board(cells, places, waited, rules=Rules(ANY_WEEK, floor_percent=5))
    found = solve_board(asked, unwatched)
    chosen = solved(asked, found.chosen)
    best = oracle.brute_force(cells, places, waited, 5, found.floor)
    for row, column in ((r, c) for r in range(rows) for c in range(columns)):
        if cells[row][column] is None or (row, column) in chosen:
            continue
        ids = asked.grid.mentees[row].id, asked.grid.mentors[column].id
        why = why_not(found, found.chosen, ids)
        # A board's points are free, its people have none: only what is weighed is compared.
        forced = _forced(cells, row, column, found.floor)
        first = [*waited]
        first[row] = 9
        (_, *counts), value = oracle.brute_force(forced, places, first, 5)
        heights = sorted(set(first), reverse=True)[1:]
        held = dict(zip(heights, counts, strict=True))
        held[waited[row]] = held.get(waited[row], 0) + 1
        wanted = dict(zip(sorted(set(waited), reverse=True), best[0], strict=True))
        _compare(why, wanted, held, best[1] - value)
        assert why.kind != "floor" or cells[row][column] < found.floor


def _forced(cells: oracle.Cells, row: int, column: int, floor: int) -> list[list[int | None]]:
    """The board where this row may go to this column only, and nobody below the floor."""
    return [
        [
            points
            if (r, c) == (row, column) or (r != row and points is not None and points >= floor)
            else None
            for c, points in enumerate(line)
        ]
        for r, line in enumerate(cells)
    ]


def _compare(why: WhyNot, wanted: dict[int, int], held: dict[int, int], lost: int) -> None:
    fewer = sum(wanted.values()) - sum(held.values())
    if fewer:
        assert (why.kind, why.fewer) == ("place", fewer)
    elif any(held.get(height, 0) != count for height, count in wanted.items()):
        assert why.kind == "turn"
    elif lost > 0:
        assert (why.kind, why.lost) == ("better", lost)
    else:
        assert why.kind in (("equal", "floor") if lost == 0 else ("floor",))


@pytest.mark.parametrize("seed", range(12))
def test_why_not_says_what_the_best_answer_with_that_pair_loses(seed: int) -> None:
    explained(seed)


@pytest.mark.slow
def test_why_not_says_what_is_lost_on_a_thousand_boards() -> None:
    for seed in range(12, 1012):
        explained(seed)


def changed(people: People, seed: int) -> People:
    """One in a hundred leaves on each side, and as many join."""
    draw = Random(seed)
    sides = []
    for name, side in (("t", people.mentees), ("m", people.mentors)):
        many = max(1, len(side) // 100)
        gone = set(draw.sample([one.id for one in side], many))
        fresh = [
            replace(one, id=f"new-{name}{n}", slack_id=f"UNEW{name}{n}")
            for n, one in enumerate(draw.sample(side, many))
        ]
        sides.append((*(one for one in side if one.id not in gone), *fresh))
    return People(sides[0], sides[1])


def calm(mentees: int, mentors: int, seed: int) -> None:
    before = cohort(mentees, mentors, seed)
    proposed = pairs(solve(before, RULES))
    after = replace(changed(before, seed), proposed=proposed)
    draft = solve(after, RULES)
    here = {one.id for one in (*after.mentees, *after.mentors)}
    alive = {pair for pair in proposed if here.issuperset(pair)}
    placed = {pair.mentee for pair in draft.pairs}
    assert {mentee for mentee, _ in alive} <= placed
    assert len(alive - pairs(draft)) <= 0.02 * len(alive)


def test_after_a_change_hardly_a_proposal_moves_and_nobody_placed_is_dropped() -> None:
    calm(200, 100, seed=3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_matches_stay_calm_in_many_cohorts(seed: int) -> None:
    calm(400, 200, seed)


def test_fixed_pairs_stay_whatever_else_would_be_better() -> None:
    people = cohort(60, 40, 1)
    fixed = frozenset(
        {(pair.mentee, pair.mentor) for pair in solve(cohort(60, 40, 1), RULES).pairs[::2]}
    )
    for seed in range(4):
        draw = Random(seed)
        others = tuple(
            replace(one, wishes=(draw.choice(people.mentors).id,)) for one in people.mentees
        )
        assert fixed <= pairs(solve(replace(people, mentees=others, fixed=fixed), RULES))


def idle_beside_two(people: People, draft: Draft) -> list[tuple[str, str, str]]:
    """Mentees of a mentor with two or more who could go to an idle one for less than it saves."""
    known = {one.id: one for one in (*people.mentees, *people.mentors)}
    held = Counter(pair.mentor for pair in draft.pairs)
    idle = [one for one in people.mentors if one.capacity and not held[one.id]]
    return [
        (pair.mentee, pair.mentor, other.id)
        for pair in draft.pairs
        if held[pair.mentor] > 1
        for other in idle
        if allowed(known[pair.mentee], other, CONTEXT)
        and (points := score(known[pair.mentee], other, CONTEXT).total) >= draft.totals.floor
        and pair.score - points < 5 * (held[pair.mentor] - 1)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_mentor_is_idle_beside_one_with_two_unless_the_move_costs_more_than_it_saves(
    seed: int,
) -> None:
    people = cohort(40, 40, seed)
    draft = solve(people, RULES)
    assert idle_beside_two(people, draft) == []
    unfair = solve(people, replace(RULES, load=0))
    assert draft.totals.idle <= unfair.totals.idle


def test_without_the_load_somebody_is_idle_beside_two() -> None:
    """The check above can fail."""
    found = [
        idle_beside_two(people, solve(people, replace(RULES, load=0)))
        for people in (cohort(40, 40, seed) for seed in range(4))
    ]
    assert any(found)


def orders(times: int) -> None:
    people, draw = cohort(40, 25, 5), Random(1)
    first = solve(people, RULES)
    for _ in range(times):
        mentees, mentors = list(people.mentees), list(people.mentors)
        draw.shuffle(mentees)
        draw.shuffle(mentors)
        assert solve(People(tuple(mentees), tuple(mentors)), RULES).digests == first.digests


@pytest.mark.slow
def test_a_hundred_orders_of_the_same_people_are_one_draft() -> None:
    orders(100)


def rounds(seed: int) -> None:
    """Whoever is left out of a round is placed in the next, if any largest matching has a
    place for her beside those who waited at least as long."""
    draw = Random(seed)
    rows, columns = 12, 8
    waited = [0] * rows
    for _ in range(4):
        cells = drawn(draw, rows, columns, 0.25)
        places = [draw.choice((1, 1, 2)) for _ in range(columns)]
        asked = board(cells, places, waited)
        placed = {row for row, _ in solved(asked, solve_board(asked, unwatched).chosen)}
        for row in range(rows):
            if row not in placed and waited[row]:
                before = [one for one in placed if waited[one] >= waited[row]]
                together = sorted([*before, row])
                assert oracle.most_placed(cells, places, together) < len(together)
        waited = [0 if row in placed else waited[row] + 1 for row in range(rows)]


def test_waiting_is_repaid() -> None:
    for seed in range(10):
        rounds(seed)


@pytest.mark.slow
def test_waiting_is_repaid_over_many_rounds() -> None:
    for seed in range(10, 500):
        rounds(seed)


def wanting(people: People, topic: str) -> list[bool]:
    (name,) = by_name([topic_of(topic)])
    return [name in by_name(one.topics) for one in people.mentees]


def topic_of(name: str) -> Topic:
    return Topic("", "", Role.MENTEE, name)


@pytest.mark.parametrize("seed", range(3))
def test_advice_places_as_many_as_it_says_by_another_algorithm(seed: int) -> None:
    people = cohort(30, 12, seed)
    draft = solve(people, RULES)
    cells, places = cells_of(people), [one.capacity for one in people.mentors]
    before = oracle.most_placed(cells, places)
    assert draft.advice
    for advice in draft.advice:
        wants = wanting(people, advice.topic)
        more = [
            [*row, *[50 if want else None] * advice.mentors]
            for row, want in zip(cells, wants, strict=True)
        ]
        after = oracle.most_placed(more, [*places, *[advice.places] * advice.mentors])
        assert after - before == advice.placed > 0
        fewer = [row[:-1] for row in more]
        less = oracle.most_placed(fewer, [*places, *[advice.places] * (advice.mentors - 1)])
        assert less < after


def test_a_draft_of_people_is_the_one_of_their_points() -> None:
    people = cohort(24, 12, 7)
    draft = solve(people, replace(RULES, floor_percent=0, load=0))
    places = [one.capacity for one in people.mentors]
    cells = cells_of(people)
    assert (len(draft.pairs), oracle.most_placed(cells, places)) == (len(draft.pairs),) * 2
    waits = [one.passed_over for one in people.mentees]
    if len(draft.pairs) == len(people.mentees) or not any(waits):
        assert draft.totals.score == oracle.most_points(cells, places, 0)[1]


def strongly_blocking(people: People, draft: Draft, gain: int) -> list[tuple[str, str]]:
    """Pairs who would both gain so much by leaving for each other."""
    known = {one.id: one for one in (*people.mentees, *people.mentors)}
    mine = {pair.mentee: pair.score for pair in draft.pairs}
    theirs: dict[str, list[int]] = {}
    for pair in draft.pairs:
        theirs.setdefault(pair.mentor, []).append(pair.score - pair.parts["wish"])
    found = []
    for mentee in people.mentees:
        for mentor in people.mentors:
            if not allowed(mentee, mentor, CONTEXT) or (mentee.id, mentor.id) in pairs(draft):
                continue
            points = score(known[mentee.id], mentor, CONTEXT)
            held = theirs.get(mentor.id, [])
            least = min(held) if len(held) >= mentor.capacity else -gain
            without_wish = points.total - points.parts["wish"]
            if points.total >= mine.get(mentee.id, -gain) + gain and without_wish >= least + gain:
                found.append((mentee.id, mentor.id))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_in_stable_mode_no_two_would_both_rather_be_together(seed: int) -> None:
    people = cohort(30, 20, seed)
    draft = solve(people, replace(RULES, stable=True))
    assert strongly_blocking(people, draft, 1) == []
    best = solve(people, RULES)
    assert draft.price == best.totals
    assert draft.totals.placed <= best.totals.placed


def test_the_best_for_all_is_not_always_stable() -> None:
    """The check above can fail."""
    assert any(
        strongly_blocking(people, solve(people, RULES), 1)
        for people in (cohort(30, 20, seed) for seed in range(2))
    )


def test_a_block_shows_only_as_any_private_reason_does() -> None:
    """Where the blocked ask, with and without the block, only one sentence for all that is
    private may differ from a pass; no name, number or count does."""
    people = cohort(20, 12, 2)
    mentee, mentor = people.mentees[0], people.mentors[0]
    answers = []
    for context, own in (
        (replace(CONTEXT, passed=frozenset({(mentee.id, mentor.id)})), mentor),
        (replace(CONTEXT, ended=frozenset({frozenset({mentee.id, mentor.id})})), mentor),
        (CONTEXT, replace(mentor, blocks=frozenset({mentee.slack_id}))),
    ):
        others = (own, *people.mentors[1:])
        run = Cohort(replace(people, mentors=others), Rules(context))
        draft = run.draft()
        answers.append((run.why_not(mentee.id, mentor.id), draft.pairs, draft.unplaced))
    assert answers[0] == answers[1] == answers[2]


def gains(seeds: Sequence[int], each: int) -> list[int]:
    """What people gain, by their true points, who name fewer topics or offer fewer places."""
    found = []
    for seed in seeds:
        draw = Random(seed)
        people = cohort(40, 20, seed)
        honest = solve(people, RULES)
        for _ in range(each):
            mentee = draw.choice([one for one in people.mentees if len(one.topics) > 1])
            left = draw.randrange(len(mentee.topics))
            topics = (*mentee.topics[:left], *mentee.topics[left + 1 :])
            narrow = solve(swapped(people, replace(mentee, topics=topics)), RULES)
            found.append(true_best(people, narrow, mentee) - true_best(people, honest, mentee))
            mentor = draw.choice([one for one in people.mentors if one.capacity > 1])
            narrow = solve(swapped(people, replace(mentor, capacity=mentor.capacity - 1)), RULES)
            found.append(true_best(people, narrow, mentor) - true_best(people, honest, mentor))
    return found


def swapped(people: People, other: Candidate) -> People:
    mentees, mentors = (
        tuple(other if one.id == other.id else one for one in side)
        for side in (people.mentees, people.mentors)
    )
    return People(mentees, mentors)


def true_best(people: People, draft: Draft, who: Candidate) -> int:
    known = {one.id: one for one in (*people.mentees, *people.mentors)}
    return max(
        (
            score(known[pair.mentee], known[pair.mentor], CONTEXT).total
            for pair in draft.pairs
            if who.id in (pair.mentee, pair.mentor)
        ),
        default=0,
    )


@pytest.mark.slow
def test_a_thousand_narrow_reports_gain_nobody_more_than_a_point_on_average() -> None:
    """Where places are scarce: with more of them, or with far fewer, less is gained."""
    found = gains(range(50), 10)
    assert len(found) == 1000
    assert sum(found) / len(found) <= 1
    assert any(gain > 0 for gain in found)
