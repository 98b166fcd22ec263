"""What a whole-cohort run is given, and what it answers: frozen values, no arrays, no solver."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain.facts import Term
from bot.matching.candidates import Candidate, Context

Ids = tuple[str, str]
"""A mentee's id and a mentor's."""

VERSION = "2"
"""The version of rules and points; to raise with every change that can change a draft."""

Progress = Callable[[str, int, int], None]
"""Told the stage ("judge", "place", "raise", "prove", "advise"), how much is done, and of what."""

MANY = 255
"""The most mentees one mentor may take in a run; more is a slip of the keyboard."""


def unwatched(_stage: str, _done: int, _of: int) -> None:
    """Nobody watches the progress."""


class Unsolvable(ValueError):
    """The people or the rules of a run make no sense; the text says where."""


class NoSolver(RuntimeError):
    """The solver is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Whole-cohort matching needs the extra `matching`: "
            "python -m pip install 'mentor-bot[matching]', or make setup in a copy of the source."
        )


@dataclass(frozen=True)
class People:
    """Everybody in a run; ids are unique on each side, and one person may be on both.

    `fixed` pairs never move: both accepted, or a coordinator set them by hand. Each takes one of
    the places in its mentor's `capacity`. `proposed` pairs, of an earlier draft, move only for a
    gain above `Rules.stay`, and their mentees stay placed.
    """

    mentees: tuple[Candidate, ...]
    mentors: tuple[Candidate, ...]
    fixed: frozenset[Ids] = frozenset()
    proposed: frozenset[Ids] = frozenset()


@dataclass(frozen=True)
class Rules:
    """How a run decides; the numbers are points unless named otherwise (docs/matching.md).

    `stay` is what an open proposal weighs more; `load` what a mentor's second mentee costs, the
    third twice that and so on; `floor_percent` the share of the total that raising the worst
    pair may cost; below `ask_below` a pair wants an explicit yes. `stable` is deferred
    acceptance instead: no two people would both rather be together, and fewer are placed.
    """

    context: Context
    stable: bool = False
    stay: int = 25
    load: int = 5
    floor_percent: int = 1
    ask_below: int = 40


@dataclass(frozen=True)
class Pair:
    """A match of the draft. `broken` holds the rules a fixed pair breaks, as others may hear
    them."""

    mentee: str
    mentor: str
    score: int
    parts: Mapping[str, int]
    reasons: tuple[Term, ...]
    fixed: bool = False
    ask: bool = False
    broken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """Why people cannot all be placed: no rule allows these mentees anybody but these mentors,
    who have fewer places than that ("9 people share 7 places")."""

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Unplaced:
    """A mentee without a match, and the certificate that nobody could change that; None only
    in stable mode, which leaves out people who could be placed."""

    mentee: str
    certificate: Certificate | None


@dataclass(frozen=True)
class Advice:
    """Verified by solving anew: this many more mentors for a topic, with `places` each, would
    place this many more people."""

    topic: str
    mentors: int
    places: int
    placed: int


@dataclass(frozen=True)
class Totals:
    """A draft in numbers. `floor` is the score of its worst pair, 0 where there is none; `idle`
    counts mentors with a place and nobody in it."""

    placed: int = 0
    score: int = 0
    floor: int = 0
    places: int = 0
    idle: int = 0


@dataclass(frozen=True)
class Digests:
    """Fingerprints: the same people and rules give the same draft, wherever it is replayed."""

    people: str
    rules: str
    draft: str


@dataclass(frozen=True)
class Draft:
    """The answer of a run; pairs by mentee's id. `price` is what the other mode would reach."""

    pairs: tuple[Pair, ...]
    unplaced: tuple[Unplaced, ...]
    advice: tuple[Advice, ...]
    totals: Totals
    digests: Digests
    price: Totals | None = None

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """Each certificate once, in the order of the mentees."""
        found = (one.certificate for one in self.unplaced if one.certificate is not None)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class WhyNot:
    """Why two people are not matched.

    `kind`: "matched" (they are), "rule" (`rules` forbid it, as others may hear them), "fixed"
    (the mentee's match is decided), "better" (placing them loses `lost` points of the whole),
    "floor" (it would be weaker than any pair now has to be, `floor`), "place" (it would leave
    `fewer` people without a place), "turn" (it would take the place of somebody who comes
    first), "equal" (nothing is lost; the draw decided), "stable" (in stable mode one of them is
    with somebody they rank higher). `held_by` are those who have the mentor's places, `instead`
    the mentee's mentor; `score` and `has` compare the pair with the mentee's match.
    """

    kind: str
    rules: tuple[str, ...] = ()
    score: int = 0
    has: int = 0
    lost: int = 0
    floor: int = 0
    fewer: int = 0
    instead: str | None = None
    held_by: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)
