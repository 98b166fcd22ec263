"""The five stages: readiness moves a mentorship first, the calendar second (docs/mentoring.md)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.mentorships import Mentorship, Pause, Stage, StageAnswer

PROGRAM_WEEKS = 12
"""The length the calendar is written for; other lengths scale it (docs/mentoring.md)."""

AFTER_THE_END = 2
"""Weeks to round a mentorship off once its own are over (docs/mentoring.md)."""

SILENCE_DAYS = 3
"""Working days in which the other can say "not yet"; silence counts as yes (docs/mentoring.md)."""

DIFFERENCES = 2
"""Times a partner can say "not yet" before the mentee's "ready" decides (docs/mentoring.md)."""

TWO_KEYS = (Stage.INDEPENDENCE, Stage.TRANSITION)
"""Stages that both people open (docs/mentoring.md)."""

_WEEK = timedelta(weeks=1)
_ORDER = tuple(Stage)


@dataclass(frozen=True)
class Plan:
    """A stage in the calendar at twelve weeks: talks expected before it is complete, the last
    week in which it is simply going on (soft), and the week in which the calendar leaves it
    (hard)."""

    talks: int
    soft: int
    hard: int


_WEEKLY: Mapping[Stage, Plan] = {
    Stage.GETTING_TO_KNOW: Plan(2, 2, 3),
    Stage.EXPECTATIONS: Plan(1, 3, 5),
    Stage.LEARNING: Plan(3, 8, 9),
    Stage.INDEPENDENCE: Plan(2, 11, 12),
}
_FORTNIGHTLY: Mapping[Stage, Plan] = {
    Stage.GETTING_TO_KNOW: Plan(1, 1, 3),
    Stage.EXPECTATIONS: Plan(1, 3, 5),
    Stage.LEARNING: Plan(2, 7, 9),
    Stage.INDEPENDENCE: Plan(2, 11, 12),
}
"""MC §1.2; of five weekly talks of learning three are enough, of three of independence two, since
both look back on what happened between two talks (docs/mentoring.md)."""


@dataclass(frozen=True)
class Course:
    """How a mentorship runs through its weeks; `rests` are spans, merged and in order, that do
    not count (docs/mentoring.md)."""

    began: datetime
    weeks: int
    weekly: bool
    rests: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def ends(self) -> datetime:
        """When its planned weeks are over."""
        return self.reaches(self.weeks)

    def reaches(self, weeks: float) -> datetime:
        """The instant at which so many weeks have passed, rests not counted."""
        at = self.began + weeks * _WEEK
        for since, until in self.rests:
            if since < at:
                at += until - max(since, self.began)
        return at

    def days(self, since: datetime, until: datetime) -> float:
        """Days between two instants, rests not counted."""
        rested = sum(
            (max(timedelta(), min(until, end) - max(since, begin)) for begin, end in self.rests),
            timedelta(),
        )
        return (until - since - rested) / timedelta(days=1)

    def week(self, number: int) -> datetime:
        """The instant at which this week of a twelve-week calendar begins here, 1 the first."""
        return self.reaches(self._scaled(number - 1)) if number > 1 else self.began

    def soft(self, stage: Stage) -> datetime:
        """The instant from which on a stage takes longer than planned; the last one's is the
        end."""
        plan = self._plan(stage)
        return self.ends if plan is None else self.reaches(self._scaled(plan.soft))

    def leaves(self, stage: Stage) -> datetime:
        """The instant at which the calendar leaves this stage, later for every later stage; for
        the last one, the mentorship itself."""
        passed = 0
        for one in _ORDER[: _ORDER.index(stage) + 1]:
            plan = self._plan(one)
            if plan is None:
                return self.reaches(self.weeks + AFTER_THE_END)
            passed = max(passed + 1, self._scaled(plan.hard - 1))
        return self.reaches(passed)

    def talks(self, stage: Stage) -> int:
        """The talks after which a stage may be complete."""
        plan = self._plan(stage)
        return 1 if plan is None else plan.talks

    def _plan(self, stage: Stage) -> Plan | None:
        return (_WEEKLY if self.weekly else _FORTNIGHTLY).get(stage)

    def _scaled(self, weeks: int) -> int:
        return max(1, round(weeks * self.weeks / PROGRAM_WEEKS))


