"""What a person sets for herself: hours, volume, language, a quiet week, places as a mentor."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain import hours
from bot.domain.deliveries import State
from bot.domain.participants import Role, RoleTaken
from bot.domain.people import Hours, Person, Volume
from bot.domain.refusals import refuse
from bot.domain.settings import SETTINGS
from bot.ports import Profile, Unit
from bot.services import people, programs

SNOOZE_DAYS = 7
"""Days of quiet that one tick asks for, today included."""


@dataclass(frozen=True)
class Preferences:
    """What the form says; what it left out is None, and `places` is asked of mentors only."""

    days: tuple[int, ...]
    opens: time | None
    closes: time | None
    volume: Volume
    snoozed: bool
    language: str | None = None
    places: int | None = None


@dataclass(frozen=True)
class Known:
    """The person as she is now (not kept yet, where she is a stranger), and what holds."""

    person: Person
    said: Preferences


def known(unit: Unit, workspace_id: str, profile: Profile, moment: datetime) -> Known:
    """What holds for this person now."""
    person = people.sketch(unit, workspace_id, profile)
    role = _mentor(unit, workspace_id, person)
    said = Preferences(
        days=person.hours.days,
        opens=person.hours.opens,
        closes=person.hours.closes,
        volume=person.volume,
        snoozed=person.snoozed_until is not None and person.snoozed_until > moment,
        language=person.language,
        places=role.capacity if role else None,
    )
    return Known(person, said)


def change(
    unit: Unit,
    profile: tuple[str, Profile],
    said: Preferences,
    languages: Collection[str],
    moment: datetime,
) -> None:
    """Keep what was said (`profile` goes with its workspace id); it holds at once.

    Raises Refused at the field it concerns.
    """
    workspace_id, who = profile
    working = _checked(said, languages)
    person = people.meet(unit, workspace_id, who)
    unit.people.change(
        person.id,
        {},
        {
            "hours": working,
            "hours_set": True,
            "volume": said.volume,
            "language": said.language or person.language,
            "snoozed_until": _snooze(person, said.snoozed, moment),
        },
    )
    changed = unit.people.get(person.id)
    _keep_places(unit, workspace_id, changed, said.places, moment)
    replan(unit, changed, moment)


def replan(unit: Unit, person: Person, moment: datetime) -> None:
    """The person's hours or absence changed: her mentorships and all that waits for her are
    looked at anew."""
    places = unit.members.find(person_id=person.id)
    ids = tuple(one.mentorship_id for one in places)
    ended = {one.mentorship_id for one in unit.endings.find(mentorship_id=ids)}
    running = tuple(one for one in ids if one not in ended)
    for mentorship_id in running:
        unit.mentorships.change(mentorship_id, {}, {"wake_at": moment})
    look_again(unit, moment, person_id=person.id)
    look_again(unit, moment, mentorship_id=running, person_id=None)


def look_again(unit: Unit, moment: datetime, **equal: object) -> None:
    """What waits among these rows is asked anew at once, whatever it waited for."""
    for row in unit.deliveries.find(state=State.PENDING, **equal):
        at = max(row.due_at, moment)
        if row.next_at > at:
            unchanged = {"state": State.PENDING, "fence": row.fence}
            unit.deliveries.change(row.id, unchanged, {"next_at": at})


def _checked(said: Preferences, languages: Collection[str]) -> Hours:
    if not said.days or not set(said.days) <= set(range(7)):
        raise refuse("preferences.days", at="days")
    if said.opens is None:
        raise refuse("preferences.hour", at="opens")
    if said.closes is None or said.closes == said.opens:
        raise refuse("preferences.hour", at="closes")
    if said.language is not None and said.language not in languages:
        raise refuse("preferences.choice", at="language")
    if said.places is not None and not SETTINGS["capacity"].allows(said.places):
        raise refuse("preferences.choice", at="places")
    return Hours(tuple(sorted(said.days)), said.opens, said.closes)


def _snooze(person: Person, wanted: bool, moment: datetime) -> datetime | None:
    """Until when it is quiet: a quiet week goes on as it began."""
    if not wanted:
        return None
    if person.snoozed_until is not None and person.snoozed_until > moment:
        return person.snoozed_until
    day = hours.local_day(person, moment) + timedelta(days=SNOOZE_DAYS)
    return hours.day_start(person, day)


def _mentor(unit: Unit, workspace_id: str, person: Person) -> RoleTaken | None:
    program = programs.current(unit, workspace_id)
    mine = {"program_id": program.id, "person_id": person.id} if program else None
    member = unit.participants.one(**mine, left_at=None) if mine else None
    return unit.roles.one(participant_id=member.id, role=Role.MENTOR) if member else None


def _keep_places(
    unit: Unit, workspace_id: str, person: Person, places: int | None, moment: datetime
) -> None:
    role = _mentor(unit, workspace_id, person)
    if role is None or places is None or role.capacity == places:
        return
    unit.roles.change(role.id, {}, {"capacity": places})
    unit.deliveries.want(moment, template="joined", subject_id=role.participant_id)
    unit.deliveries.want(moment, template="channel.card", workspace_id=person.workspace_id)
