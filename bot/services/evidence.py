"""What taps have shown of a mentorship and of one member: facts for rules, never for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import questions, stages
from bot.domain.agreements import Agreement
from bot.domain.goals import Goal
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Answer, Member, StageEntry
from bot.domain.participants import Role
from bot.domain.prompts import Facts
from bot.domain.questions import ATTEMPT, DECIDED, OUTCOME, SURE_WEEKS, Standpoint
from bot.domain.stages import Course, Evidence
from bot.ports import Unit
from bot.services import mentorships
from bot.services.mentorships import Whole

_RATED_FOR = timedelta(weeks=3)
"""How long a rating of a goal is fresh (docs/mentoring.md)."""


def course(unit: Unit, whole: Whole) -> Course:
    """The weeks of this mentorship, everybody's pauses taken out."""
    people = tuple(one.person_id for one in whole.members)
    own = unit.pauses.find(mentorship_id=whole.mentorship.id)
    return stages.course(whole.mentorship, (*own, *unit.pauses.find(person_id=people)))


def entries(unit: Unit, mentorship_id: str) -> tuple[StageEntry, ...]:
    """The stages it went through, in order; the last one is where it is."""
    found = unit.stage_entries.find(mentorship_id=mentorship_id)
    return tuple(sorted(found, key=lambda one: one.seq))


def held(unit: Unit, mentorship_id: str) -> tuple[Meeting, ...]:
    """The talks that were held, in the order in which that was told."""
    found = unit.meetings.find(mentorship_id=mentorship_id, state=MeetingState.HELD)
    return tuple(sorted(found, key=told_at))


def told_at(meeting: Meeting) -> datetime:
    """When somebody said what became of this talk; raises ValueError where nobody did."""
    if meeting.settled_at is None:
        raise ValueError(f"nobody said what became of {meeting.id}")
    return meeting.settled_at


def agreement(unit: Unit, mentorship_id: str) -> Agreement | None:
    """The newest version of how the two work together, None before anybody looked."""
    found = unit.agreements.find(mentorship_id=mentorship_id)
    return max(found, key=lambda one: one.version, default=None)


def confirmed(unit: Unit, mentorship_id: str) -> frozenset[str]:
    """The participants who said that the newest version looks right."""
    newest = agreement(unit, mentorship_id)
    found = unit.confirmations.find(agreement_id=newest.id) if newest else ()
    return frozenset(one.participant_id for one in found)


def answers(unit: Unit, whole: Whole, member: Member) -> tuple[Answer, ...]:
    """What this member answered in this mentorship."""
    return unit.answers.find(
        mentorship_id=whole.mentorship.id, participant_id=member.participant_id
    )


def of_stage(unit: Unit, whole: Whole, entry: StageEntry) -> Evidence:
    """What the taps have shown since this stage began."""
    mentees = [one for one in whole.members if one.role is Role.MENTEE]
    said = [one for mentee in mentees for one in answers(unit, whole, mentee) if one.at >= entry.at]
    goals = [_goal(unit, mentee.participant_id) for mentee in mentees]
    return Evidence(
        talks=sum(told_at(one) > entry.at for one in held(unit, whole.mentorship.id)),
        goal=any(goal is not None for goal in goals),
        planned=mentorships.planned(unit, whole.mentorship.id) is not None,
        agreed=confirmed(unit, whole.mentorship.id)
        >= {one.participant_id for one in whole.members},
        attempts=sum(one.question == ATTEMPT.id for one in said),
        outcomes=sum(one.question == OUTCOME.id for one in said),
        decided=sum(one.question == DECIDED.id and one.value == "yes" for one in said),
    )


@dataclass(frozen=True)
class Told:
    """What one member told, and the moments from which on the number is asked."""

    member: Member
    answers: tuple[Answer, ...]
    goals: tuple[Goal, ...]
    sure_from: tuple[datetime, ...]

    def at(self, moment: datetime, but: str | None = None) -> Standpoint:
        """Where she stood at this moment; answers after the talk `but` are left out."""
        said = [one for one in self.answers if one.at <= moment and one.meeting_id != but]
        own = {one.value for one in self.answers if one.meeting_id == but and but}
        return questions.standpoint(
            self.member.role,
            said,
            [one.set_at for one in self.goals if one.set_at <= moment and one.id not in own],
            [one for one in self.sure_from if one <= moment],
        )

    @property
    def trying(self) -> bool:
        """Whether something was to be tried of which nothing was told yet."""
        latest = max((one.at for one in self.answers), default=None)
        return latest is not None and self.at(latest).trying


def told(unit: Unit, whole: Whole, member: Member) -> Told:
    """Everything this member told in this mentorship."""
    weeks = course(unit, whole)
    goals = unit.goals.find(participant_id=member.participant_id, ended_at=None)
    sure_from = tuple(weeks.week(number) for number in SURE_WEEKS)
    return Told(member, answers(unit, whole, member), goals, sure_from)


def facts(unit: Unit, whole: Whole, member: Member, moment: datetime) -> Facts:
    """What is true of this member, as the library's conditions ask for it; `moment` says which
    weeks have come and which stage it was, answers count whenever they came."""
    said = told(unit, whole, member)
    stands = questions.standpoint(
        member.role, said.answers, (), [one for one in said.sure_from if one <= moment]
    )
    goal = _goal(unit, member.participant_id)
    ratings = unit.ratings.find(goal_id=goal.id) if goal else ()
    passed = entries(unit, whole.mentorship.id)
    entry = [one for one in passed if one.at <= moment or one is passed[0]][-1]
    return Facts(
        goal=goal is not None,
        rated=any(one.at > moment - _RATED_FOR for one in ratings),
        tried=_since(said.answers, ATTEMPT.id, entry.at),
        sure_due=stands.sure_due,
        closed=stands.closed,
        agreed=member.participant_id in confirmed(unit, whole.mentorship.id),
        planned=mentorships.planned(unit, whole.mentorship.id) is not None,
    )


def last(said: Iterable[Answer], question: str) -> Answer | None:
    """The latest answer to this question."""
    return max((one for one in said if one.question == question), key=_at, default=None)


def _goal(unit: Unit, participant_id: str) -> Goal | None:
    found = unit.goals.find(participant_id=participant_id, ended_at=None)
    return found[-1] if found else None


def _since(said: Iterable[Answer], question: str, since: datetime) -> bool:
    return any(one.question == question and one.at >= since for one in said)


def _at(answer: Answer) -> datetime:
    return answer.at
