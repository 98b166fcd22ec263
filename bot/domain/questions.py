"""The rotating question after each talk: one tap or one line, chosen by the stage."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mentorships import Answer, Stage
from bot.domain.participants import Role

SURE_WEEKS = (3, 8, 12)
"""Weeks from which on "how sure are you" is asked once (docs/mentoring.md)."""

NUMBERS = tuple(str(number) for number in range(11))
"""What a number from 0 to 10 may be."""

LINE_MOST = 300
"""Characters of one line of an answer."""


@dataclass(frozen=True)
class Question:
    """A question answered by one tap (`choices`), or in a small form (`lines`, or a number).

    `private`: the answer is its author's alone; else everybody in the mentorship sees it.
    """

    id: str
    choices: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    private: bool = True

    @property
    def buttons(self) -> tuple[str, ...]:
        """The ids of its buttons: one per choice, or the one that opens its form."""
        return tuple(f"{self.id}.{choice}" for choice in self.choices) or (f"{self.id}.open",)


OPENNESS = Question("openness", ("easy", "mostly", "not_yet"))
LISTENED = Question("listened", ("yes", "partly", "not_yet"))
GOAL = Question("goal", lines=("sentence", "evidence"))
RATE = Question("rate")
ATTEMPT = Question("attempt", lines=("what", "cue"))
OUTCOME = Question("outcome", lines=("happened",))
DECIDED = Question("decided", ("yes", "no", "not_yet"))
TOPIC = Question("topic", ("mine", "theirs", "both"), private=False)
SURE = Question("sure")
CLOSING = Question("closing", lines=("changed", "thanks"))

QUESTIONS: Mapping[str, Question] = {
    question.id: question
    for question in (
        OPENNESS,
        LISTENED,
        GOAL,
        RATE,
        ATTEMPT,
        OUTCOME,
        DECIDED,
        TOPIC,
        SURE,
        CLOSING,
    )
}


@dataclass(frozen=True)
class Standpoint:
    """What one member had said by some moment."""

    role: Role
    goal: bool = False
    trying: bool = False
    sure_due: bool = False
    closed: bool = False


def standpoint(
    role: Role, answers: Iterable[Answer], goals: Sequence[datetime], sure: Sequence[datetime]
) -> Standpoint:
    """From the member's answers so far; `goals` are the moments at which goals were set, `sure`
    those from which on the number is asked, so far."""
    last: dict[str, datetime] = {}
    for answer in answers:
        last[answer.question] = max(answer.at, last.get(answer.question, answer.at))
    tried, told, number = (last.get(one.id) for one in (ATTEMPT, OUTCOME, SURE))
    return Standpoint(
        role,
        goal=bool(goals),
        trying=tried is not None and (told is None or told < tried),
        sure_due=bool(sure) and (number is None or number < max(sure)),
        closed=CLOSING.id in last,
    )


def choose(stage: Stage, at: Standpoint, asked: Counter[str]) -> Question | None:
    """The question after a talk in this stage; `asked` counts what this member was asked in it
    before."""
    candidates = _OF_STAGE[stage](at, asked)
    return min(candidates, key=lambda one: asked[one.id], default=None)


def _getting_to_know(_at: Standpoint, _asked: Counter[str]) -> tuple[Question, ...]:
    return (OPENNESS,)


def _expectations(at: Standpoint, _asked: Counter[str]) -> tuple[Question, ...]:
    if at.role is Role.MENTOR:
        return (LISTENED,)
    if not at.goal:
        return (GOAL,)
    return (SURE,) if at.sure_due else (RATE,)


def _learning(at: Standpoint, asked: Counter[str]) -> tuple[Question, ...]:
    """A mentee tries something and tells what came of it, by turns; the number is asked once
    in between, where its week has come."""
    if at.role is Role.MENTOR:
        return (LISTENED, TOPIC)
    if not at.goal and not asked[GOAL.id]:
        return (GOAL,)
    if at.sure_due and asked[ATTEMPT.id] and not asked[SURE.id]:
        return (SURE,)
    return (OUTCOME,) if at.trying else (ATTEMPT,)


def _independence(at: Standpoint, asked: Counter[str]) -> tuple[Question, ...]:
    if at.role is Role.MENTOR:
        return (TOPIC,)
    if at.sure_due and not asked[SURE.id]:
        return (SURE,)
    return (DECIDED, TOPIC)


def _transition(at: Standpoint, _asked: Counter[str]) -> tuple[Question, ...]:
    return () if at.closed else (CLOSING,)


_OF_STAGE = {
    Stage.GETTING_TO_KNOW: _getting_to_know,
    Stage.EXPECTATIONS: _expectations,
    Stage.LEARNING: _learning,
    Stage.INDEPENDENCE: _independence,
    Stage.TRANSITION: _transition,
}
