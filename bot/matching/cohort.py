"""Whole-cohort matching: `solve(people, rules, watch) -> Draft`.

    draft = solve(People(mentees, mentors, fixed, proposed), Rules(context), watch)
    draft.pairs, draft.unplaced, draft.certificates, draft.advice, draft.totals, draft.digests

Everything given and answered is a frozen value of `bot.matching.model`; `watch(stage, done, of)`
is told the progress. To answer "why not" about many pairs of one run, keep a `Cohort`: it has
judged everybody already.

    cohort = Cohort(people, rules, watch)
    draft = cohort.draft(watch)
    cohort.why_not(mentee_id, mentor_id)

Hand edits are `fixed` pairs of a new run; the rules that forbid one are `filter.rules` (to say
with `filter.told`). A stored run replays to the same digests. Two weightings are two runs with
different `context.weights`. Needs the extra `matching`: NoSolver says how to get it. The solver
is loaded by the first run only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.checks import check
from bot.matching.model import (
    Draft,
    NoSolver,
    People,
    Progress,
    Rules,
    WhyNot,
    unwatched,
)

if TYPE_CHECKING:
    from bot.matching.drafting import Drafting


def solve(people: People, rules: Rules, watch: Progress = unwatched) -> Draft:
    """The draft of a run: the same for the same people, whatever order they come in.

    Raises Unsolvable where the people or rules make no sense, and NoSolver.
    """
    return Cohort(people, rules, watch).draft(watch)


class Cohort:
    """A judged cohort: everybody's points with everybody, ready for a draft and questions."""

    def __init__(self, people: People, rules: Rules, watch: Progress = unwatched) -> None:
        """Judge everybody; raises Unsolvable and NoSolver."""
        check(people, rules)
        try:
            from bot.matching.drafting import Drafting
        except ImportError as error:
            raise NoSolver from error
        self._drafting: Drafting = Drafting(people, rules, watch)

    def draft(self, watch: Progress = unwatched) -> Draft:
        """The pairs, the proof for those without one, and what would help."""
        return self._drafting.draft(watch)

    def why_not(self, mentee: str, mentor: str) -> WhyNot:
        """Why these two are not matched in the draft; raises LookupError where one of them is
        not in the run."""
        return self._drafting.why_not(mentee, mentor)
