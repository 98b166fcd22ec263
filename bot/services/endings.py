"""Ending without blame: two taps, no reason; the partner is told later, and not by whom."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import endings
from bot.domain.deliveries import HEARTBEAT, About, Delivery, State, plan
from bot.domain.ids import new_id
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Ending, Member, Outcome
from bot.domain.participants import Role
from bot.ports import Unit
from bot.services import guarding, places, surveys
from bot.services.mentorships import Whole
from bot.services.questions import place

ASKING = (*HEARTBEAT, "stage", "survey")
"""The kinds of message that ask for a tap about a mentorship."""

INTRODUCTIONS = ("introduction", "introduction.copy")

LOOKED_AT = timedelta(weeks=3)
"""How far back somebody may still find a message and tap in it (ours)."""

TOLD = "ended.told"
"""The message that tells the partner."""


def end(unit: Unit, about: str, slack_id: str, moment: datetime) -> Whole:
    """End this mentorship; nothing is sent about it from now on. Raises Refused for others."""
    here = place(unit, about, slack_id)
    whole, member = here.whole, here.member
    if member.participant_id in whole.unaware:
        return _both(unit, whole, moment)
    ending_id = new_id()
    when = max(
        endings.announce_at(ending_id, partner, moment) for partner in whole.partners(member)
    )
    unit.endings.add(
        Ending(
            ending_id,
            whole.mentorship.id,
            moment,
            Outcome.CLOSED_NO_FAULT,
            announce_at=when,
            asked_by=member.participant_id,
        )
    )
    unit.deliveries.cancel("ended", mentorship_id=whole.mentorship.id)
    surveys.forget(unit, whole)
    spent(unit, whole, (member,), moment)
    unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)
    unit.mentorships.save(replace(whole.mentorship, wake_at=when))
    return whole


def _both(unit: Unit, whole: Whole, moment: datetime) -> Whole:
    """The partner ends it too, not knowing that it has ended: both know now, nobody is told."""
    ending = unit.endings.one(mentorship_id=whole.mentorship.id)
    if ending is not None:
        unit.endings.save(replace(ending, announce_at=None, asked_by=None))
        free_places(unit, whole)
        guarding.look(unit, whole, moment)
        spent(unit, whole, whole.members, moment)
        for member in whole.members:
            unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)
        program = whole.mentorship.program_id
        unit.deliveries.want(moment, template="channel.card", subject_id=program)
    return whole


def step(unit: Unit, whole: Whole, moment: datetime) -> datetime | None:
    """Tell the partner once the moment has come, and forget who asked; when to look again."""
    ending = unit.endings.one(mentorship_id=whole.mentorship.id)
    if ending is None or ending.asked_by is None or ending.announce_at is None:
        return None
    if moment < ending.announce_at:
        return ending.announce_at
    asker = ending.asked_by
    unit.endings.save(replace(ending, asked_by=None))
    free_places(unit, whole)
    guarding.look(unit, whole, moment)
    spent(unit, whole, whole.members, moment)
    program = unit.programs.get(whole.mentorship.program_id)
    for member in whole.members:
        if member.participant_id != asker:
            about = About(
                program.workspace_id,
                "ending",
                ending.id,
                member.person_id,
                whole.mentorship.id,
                program.id,
            )
            unit.deliveries.queue(plan("news", TOLD, about, ending.announce_at))
            unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)
    unit.deliveries.want(moment, template="channel.card", subject_id=program.id)
    return None


def spent(unit: Unit, whole: Whole, members: Iterable[Member], moment: datetime) -> None:
    """What these members know has ended asks them nothing any more: what still does loses its
    buttons, and so does the introduction once all of them know."""
    people: tuple[str | None, ...] = tuple(one.person_id for one in members)
    said = unit.deliveries.find(
        mentorship_id=whole.mentorship.id, person_id=people, kind=ASKING, state=State.SENT
    )
    recent = (one for one in said if one.due_at > moment - LOOKED_AT)
    unit.deliveries.want(moment, id=tuple(one.id for one in recent if _asks(unit, one)))
    readers = (*people, None) if len(people) == len(whole.members) else people
    unit.deliveries.want(
        moment, mentorship_id=whole.mentorship.id, person_id=readers, template=INTRODUCTIONS
    )


def _asks(unit: Unit, said: Delivery) -> bool:
    """Whether this message still asks for a tap: it was left alone, or its talk was not settled."""
    if said.answered_at is None:
        return True
    talk = unit.meetings.one(id=said.subject_id) if said.kind in HEARTBEAT else None
    return talk is not None and talk.state is MeetingState.PLANNED


def free_places(unit: Unit, whole: Whole) -> None:
    """The mentors get the places of this mentorship back, one for each mentee."""
    mentees = sum(one.role is Role.MENTEE for one in whole.members)
    for member in whole.members:
        if member.role is Role.MENTOR:
            for _ in range(mentees):
                places.free(unit, member.participant_id, whole.mentorship.type)
