"""Who somebody is to us: the person row, and what Slack last said of her."""

from dataclasses import replace

from bot.domain.ids import new_id
from bot.domain.people import Person, PersonStatus
from bot.domain.refusals import refuse
from bot.ports import Profile, Unit


def meet(unit: Unit, workspace_id: str, profile: Profile) -> Person:
    """The person behind this profile, kept on first sight and brought up to date after.

    Raises Refused for bots and deactivated people.
    """
    if profile.bot or not profile.active:
        raise refuse("person.unknown")
    person = find(unit, workspace_id, profile.slack_id)
    if person is None:
        person = Person(
            id=new_id(),
            workspace_id=workspace_id,
            slack_id=profile.slack_id,
            zone=profile.zone,
            locale=profile.locale,
        )
        unit.people.add(person)
        return person
    current = replace(person, zone=profile.zone, locale=profile.locale)
    if not profile.guest:
        current = replace(current, status=PersonStatus.ACTIVE, gone_at=None, wake_at=None)
    if current != person:
        unit.people.save(current)
    return current


def find(unit: Unit, workspace_id: str, slack_id: str) -> Person | None:
    """The person with this Slack id, or None."""
    return unit.people.one(workspace_id=workspace_id, slack_id=slack_id)


def sketch(unit: Unit, workspace_id: str, profile: Profile) -> Person:
    """The person behind this profile; a stranger is drawn from the profile and not kept."""
    found = find(unit, workspace_id, profile.slack_id)
    return found or Person(
        new_id(), workspace_id, profile.slack_id, zone=profile.zone, locale=profile.locale
    )
