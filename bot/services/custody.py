"""What whoever runs the bot may do with one person's data: give it, hold it; each is noted."""

from datetime import datetime

from bot.domain.custody import Hold, HoldReason
from bot.domain.ids import new_id
from bot.domain.people import Person
from bot.domain.programs import Audit
from bot.ports import Dossier, Unit

ACTOR = "server"
"""How the record calls whoever runs a command on the server."""


def find(unit: Unit, slack_id: str) -> tuple[Person, ...]:
    """The people with this Slack id, one for each workspace."""
    return unit.people.find(slack_id=slack_id)


def export(unit: Unit, person: Person, moment: datetime) -> Dossier:
    """Everything that is kept about this person; that it was given is noted."""
    _note(unit, person, "person.exported", moment)
    return unit.dossier(person.id)


def held(unit: Unit, person: Person) -> Hold | None:
    """The legal hold on this person's data, if one stands."""
    return unit.holds.one(person_id=person.id)


def hold(unit: Unit, person: Person, reason: HoldReason, moment: datetime) -> bool:
    """Nothing of this person's is deleted from now on; False where a hold stands already."""
    if held(unit, person) is not None:
        return False
    unit.holds.add(Hold(new_id(), person.id, reason, moment))
    _note(unit, person, "person.held", moment, reason=reason)
    return True


def release(unit: Unit, person: Person, moment: datetime) -> bool:
    """The hold is over; False where none stands."""
    found = held(unit, person)
    if found is None:
        return False
    unit.holds.remove(found.id)
    _note(unit, person, "person.released", moment)
    return True


def _note(unit: Unit, person: Person, action: str, moment: datetime, **detail: str) -> None:
    at = (person.workspace_id, moment)
    unit.audits.add(Audit(new_id(), *at, ACTOR, action, person.slack_id, dict(detail)))
