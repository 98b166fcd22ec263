"""Whether the people and rules of a run make sense, before anything is decided."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.matching.candidates import Candidate
from bot.matching.model import MANY, People, Rules, Unsolvable
from bot.matching.score import PARTS, WEIGHT_MOVES


def check(people: People, rules: Rules) -> None:
    """Raises Unsolvable, naming everything that is wrong."""
    problems = [*_sides(people), *_fixed(people), *_weights(rules)]
    if problems:
        raise Unsolvable("; ".join(problems))


def _sides(people: People) -> Iterator[str]:
    for name, side in (("mentee", people.mentees), ("mentor", people.mentors)):
        for id, times in Counter(one.id for one in side).items():
            if times > 1:
                yield f"{name} {id} is there {times} times"
        yield from (f"{name} {problem}" for problem in _people(side))


def _people(side: Sequence[Candidate]) -> Iterator[str]:
    for one in side:
        if not 0 <= one.capacity <= MANY:
            yield f"{one.id} has {one.capacity} places; 0 to {MANY} are possible"
        if any(topic.level not in (None, 0, 1, 2, 3, 4) for topic in one.topics):
            yield f"{one.id} has a topic whose level is not 0 to 4"


def _fixed(people: People) -> Iterator[str]:
    mentees = {one.id for one in people.mentees}
    mentors = {one.id: one.capacity for one in people.mentors}
    for mentee, mentor in sorted(people.fixed):
        if mentee not in mentees or mentor not in mentors:
            yield f"the fixed pair {mentee} and {mentor} is not in the run"
    for mentee, times in Counter(mentee for mentee, _ in people.fixed).items():
        if times > 1:
            yield f"mentee {mentee} is in {times} fixed pairs"
    for mentor, times in Counter(mentor for _, mentor in people.fixed).items():
        if times > mentors.get(mentor, times):
            yield f"mentor {mentor} is in {times} fixed pairs and has {mentors[mentor]} places"


def _weights(rules: Rules) -> Iterator[str]:
    for name, most in rules.context.weights.items():
        if name not in PARTS:
            yield f"there is no part {name} of the score"
        elif abs(most - PARTS[name].most) > WEIGHT_MOVES or most < 0:
            yield f"{name} may be moved by at most {WEIGHT_MOVES} points from {PARTS[name].most}"
