"""Which message of the library is due for whom: by stage, days in it, and what is true now."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.mentorships import Stage
from bot.domain.participants import Role
from bot.domain.stages import PROGRAM_WEEKS, Course
from bot.domain.words import Audience, Text


@dataclass(frozen=True)
class Facts:
    """What is true of one member now. `rated` and `sure_due` are about numbers: was the goal
    rated in the last three weeks, is the number of these weeks still open; `agreed`: did this
    member say that the lines on how the two work look right."""

    goal: bool = False
    rated: bool = False
    tried: bool = False
    sure_due: bool = False
    closed: bool = False
    agreed: bool = False
    planned: bool = False


PREDICATES: Mapping[str, Callable[[Facts], bool]] = {
    "no_goal": lambda facts: not facts.goal,
    "has_goal": lambda facts: facts.goal,
    "goal_not_rated": lambda facts: facts.goal and not facts.rated,
    "nothing_tried": lambda facts: not facts.tried,
    "number_due": lambda facts: facts.sure_due,
    "not_agreed": lambda facts: not facts.agreed,
    "not_closed": lambda facts: not facts.closed,
    "no_talk_ahead": lambda facts: not facts.planned,
}
"""The closed list of conditions that a message's `when` may name (docs/delivery.md)."""


def holds(when: Iterable[str], facts: Facts) -> bool:
    """Whether all these conditions are met; KeyError: an unknown one."""
    return all(PREDICATES[name](facts) for name in when)


@dataclass(frozen=True)
class Moment:
    """Where one member stands now: role, stage, days in it (rests not counted), and facts."""

    role: Role
    stage: Stage
    days: float
    facts: Facts


def due(
    library: Iterable[Text], here: Moment, course: Course, said: Collection[str]
) -> Text | None:
    """The message of the stage that is due first and was not said yet; None without one."""
    readers = (Audience.BOTH, Audience(here.role))
    found = [
        text
        for text in library
        if text.kind == "stage"
        and text.stage is here.stage
        and text.role in readers
        and text.id not in said
        and (text.after or 0) * course.weeks / PROGRAM_WEEKS <= here.days
        and holds(text.when, here.facts)
    ]
    return min(found, key=lambda text: (text.after or 0, text.id), default=None)
