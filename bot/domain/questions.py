"""The rotating question after each meeting: one tap, chosen by the stage."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.mentorships import Stage


@dataclass(frozen=True)
class Question:
    """A question answered by one tap; `private`: its answer is its author's alone."""

    id: str
    stage: Stage
    choices: tuple[str, ...]
    private: bool

    @property
    def buttons(self) -> tuple[str, ...]:
        """The ids of its buttons, one per choice."""
        return tuple(f"{self.id}.{choice}" for choice in self.choices)


QUESTIONS: Mapping[str, Question] = {
    question.id: question
    for question in (
        Question("openness", Stage.GETTING_TO_KNOW, ("easy", "mostly", "not_yet"), private=True),
    )
}


def for_stage(stage: Stage) -> Question | None:
    """The question asked after a meeting in this stage."""
    return next((one for one in QUESTIONS.values() if one.stage is stage), None)