def course(mentorship: Mentorship, pauses: Iterable[Pause] = ()) -> Course:
    """The course of a mentorship with everybody's pauses."""
    rests: list[tuple[datetime, datetime]] = []
    for pause in sorted(pauses, key=lambda one: one.since):
        since = max(pause.since, mentorship.began_at)
        if rests and since <= rests[-1][1]:
            rests[-1] = (rests[-1][0], max(rests[-1][1], pause.until))
        elif since < pause.until:
            rests.append((since, pause.until))
    weekly = mentorship.cadence_days <= 7
    return Course(mentorship.began_at, mentorship.weeks, weekly, tuple(rests))


def following(stage: Stage) -> Stage | None:
    """The next stage; None after the last."""
    place = _ORDER.index(stage) + 1
    return _ORDER[place] if place < len(_ORDER) else None


def preceding(stage: Stage) -> Stage | None:
    """The stage before; None for the first."""
    place = _ORDER.index(stage)
    return _ORDER[place - 1] if place else None


@dataclass(frozen=True)
class Evidence:
    """What taps have shown since a stage began: talks held, whether the mentee has a goal,
    whether a next talk is planned, whether all said that the lines on how they work look right,
    what was tried and what came of it, what was decided alone."""

    talks: int = 0
    goal: bool = False
    planned: bool = False
    agreed: bool = False
    attempts: int = 0
    outcomes: int = 0
    decided: int = 0


def is_ready(stage: Stage, evidence: Evidence, weeks: Course) -> bool:
    """Whether the taps say that this stage is complete; the last one is completed by closing."""
    met = evidence.talks >= weeks.talks(stage)
    shown = {
        Stage.GETTING_TO_KNOW: True,
        Stage.EXPECTATIONS: evidence.goal and evidence.planned and evidence.agreed,
        Stage.LEARNING: evidence.attempts > 0 and evidence.outcomes > 0,
        Stage.INDEPENDENCE: evidence.decided > 0,
        Stage.TRANSITION: False,
    }
    return met and shown[stage]


@dataclass(frozen=True)
class Keys:
    """Who has said what about going on to a stage since the present one began, oldest first."""

    target: Stage
    said: Sequence[StageAnswer]
    everyone: Collection[str]
    mentees: Collection[str]

    def word(self, participant_id: str) -> StageAnswer | None:
        """The latest word of this participant."""
        mine = [one for one in self.said if one.participant_id == participant_id]
        return mine[-1] if mine else None

    @property
    def ready(self) -> tuple[StageAnswer, ...]:
        """The latest words that say "ready", oldest first."""
        words = (self.word(one) for one in self.everyone)
        found = [word for word in words if word is not None and word.ready]
        return tuple(sorted(found, key=lambda word: word.at))

    @property
    def refused(self) -> bool:
        """Whether somebody's latest word is "not yet"."""
        words = (self.word(one) for one in self.everyone)
        return any(word is not None and not word.ready for word in words)

    @property
    def agreed(self) -> bool:
        """Whether words alone decide it: all are ready, or the mentee's view decides after two
        differences."""
        if not self.ready:
            return False
        return len(self.ready) == len(self.everyone) or self._differed()

    @property
    def silence_agrees(self) -> bool:
        """Whether it goes on unless somebody says "not yet"."""
        return self.target not in TWO_KEYS and bool(self.ready) and not self.refused

    def _differed(self) -> bool:
        first = next(
            (one for one in self.said if one.ready and one.participant_id in self.mentees), None
        )
        last = [self.word(one) for one in self.mentees]
        if first is None or not all(word is not None and word.ready for word in last):
            return False
        against = [
            one
            for one in self.said
            if not one.ready and one.at > first.at and one.participant_id not in self.mentees
        ]
        return len(against) >= DIFFERENCES
