"""Goals: one sentence and how someone would see it, set, edited, rated by their author alone."""

from dataclasses import replace
from datetime import datetime

from bot.domain.access import shown
from bot.domain.facts import Fact, Quote, Several, Term
from bot.domain.goals import Goal, Rating
from bot.domain.ids import new_id
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role
from bot.domain.questions import LINE_MOST, NUMBERS, SURE
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import enrollment, people, programs


def author(unit: Unit, workspace_id: str, slack_id: str) -> Participant:
    """The mentee who may set a goal; raises Refused."""
    program = programs.current(unit, workspace_id)
    person = people.find(unit, workspace_id, slack_id)
    member = enrollment.participant(unit, program, person) if program and person else None
    if member is None or unit.roles.one(participant_id=member.id, role=Role.MENTEE) is None:
        raise refuse("goal.not_mentee")
    return member


def current(unit: Unit, participant_id: str) -> Goal | None:
    """The goal this participant works on, or None."""
    found = unit.goals.find(participant_id=participant_id, ended_at=None)
    return found[-1] if found else None


def keep(unit: Unit, participant_id: str, lines: tuple[str, ...], moment: datetime) -> Goal:
    """Set the goal, or reword it: `lines` are the sentence and how someone would see it.

    Raises Refused at the field where the sentence is missing or a line too long.
    """
    sentence, evidence = lines
    if not sentence:
        raise refuse("question.empty", at="sentence")
    for name, line in (("sentence", sentence), ("evidence", evidence)):
        if len(line) > LINE_MOST:
            raise refuse("question.long", at=name, most=LINE_MOST)
    known = current(unit, participant_id)
    if known is not None:
        worded = replace(known, sentence=sentence, evidence=evidence)
        unit.goals.save(worded)
        return worded
    goal = Goal(new_id(), participant_id, sentence, evidence, moment)
    unit.goals.add(goal)
    return goal


def rate(unit: Unit, participant_id: str, number: str, moment: datetime) -> Rating:
    """Say how close the goal is, 0 to 10; raises Refused without a goal or a number."""
    goal = current(unit, participant_id)
    if goal is None:
        raise refuse("goal.none")
    if number not in NUMBERS:
        raise refuse("question.number", at="number")
    rating = Rating(new_id(), goal.id, number, moment)
    unit.ratings.add(rating)
    return rating


def line_over_time(
    unit: Unit, participant: Participant, buttons: tuple[str, ...] | None = None
) -> Message | None:
    """A part of Home, for this person only: the goal, how close it was and how sure they were
    each time they said so; None before there is anything to see."""
    goal = current(unit, participant.id)
    said = unit.answers.find(participant_id=participant.id, question=SURE.id)
    mine = (participant.id,)
    sure = [shown(one.value, mine) for one in said]
    if goal is None:
        told = {"sure": _over_time("goal.sure", sure)}
        return Message("home.sure", participant.id, told, buttons) if sure else None
    rated = [shown(one.value, (goal.id,)) for one in unit.ratings.find(goal_id=goal.id)]
    facts: dict[str, Fact] = {
        "goal": Quote(shown(goal.sentence, mine)),
        "rated": _over_time("goal.rated", rated),
        "sure": _over_time("goal.sure", sure),
    }
    return Message("home.goal", participant.id, facts, buttons)


def _over_time(words: str, numbers: list[str]) -> Fact:
    """Numbers as their author reads them: each one, and in words where they began and are now."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return Term(f"{words}_once", {"number": numbers[0]})
    facts: dict[str, Fact] = {
        "first": numbers[0],
        "latest": numbers[-1],
        "numbers": Several(tuple(numbers)),
    }
    return Term(words, facts)
