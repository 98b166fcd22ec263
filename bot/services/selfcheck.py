"""A look at oneself in six items: a mentee's own, kept over time and shown to nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import hours, selfcheck
from bot.domain.access import shown
from bot.domain.facts import Day
from bot.domain.ids import new_id
from bot.domain.mentorships import Answer
from bot.domain.participants import Role
from bot.domain.refusals import refuse
from bot.domain.selfcheck import ITEMS, SELF_CHECK
from bot.ports import Unit
from bot.services.questions import Place, place

SHOWN = 4
"""The latest looks that stand beside an item."""


@dataclass(frozen=True)
class Look:
    """What was said on one day, by item."""

    day: Day
    said: Mapping[str, str]


def looks(unit: Unit, about: str, slack_id: str) -> tuple[Look, ...]:
    """The latest looks of this mentee, oldest first; `about` is a mentorship or one of its talks.
    Raises Refused for others."""
    here = _mine(unit, about, slack_id)
    member = here.member
    mine = (member.participant_id,)
    found = unit.answers.find(participant_id=member.participant_id, question=SELF_CHECK)
    zone = here.whole.person(member).zone
    return tuple(
        Look(Day(hours.local(one.at, zone).date()), selfcheck.unpacked(shown(one.value, mine)))
        for one in found[-SHOWN:]
    )


def before(taken: tuple[Look, ...], item: str) -> tuple[tuple[Day, str], ...]:
    """What was said to this item on which day."""
    return tuple((one.day, one.said[item]) for one in taken if item in one.said)


def keep(unit: Unit, about: str, slack_id: str, said: Mapping[str, str], moment: datetime) -> None:
    """Keep one look; each counts anew. Raises Refused at the field it concerns, and for others."""
    here = _mine(unit, about, slack_id)
    value = selfcheck.packed({name: said.get(name, "") for name in ITEMS})
    ids = (new_id(), here.whole.mentorship.id, here.member.participant_id)
    unit.answers.add(Answer(*ids, SELF_CHECK, value, moment))


def _mine(unit: Unit, about: str, slack_id: str) -> Place:
    here = place(unit, about, slack_id)
    if here.member.role is not Role.MENTEE:
        raise refuse("selfcheck.mentee")
    return here
