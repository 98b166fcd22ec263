"""Leavers: what Slack says of somebody we know is taken over, and a leaver is frozen at once.

Two working days later matches end and partners read so, neutrally. Where many are deactivated
within an hour, it may be a mistake: everything waits until a coordinator says what it was.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import hours, workdays
from bot.domain.deliveries import About, State, plan
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome
from bot.domain.people import Person, PersonStatus
from bot.domain.programs import Audit
from bot.domain.refusals import refuse
from bot.ports import Profile, Unit
from bot.services import endings, leaving, mentorships, people, programs
from bot.services.mentorships import Whole
from bot.services.preferences import replan

MANY_SHARE = 0.05
"""The share of the people we know whose leaving within an hour stops everything (product)."""

MANY_LEAST = 3
"""As many at least, since one of ten is more than a twentieth too (ours)."""

HOUR = timedelta(hours=1)
TOLD_AFTER = 2
"""Working days of the partner after which she is told (docs/mentoring.md)."""

QUESTION, TOLD, DEACTIVATED = "leavers.many", "partner.gone", "deactivated"
"""The question to coordinators, the word to partners, and why a message was dropped."""


def changed(unit: Unit, workspace_id: str, profile: Profile, moment: datetime) -> None:
    """Take over what Slack says of somebody we know: zone, locale, deactivation, guest or not.

    Who is no longer with us is frozen, and her queued messages are dropped at once.
    """
    unit.workspaces.change(workspace_id, {}, {"id": workspace_id})
    person = people.find(unit, workspace_id, profile.slack_id)
    if person is None:
        return
    seen = {"zone": profile.zone, "locale": profile.locale, "checked_at": moment}
    unit.people.change(person.id, {}, seen)
    here = profile.active and (not profile.guest or _admits_guests(unit, workspace_id))
    if not here and person.status is PersonStatus.ACTIVE:
        _goes(unit, unit.people.get(person.id), moment)
    elif here and person.status is not PersonStatus.ACTIVE:
        _returns(unit, person, moment)
    elif here and profile.zone != person.zone:
        replan(unit, unit.people.get(person.id), moment)


def held(unit: Unit, workspace_id: str) -> tuple[Person, ...]:
    """Those whose leaving a coordinator has still to say something about."""
    return unit.people.find(workspace_id=workspace_id, status=PersonStatus.HELD)


def confirm(unit: Unit, workspace_id: str, by: str, moment: datetime) -> None:
    """They did leave: each is frozen, and what follows takes its course. Raises Refused where
    nothing waits for an answer any more."""
    waiting = held(unit, workspace_id)
    if not waiting:
        raise refuse("leavers.settled")
    for person in waiting:
        unit.people.change(person.id, {}, {"status": PersonStatus.GONE})
        _freeze(unit, person, moment)
    _note(unit, workspace_id, (by, "leavers.confirmed", len(waiting)), moment)


def keep(unit: Unit, workspace_id: str, by: str, moment: datetime) -> None:
    """It was a mistake: everything waits until Slack shows each of them active again. Raises
    Refused where nothing waits for an answer any more."""
    waiting = held(unit, workspace_id)
    if not waiting:
        raise refuse("leavers.settled")
    _note(unit, workspace_id, (by, "leavers.kept", len(waiting)), moment)


def wake(unit: Unit, person: Person, moment: datetime) -> None:
    """Two working days are over: whoever is still gone leaves every program."""
    unit.people.change(person.id, {}, {"wake_at": None})
    if person.status is not PersonStatus.GONE:
        return
    for member in unit.participants.find(person_id=person.id, left_at=None):
        for place in unit.members.find(participant_id=member.id):
            _end(unit, mentorships.whole(unit, place.mentorship_id), person, moment)
        leaving.go(unit, member, DEACTIVATED, moment)


# --- going and coming back ------------------------------------------------------------------------


def _goes(unit: Unit, person: Person, moment: datetime) -> None:
    """Gone, unless so many go at once that somebody has to look first."""
    gone = {"status": PersonStatus.GONE, "gone_at": moment}
    unit.people.change(person.id, {}, gone)
    batch = _lately(unit, person.workspace_id, moment)
    everybody = len(unit.people.find(workspace_id=person.workspace_id, status=PersonStatus.ACTIVE))
    many = max(MANY_LEAST - 1, MANY_SHARE * (everybody + len(batch)))
    if len(batch) > many or held(unit, person.workspace_id):
        _hold(unit, person.workspace_id, batch, moment)
    else:
        _freeze(unit, person, moment)


def _lately(unit: Unit, workspace_id: str, moment: datetime) -> list[Person]:
    """Who went within the last hour."""
    away = (PersonStatus.GONE, PersonStatus.HELD)
    found = unit.people.find(workspace_id=workspace_id, status=away)
    return [one for one in found if one.gone_at and one.gone_at > moment - HOUR]


def _freeze(unit: Unit, person: Person, moment: datetime) -> None:
    """Nothing goes to her, nothing about her matches; her partners are told later."""
    unit.deliveries.cancel(DEACTIVATED, person_id=person.id)
    running = _running(unit, person)
    for whole in running:
        unit.deliveries.cancel(DEACTIVATED, mentorship_id=whole.mentorship.id)
    partners = [one for whole in running for one in whole.everyone() if one.id != person.id]
    told = max(_told_at(one, moment) for one in partners or [person])
    unit.people.change(person.id, {}, {"wake_at": told})


def _told_at(partner: Person, moment: datetime) -> datetime:
    today = hours.local_day(partner, moment)
    day = workdays.add_workdays(today, TOLD_AFTER, partner.hours.days)
    return hours.instant(day, hours.window(partner)[0], partner.zone)


def _hold(unit: Unit, workspace_id: str, batch: Iterable[Person], moment: datetime) -> None:
    """Nothing is dropped and nobody is told; what was dropped within the hour comes back."""
    asked = bool(held(unit, workspace_id))
    for person in batch:
        waits = {"status": PersonStatus.HELD, "wake_at": None}
        unit.people.change(person.id, {"status": PersonStatus.GONE}, waits)
        _restore(unit, moment, person_id=person.id)
        for whole in _running(unit, person):
            _restore(unit, moment, mentorship_id=whole.mentorship.id)
    if not asked:
        about = About(workspace_id, "leavers", moment.isoformat())
        unit.deliveries.queue(plan("card", QUESTION, about, moment))
    unit.deliveries.want(moment, template=QUESTION, workspace_id=workspace_id)


def _restore(unit: Unit, moment: datetime, **equal: object) -> None:
    dropped = {"state": State.SKIPPED, "reason": DEACTIVATED}
    back = {"state": State.PENDING, "reason": None, "next_at": moment}
    for row in unit.deliveries.find(**dropped, **equal):
        unit.deliveries.change(row.id, dropped, back)


def _returns(unit: Unit, person: Person, moment: datetime) -> None:
    """Slack shows her active again: what still stands goes on."""
    back = {"status": PersonStatus.ACTIVE, "gone_at": None, "wake_at": None}
    unit.people.change(person.id, {}, back)
    replan(unit, unit.people.get(person.id), moment)
    unit.deliveries.want(moment, template=QUESTION, workspace_id=person.workspace_id)


# --- the end of what she was in -------------------------------------------------------------------


def _running(unit: Unit, person: Person) -> list[Whole]:
    """The mentorships of this person that nobody has ended."""
    places = unit.members.find(person_id=person.id)
    found = [mentorships.whole(unit, one.mentorship_id) for one in places]
    return [whole for whole in found if not whole.ended]


def _end(unit: Unit, whole: Whole, person: Person, moment: datetime) -> None:
    """It ends through nobody's fault; whoever was in it with her reads so once."""
    if whole.ended:
        return
    ended = Ending(new_id(), whole.mentorship.id, moment, Outcome.CLOSED_OTHER)
    unit.endings.add(ended)
    unit.mentorships.change(whole.mentorship.id, {}, {"wake_at": None})
    unit.deliveries.cancel(DEACTIVATED, mentorship_id=whole.mentorship.id)
    endings.free_places(unit, whole)
    endings.spent(unit, whole, whole.members, moment)
    program = unit.programs.get(whole.mentorship.program_id)
    for member in whole.members:
        if member.person_id != person.id:
            about = About(
                program.workspace_id,
                "ending",
                ended.id,
                member.person_id,
                whole.mentorship.id,
                program.id,
            )
            unit.deliveries.queue(plan("news", TOLD, about, moment))
            unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)


def _admits_guests(unit: Unit, workspace_id: str) -> bool:
    program = programs.current(unit, workspace_id)
    return program is not None and bool(programs.setting(program, "guests"))


def _note(unit: Unit, workspace_id: str, said: tuple[str, str, int], moment: datetime) -> None:
    by, action, count = said
    audit = Audit(new_id(), workspace_id, moment, by, action, workspace_id, {"people": count})
    unit.audits.add(audit)
    unit.deliveries.want(moment, template=QUESTION, workspace_id=workspace_id)
