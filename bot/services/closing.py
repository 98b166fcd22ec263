"""Rounding off: three questions in one form, a thank-you that goes over, one receipt each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import endings
from bot.domain.access import shown
from bot.domain.deliveries import About, plan
from bot.domain.endings import Next
from bot.domain.facts import Fact, Quote, Term
from bot.domain.ids import new_id
from bot.domain.mentorships import Answer, Ending, Stage
from bot.domain.questions import CLOSING, LINE_MOST, NUMBERS, OPENNESS, SURE
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import evidence, goals, lasting, mentorships, surveys
from bot.services.endings import free_places, spent
from bot.services.mentorships import Whole
from bot.services.questions import Place, place, show, thank

CHANGED, THANKS = "closing.changed", "closing.thanks"
"""What the two lines are kept as; the wish is kept as `closing`."""

RECEIPT = "ended.closed"
"""The one receipt each gets once a mentorship is rounded off."""


@dataclass(frozen=True)
class Start:
    """What the form shows beside its questions: a person's own beginning, for her alone."""

    place: Place
    lines: tuple[Fact, ...]
    said: Mapping[str, str]


def form(unit: Unit, about: str, slack_id: str) -> Start:
    """The form for this person; raises Refused outside the last stage."""
    here = _open(unit, about, slack_id)
    said = evidence.answers(unit, here.whole, here.member)
    lines: list[Fact] = []
    mine = (here.member.participant_id,)
    goal = goals.current(unit, here.member.participant_id)
    if goal is not None:
        lines.append(Term("closing.start.goal", {"goal": Quote(shown(goal.sentence, mine))}))
    first = next((one for one in said if one.question == OPENNESS.id), None)
    if first is not None:
        easy = Term(f"closing.start.how.{shown(first.value, mine)}")
        lines.append(Term("closing.start.openness", {"how": easy}))
    sure = next((one for one in said if one.question == SURE.id), None)
    if sure is not None:
        lines.append(Term("closing.start.sure", {"number": shown(sure.value, mine)}))
    known = {one.question: shown(one.value, mine) for one in said}
    filled = {"changed": known.get(CHANGED, ""), "thanks": known.get(THANKS, "")}
    return Start(here, tuple(lines), filled | {"next": known.get(CLOSING.id, "")})


def keep(
    unit: Unit, about: str, slack_id: str, fields: Mapping[str, str], moment: datetime
) -> None:
    """Keep the three answers; the thanks go to the partner. Once everybody has answered, the
    mentorship is rounded off. Raises Refused at the field it concerns.

    Somebody who has not been told yet that it ended keeps their answers; nothing is sent.
    """
    here = _open(unit, about, slack_id)
    _check(fields)
    wish = Next(fields["next"])
    if fields.get("number"):
        _answer(unit, here, SURE.id, fields["number"], moment)
    if fields.get("changed"):
        _answer(unit, here, CHANGED, fields["changed"], moment)
    if fields.get("thanks"):
        _thank(unit, here, _answer(unit, here, THANKS, fields["thanks"], moment), moment)
    _answer(unit, here, CLOSING.id, wish, moment)
    show(unit, here, moment)
    thank(unit, here, moment)
    everybody = len(wishes(unit, here.whole)) == len(here.whole.members)
    if everybody and not here.whole.ended:
        _finish(unit, here.whole, moment)


def wishes(unit: Unit, whole: Whole) -> tuple[Next, ...]:
    """What those who answered would like next."""
    found = [
        evidence.last(evidence.answers(unit, whole, member), CLOSING.id) for member in whole.members
    ]
    return tuple(Next(one.value) for one in found if one is not None)


def step(unit: Unit, whole: Whole, moment: datetime) -> datetime | None:
    """The calendar closes what nobody rounded off; when that is, or None once it is done."""
    until = evidence.course(unit, whole).leaves(Stage.TRANSITION)
    if moment < until:
        return until
    _finish(unit, whole, moment)
    return None


def _open(unit: Unit, about: str, slack_id: str) -> Place:
    here = place(unit, about, slack_id)
    if mentorships.stage(unit, here.whole.mentorship.id) is not Stage.TRANSITION:
        raise refuse("closing.not_yet")
    return here


def _check(fields: Mapping[str, str]) -> None:
    for name in CLOSING.lines:
        if len(fields.get(name, "")) > LINE_MOST:
            raise refuse("question.long", at=name, most=LINE_MOST)
    if fields.get("number") and fields["number"] not in NUMBERS:
        raise refuse("question.number", at="number")
    if fields.get("next") not in tuple(Next):
        raise refuse("closing.next", at="next")


def _answer(unit: Unit, here: Place, question: str, value: str, moment: datetime) -> Answer:
    """One answer of the form, replaced where the form is sent again; a number counts anew."""
    mentorship_id, participant_id = here.whole.mentorship.id, here.member.participant_id
    known = unit.answers.one(
        mentorship_id=mentorship_id, participant_id=participant_id, question=question
    )
    if known is not None and question != SURE.id:
        kept = replace(known, value=value, at=moment)
        unit.answers.save(kept)
        return kept
    kept = Answer(new_id(), mentorship_id, participant_id, question, value, moment)
    unit.answers.add(kept)
    return kept


def _thank(unit: Unit, here: Place, thanks: Answer, moment: datetime) -> None:
    """The thanks go over once, as they are when they are sent; not to somebody who has left."""
    if here.whole.ended:
        return
    for person in here.whole.partners(here.member):
        about = _about(unit, here.whole, ("answer", thanks.id), person.id)
        unit.deliveries.queue(plan("news", "thanks", about, moment))


def _finish(unit: Unit, whole: Whole, moment: datetime) -> None:
    """The mentorship ends: places are free again, each gets one receipt."""
    course = evidence.course(unit, whole)
    kept = endings.outcome(wishes(unit, whole), len(whole.members), course, moment)
    ending = Ending(new_id(), whole.mentorship.id, moment, kept)
    unit.endings.add(ending)
    unit.deliveries.cancel("ended", mentorship_id=whole.mentorship.id)
    surveys.forget(unit, whole)
    free_places(unit, whole)
    spent(unit, whole, whole.members, moment)
    for member in whole.members:
        about = _about(unit, whole, ("ending", ending.id), member.person_id)
        unit.deliveries.queue(plan("answer", RECEIPT, about, moment))
        unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)
        show(unit, Place(whole, member), moment)
    unit.deliveries.want(moment, template="channel.card", subject_id=whole.mentorship.program_id)
    unit.mentorships.change(whole.mentorship.id, {}, {"wake_at": lasting.step(unit, whole, moment)})


def _about(unit: Unit, whole: Whole, subject: tuple[str, str], person_id: str) -> About:
    program = unit.programs.get(whole.mentorship.program_id)
    kind, subject_id = subject
    return About(program.workspace_id, kind, subject_id, person_id, whole.mentorship.id, program.id)
