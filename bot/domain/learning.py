"""Learning: one-minute reads, plans for a talk and single ideas, by role and by stage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mentorships import Stage
from bot.domain.participants import Role
from bot.domain.words import Audience, Text

READ, PLAN, IDEA, ABOUT = "read.", "plan.", "idea.", "about."
"""How the ids of reads, plans, ideas and texts about mentoring itself begin."""

BEFORE = "before"
"""The time before a mentorship, as the ids of ideas name it."""

COUNTED_FROM = 5
"""People from which on reads are counted for coordinators: fewer would tell of persons."""

_STAGES = tuple(Stage)


@dataclass(frozen=True)
class Lesson:
    """A read that a participant has done; which one is hers alone (sealed)."""

    id: str
    participant_id: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: the roles taken, what was read, and the stage with the days in it,
    as far as there is a mentorship."""

    roles: frozenset[Role]
    done: frozenset[str]
    stage: Stage | None = None
    days: int = 0


def shelf(texts: Iterable[Text], kind: str, roles: Iterable[Role]) -> tuple[Text, ...]:
    """The reads or plans for these roles, in the order of the stages and the days in them."""
    audience = {Audience.BOTH, Audience.ANYONE, *(Audience(role) for role in roles)}
    found = [text for text in texts if text.id.startswith(kind) and text.role in audience]
    return tuple(sorted(found, key=_place))


def next_read(reads: Sequence[Text], here: Standing) -> Text | None:
    """The first read not done yet whose time has come; before a mentorship that is its first
    stage."""
    for text in reads:
        if text.id not in here.done and _has_come(text, here):
            return text
    return None


def plan(plans: Sequence[Text], here: Standing) -> Text | None:
    """The plan for the talk that comes next: the latest of this stage whose day has come."""
    fitting = [text for text in plans if text.stage in (here.stage or _STAGES[0], None)]
    come = [text for text in fitting if _has_come(text, here)] or fitting or list(plans)
    return come[-1] if come else None


def ideas(ids: Iterable[str], role: Role, here: Standing) -> tuple[str, ...]:
    """The ids of the ideas for this role where somebody stands now."""
    start = f"{IDEA}{here.stage or BEFORE}.{role}."
    return tuple(sorted(one for one in ids if one.startswith(start)))


def following(ids: Sequence[str], shown: str, moment: datetime) -> str | None:
    """The idea after the one that is shown; else the one of the day."""
    if not ids:
        return None
    at = ids.index(shown) + 1 if shown in ids else moment.toordinal()
    return ids[at % len(ids)]


def _place(text: Text) -> tuple[int, int, str]:
    stage = _STAGES.index(text.stage) if text.stage else len(_STAGES)
    return stage, text.after or 0, text.id


def _has_come(text: Text, here: Standing) -> bool:
    if text.stage is None:
        return True
    stage, now = _STAGES.index(text.stage), _STAGES.index(here.stage or _STAGES[0])
    waits = here.stage is not None and stage == now and (text.after or 0) > here.days
    return stage <= now and not (waits and now > 0)
