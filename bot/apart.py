"""Matching in a process of its own: the bot stays small and answers while it works.

`python -m bot.apart` reads people and rules from its input, writes its progress and then the
draft to its output; each is a pickled value of `bot.matching.model` between the same two programs
on the same machine, and nothing else is ever read here.
"""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, Any

from bot.matching.cohort import Cohort, solve
from bot.matching.model import (
    Draft,
    NoSolver,
    People,
    Progress,
    Rules,
    Unsolvable,
    WhyNot,
    unwatched,
)


class Broken(RuntimeError):
    """The process ended without an answer."""

    def __init__(self) -> None:
        super().__init__("the matching process ended without an answer")


def solve_apart(people: People, rules: Rules, watch: Progress = unwatched) -> Draft:
    """What `bot.matching.cohort.solve` answers; raises what it raises, and Broken."""
    for told in _asked(people, rules, None):
        if isinstance(told, Draft):
            return told
        watch(*told)
    raise Broken


def why_not_apart(people: People, rules: Rules, two: tuple[str, str]) -> WhyNot:
    """What `Cohort.why_not` answers about a mentee and a mentor; raises what it raises, and
    Broken."""
    for told in _asked(people, rules, two):
        if isinstance(told, WhyNot):
            return told
    raise Broken


def _asked(people: People, rules: Rules, two: tuple[str, str] | None) -> Iterator[Any]:
    """Everything the child says, its answer last."""
    command = [sys.executable, "-m", "bot.apart"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:  # noqa: S603 - our own module
        if child.stdin is None or child.stdout is None:
            raise Broken
        try:
            pickle.dump((people, rules, two), child.stdin)
            child.stdin.close()
            while True:
                told = _told(child.stdout)
                if isinstance(told, Exception):
                    raise told
                yield told
                if isinstance(told, Draft | WhyNot):
                    return
        finally:
            child.kill()


def _told(stream: IO[bytes]) -> Any:
    try:
        return pickle.load(stream)  # noqa: S301 - written by our own child
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        raise Broken from error


def main() -> None:
    """The child: solve what comes in, say how far it is, answer."""
    people, rules, two = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent

    def tell(told: object) -> None:
        pickle.dump(told, sys.stdout.buffer)
        sys.stdout.buffer.flush()

    try:
        if two is None:
            tell(solve(people, rules, lambda stage, done, of: tell((stage, done, of))))
        else:
            tell(Cohort(people, rules).why_not(*two))
    except (NoSolver, Unsolvable, LookupError) as error:
        tell(error)


if __name__ == "__main__":
    main()
