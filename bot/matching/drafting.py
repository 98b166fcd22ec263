"""From a solution over arrays to a draft in words of the domain."""

from functools import cached_property

import numpy as np

from bot.matching.advice import advise
from bot.matching.digest import digests
from bot.matching.engine import Ints
from bot.matching.filter import rules as broken_rules
from bot.matching.filter import told
from bot.matching.grid import FORBIDDEN
from bot.matching.model import (
    Certificate,
    Draft,
    Ids,
    Pair,
    People,
    Progress,
    Rules,
    Totals,
    Unplaced,
    WhyNot,
)
from bot.matching.proof import Placing, certificates, holds
from bot.matching.score import reasons, score
from bot.matching.solution import Solution, board, placing, solve
from bot.matching.stable import stable
from bot.matching.whynot import why_not


class Drafting:
    """A judged cohort; solves it once, whenever it is first asked."""

    def __init__(self, people: People, rules: Rules, watch: Progress) -> None:
        self._people, self._rules = people, rules
        self._board = board(people, rules, watch)
        self._watch = watch

    @cached_property
    def _best(self) -> Solution:
        return solve(self._board, self._watch)

    @cached_property
    def _chosen(self) -> Ints:
        return stable(self._board) if self._rules.stable else self._best.chosen

    def draft(self, watch: Progress) -> Draft:
        """The whole answer."""
        self._watch = watch
        pairs = tuple(sorted(self._pairs(), key=lambda pair: pair.mentee))
        placed = Placing(self._board.field, *self._split(self._chosen))
        proofs = self._proofs(placed)
        unplaced = tuple(
            Unplaced(self._board.grid.mentees[row].id, proofs.get(row))
            for row in placed.unplaced.tolist()
        )
        watch("prove", 1, 1)
        return Draft(
            pairs,
            unplaced,
            advise(self._best, placing(self._best), watch),
            self._totals(self._chosen),
            digests(self._people, self._rules, pairs, unplaced),
            self._totals(self._best.chosen) if self._rules.stable else None,
        )

    def why_not(self, mentee: str, mentor: str) -> WhyNot:
        """Why these two are not a pair of the draft."""
        return why_not(self._best, self._chosen, (mentee, mentor))

    def _split(self, cells: Ints) -> tuple[Ints, Ints]:
        rows, columns = np.divmod(cells, max(len(self._board.grid.mentors), 1))
        return rows, columns

    def _proofs(self, placed: Placing) -> dict[int, Certificate]:
        """Certificates that hold; outside stable mode every one does, or the run is wrong."""
        proofs = certificates(placed)
        true = {
            proof
            for proof in set(proofs.values())
            if holds(proof, placed.field.grid, placed.field.places)
        }
        if len(true) < len(set(proofs.values())) and not self._rules.stable:
            raise RuntimeError("somebody was left out who could have been placed")
        return {row: proof for row, proof in proofs.items() if proof in true}

    def _pairs(self) -> list[Pair]:
        grid, fixed = self._board.grid, sorted(self._people.fixed)
        rows, columns = self._split(self._chosen)
        found = [
            (grid.mentees[row].id, grid.mentors[column].id)
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        return [
            *(self._pair(ids, False) for ids in found),
            *(self._pair(ids, True) for ids in fixed),
        ]

    def _pair(self, ids: Ids, fixed: bool) -> Pair:
        grid, context = self._board.grid, self._rules.context
        row, column = grid.row[ids[0]], grid.column[ids[1]]
        mentee, mentor = grid.mentees[row], grid.mentors[column]
        points = score(mentee, mentor, context)
        if not fixed and points.total != grid.points[row, column]:
            raise RuntimeError(f"the score of {ids[0]} and {ids[1]} contradicts the grid")
        return Pair(
            *ids,
            points.total,
            points.parts,
            reasons(points, mentee, mentor, context),
            fixed,
            not fixed and points.total < self._rules.ask_below,
            told(broken_rules(mentee, mentor, context)) if fixed else (),
        )

    def _totals(self, cells: Ints) -> Totals:
        grid, board = self._board.grid, self._board
        points = grid.points.ravel()[cells]
        fixed = [self._pair(ids, True).score for ids in self._people.fixed]
        held = np.bincount(self._split(cells)[1], minlength=len(grid.mentors)) + board.begun
        willing = (board.field.places > 0) & (grid.points != FORBIDDEN).any(axis=0)
        return Totals(
            placed=len(cells) + len(fixed),
            score=int(points.sum(dtype=np.int64)) + sum(fixed),
            floor=int(points.min()) if len(points) else 0,
            places=int((board.field.places + board.begun).sum()),
            idle=int((willing & (held == 0)).sum()),
        )
