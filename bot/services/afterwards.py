"""After an early end each is asked on their own what comes next: a match, a pause, nothing."""

from dataclasses import replace
from datetime import datetime

from bot.domain.endings import Wish
from bot.domain.facts import Fact, Term
from bot.domain.guards import EARLY
from bot.domain.ids import new_id
from bot.domain.mentorships import Answer, Ending, Member
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import enrollment, guards, locking, mentorships, people, programs, resting, rounds
from bot.services.mentorships import Whole

NEXT = "next"
"""What the answer is kept as; it is its author's alone."""

TEMPLATES = ("ended.told", "ended.lapsed")
"""The messages that ask."""


def say(unit: Unit, about: str, slack_id: str, wish: Wish, moment: datetime) -> Member:
    """Keep the answer to what comes next, and do it; a later one replaces it. `about` is the
    ending or the mentorship. Raises Refused for others, and for who has left the program."""
    whole, member = _mine(unit, about, slack_id)
    locking.participant(unit, unit.participants.get(member.participant_id))
    if unit.participants.get(member.participant_id).left_at is not None:
        raise refuse("leave.not_joined")
    fresh = _keep(unit, member, wish, moment)
    if _do(unit, member, wish, moment) or fresh:
        _show(unit, whole, member, moment)
    return member


def again(unit: Unit, workspace_id: str, slack_id: str, moment: datetime) -> None:
    """Somebody who wanted no match for now may be matched again; twice is once. Raises Refused
    for somebody who is not in the program."""
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    participant = enrollment.participant(unit, program, person) if program and person else None
    if participant is None:
        raise refuse("leave.not_joined")
    locking.participant(unit, participant)
    rested = [resting.over(unit, participant.id, role) for role in Role]
    if not any(rested):
        return
    for known in unit.answers.find(participant_id=participant.id, question=NEXT):
        if known.value == Wish.NOTHING:
            unit.answers.save(replace(known, value=Wish.MATCH, at=moment))
    unit.deliveries.want(moment, template=TEMPLATES, person_id=participant.person_id)
    unit.deliveries.want(moment, template="joined", subject_id=participant.id)


def said(unit: Unit, member: Member) -> Wish | None:
    """What this member answered after this mentorship, or None."""
    known = unit.answers.one(
        mentorship_id=member.mentorship_id, participant_id=member.participant_id, question=NEXT
    )
    return None if known is None else Wish(known.value)


def asks(ending: Ending) -> bool:
    """Whether those who were in it are asked what comes next."""
    return ending.outcome in EARLY


def followed(unit: Unit, member: Member, value: str) -> Message | None:
    """What this member reads in the place of the question; None before they answered."""
    wish = said(unit, member)
    if wish is None:
        return None
    if wish is not Wish.MATCH:
        return Message(f"next.{wish}", value)
    return Message(f"next.match.{member.role}", value, {"place": place(unit, member)})


def place(unit: Unit, member: Member) -> Fact:
    """One sentence about a mentor's place once a mentorship ended early; "" for a mentee."""
    if member.role is not Role.MENTOR:
        return ""
    waits = guards.standing(unit, member.participant_id, Role.MENTOR) is not None
    return Term("ended.place.word" if waits else "ended.place.free")


def _mine(unit: Unit, about: str, slack_id: str) -> tuple[Whole, Member]:
    """The mentorship that ended early, as far as this person knows, and her place in it."""
    ending = unit.endings.one(id=about) or unit.endings.one(mentorship_id=about)
    whole = mentorships.whole(unit, ending.mentorship_id) if ending else None
    member = whole.member(slack_id) if whole else None
    if ending is None or whole is None or member is None or not asks(ending):
        raise refuse("mentorship.not_yours")
    if not whole.ended_for(member):
        raise refuse("mentorship.not_yours")
    return whole, member


def _do(unit: Unit, member: Member, wish: Wish, moment: datetime) -> bool:
    """Do what was answered; whether matching with this member is otherwise than before."""
    mark = resting.begin if wish is Wish.NOTHING else resting.over
    changed = mark(unit, member.participant_id, member.role)
    if member.role is Role.MENTEE:
        participant = unit.participants.get(member.participant_id)
        if wish is Wish.NOTHING:
            rounds.withdraw_idle(unit, participant, moment)
        elif wish is Wish.MATCH and not enrollment.is_matched(unit, participant):
            program = unit.programs.get(participant.program_id)
            rounds.wait(unit, program, participant, moment)
    return changed


def _keep(unit: Unit, member: Member, wish: Wish, moment: datetime) -> bool:
    """Keep the answer in the place of an earlier one; whether it is another."""
    known = unit.answers.one(
        mentorship_id=member.mentorship_id, participant_id=member.participant_id, question=NEXT
    )
    if known is None:
        ids = (new_id(), member.mentorship_id, member.participant_id)
        unit.answers.add(Answer(*ids, NEXT, wish, moment))
    elif known.value != wish:
        unit.answers.save(replace(known, value=wish, at=moment))
    return known is None or known.value != wish


def _show(unit: Unit, whole: Whole, member: Member, moment: datetime) -> None:
    mentorship_id = whole.mentorship.id
    unit.deliveries.want(
        moment, template=TEMPLATES, mentorship_id=mentorship_id, person_id=member.person_id
    )
    unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)
