"""One talk of half an hour about one question: asked of whoever fits best, then the next; and
afterwards, only if both wish, the whole mentorship."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import types
from bot.content.types import FLASH
from bot.domain.deliveries import About, plan
from bot.domain.ids import new_id
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Answer, Ending, Member, Outcome
from bot.domain.participants import Participant, Role
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.requests import Request
from bot.domain.rounds import CHOICES_MOST
from bot.ports import Unit
from bot.services import (
    enrollment,
    locking,
    mentorships,
    programs,
    requests,
    rounds,
    suggestions,
)
from bot.services.mentorships import Whole
from bot.services.pool import Pool

QUESTION_MOST = requests.LINE_MOST
"""Characters of the one question."""

AGAIN = "flash.again"
"""The question to both after the talk, and the message that carries it."""

YES, NO = "yes", "no"

ASKED_AFTER = timedelta(days=1)
"""How long after the talk both are asked whether they would meet again."""

CAME = "flash.came"
"""What came of the talk: the question to the mentee, and the message that carries it."""

HEARD = "flash.heard"
"""The mentee's line about it, to the mentor."""

FOLLOWED_AFTER = timedelta(days=13)
"""How long after that the mentee may tell what came of it: two weeks after the talk."""


def offered(program: Program) -> bool:
    """Whether this program offers single talks."""
    return programs.setting(program, "flash") == 1


def asker(unit: Unit, workspace_id: str, slack_id: str) -> tuple[Program, Participant]:
    """The mentee behind this Slack id, who may ask for a talk now; raises Refused."""
    program, mentee = requests.asker(unit, workspace_id, slack_id)
    if not offered(program):
        raise refuse("flash.not_offered")
    if rounds.current(unit, mentee, FLASH) or _ahead(unit, mentee):
        raise refuse("flash.already")
    return program, mentee


def _ahead(unit: Unit, mentee: Participant) -> bool:
    """Whether this mentee has such a talk ahead."""
    places = unit.members.find(participant_id=mentee.id, role=Role.MENTEE)
    talks = unit.mentorships.find(id=tuple(one.mentorship_id for one in places), type=FLASH)
    ended = unit.endings.find(mentorship_id=tuple(one.id for one in talks))
    return len(talks) > len(ended)


def ask(unit: Unit, workspace_id: str, slack_id: str, question: str, moment: datetime) -> Request:
    """Ask whoever fits best, with the others in line; raises Refused at the field."""
    program, mentee = asker(unit, workspace_id, slack_id)
    locking.participant(unit, mentee)
    if not question:
        raise refuse("flash.empty", at="question")
    if len(question) > QUESTION_MOST:
        raise refuse("join.line", at="question", most=QUESTION_MOST)
    found = suggestions.everybody(Pool(unit, program, moment, FLASH), mentee)
    if not found:
        raise refuse("flash.nobody", at="question")
    chosen = tuple(one.mentor_id for one in found[:CHOICES_MOST])
    asked = replace(rounds.rank(unit, mentee, chosen, moment, FLASH), line=question)
    unit.rounds.save(asked)
    request = rounds.ask_next(unit, asked, moment)
    if request is None:
        raise refuse("flash.nobody", at="question")
    return request


def step(unit: Unit, whole: Whole, moment: datetime) -> datetime | None:
    """A talk that was held ends a day later with one question to both; one that never came about
    ends quietly once its weeks are over. When to look again, or None once it has ended."""
    held = unit.meetings.find(mentorship_id=whole.mentorship.id, state=MeetingState.HELD)
    if held:
        settled = max(one.settled_at or one.starts_at for one in held)
        due, outcome = settled + ASKED_AFTER, Outcome.COMPLETED
    else:
        weeks = timedelta(weeks=whole.mentorship.weeks)
        due, outcome = whole.mentorship.began_at + weeks, Outcome.LAPSED
    if moment < due:
        return due
    _finish(unit, whole, outcome, moment)
    return None


def _finish(unit: Unit, whole: Whole, outcome: Outcome, moment: datetime) -> None:
    ending = Ending(new_id(), whole.mentorship.id, moment, outcome)
    unit.endings.add(ending)
    unit.deliveries.cancel("ended", mentorship_id=whole.mentorship.id)
    follows = moment + FOLLOWED_AFTER if outcome is Outcome.COMPLETED else None
    unit.mentorships.change(whole.mentorship.id, {}, {"wake_at": follows})
    program = unit.programs.get(whole.mentorship.program_id)
    unit.deliveries.want(moment, template="channel.card", subject_id=program.id)
    for member in whole.members if outcome is Outcome.COMPLETED else ():
        unit.deliveries.queue(plan("news", AGAIN, _about(program, whole, member), moment))


def _about(
    program: Program, whole: Whole, member: Member, subject: tuple[str, str] | None = None
) -> About:
    """What a message to one of the two is about: the talk, unless something else is named."""
    what, id = subject or ("mentorship", whole.mentorship.id)
    return About(program.workspace_id, what, id, member.person_id, whole.mentorship.id, program.id)


def follow(unit: Unit, whole: Whole, moment: datetime) -> datetime | None:
    """Two weeks after a talk its mentee may tell the mentor what came of it, once; when that is,
    None where there is nothing to ask."""
    ending = unit.endings.one(mentorship_id=whole.mentorship.id, outcome=Outcome.COMPLETED)
    if ending is None or not types.of(whole.mentorship.type).one_off:
        return None
    due = ending.at + FOLLOWED_AFTER
    if moment < due:
        return due
    program = unit.programs.get(whole.mentorship.program_id)
    mentee, _ = _roles(whole)
    unit.deliveries.queue(plan("news", CAME, _about(program, whole, mentee), moment))
    return None


def together_now(unit: Unit, whole: Whole) -> bool:
    """Whether the two have a whole mentorship now, in which they talk anyway."""
    mentee, mentor = _roles(whole)
    every = unit.members.find(participant_id=mentee.participant_id, role=Role.MENTEE)
    ids = {one.mentorship_id for one in every} & {
        one.mentorship_id for one in unit.members.find(participant_id=mentor.participant_id)
    }
    running = programs.running(unit, whole.mentorship.program_id)
    return any(one.id in ids and not types.of(one.type).one_off for one in running)


def telling(unit: Unit, mentorship_id: str, slack_id: str) -> tuple[Whole, Member]:
    """The talk of which this mentee may tell something now; raises Refused for others, and where
    it was told."""
    whole, member = _talked(unit, mentorship_id, slack_id)
    if member.role is not Role.MENTEE:
        raise refuse("mentorship.not_yours")
    if came(unit, whole, member) is not None:
        raise refuse("flash.told")
    return whole, member


def tell(unit: Unit, mentorship_id: str, slack_id: str, line: str, moment: datetime) -> None:
    """Pass one line on to the mentor; raises Refused at the field."""
    whole, member = telling(unit, mentorship_id, slack_id)
    if not line:
        raise refuse("flash.no_line", at="line")
    if len(line) > QUESTION_MOST:
        raise refuse("join.line", at="line", most=QUESTION_MOST)
    locking.mentorship(unit, whole.mentorship)
    if came(unit, whole, member) is not None:
        raise refuse("flash.told")
    kept = Answer(new_id(), mentorship_id, member.participant_id, CAME, line, moment)
    unit.answers.add(kept)
    unit.deliveries.want(moment, template=CAME, subject_id=mentorship_id)
    program = unit.programs.get(whole.mentorship.program_id)
    _, mentor = _roles(whole)
    about = _about(program, whole, mentor, ("answer", kept.id))
    unit.deliveries.queue(plan("news", HEARD, about, moment))


def came(unit: Unit, whole: Whole, member: Member) -> Answer | None:
    """What this mentee told of the talk, or None."""
    return unit.answers.one(
        mentorship_id=whole.mentorship.id, participant_id=member.participant_id, question=CAME
    )


def say(unit: Unit, mentorship_id: str, slack_id: str, said: str, moment: datetime) -> None:
    """Whether this member would meet again, for the bot alone; once both would, the mentor is
    asked for the whole mentorship. Raises Refused for others."""
    whole, member = _talked(unit, mentorship_id, slack_id)
    locking.mentorship(unit, whole.mentorship)
    if answer(unit, whole, member) is not None:
        return
    kept = Answer(new_id(), mentorship_id, member.participant_id, AGAIN, said, moment)
    unit.answers.add(kept)
    unit.deliveries.want(moment, template=AGAIN, subject_id=mentorship_id)
    if both(unit, whole):
        _go_on(unit, whole, moment)


def answer(unit: Unit, whole: Whole, member: Member) -> str | None:
    """What this member said, or None."""
    known = unit.answers.one(
        mentorship_id=whole.mentorship.id, participant_id=member.participant_id, question=AGAIN
    )
    return known.value if known else None


def both(unit: Unit, whole: Whole) -> bool:
    """Whether all of them would meet again."""
    return all(answer(unit, whole, member) == YES for member in whole.members)


def goes_on(unit: Unit, whole: Whole) -> bool:
    """Whether the mentor was asked for the whole mentorship since."""
    mentee, mentor = _roles(whole)
    every = unit.requests.find(mentee_id=mentee.participant_id, mentor_id=mentor.participant_id)
    return any(one.type != FLASH for one in every)


def _talked(unit: Unit, mentorship_id: str, slack_id: str) -> tuple[Whole, Member]:
    talk = unit.mentorships.one(id=mentorship_id, type=FLASH)
    whole = mentorships.whole(unit, mentorship_id) if talk else None
    member = whole.member(slack_id) if whole else None
    if whole is None or member is None:
        raise refuse("mentorship.not_yours")
    if not whole.ended:
        raise refuse("stale")
    return whole, member


def _go_on(unit: Unit, whole: Whole, moment: datetime) -> None:
    """Ask the mentor in the mentee's name; where she has no place now, nothing is asked."""
    mentee_side, mentor_side = _roles(whole)
    mentee = unit.participants.get(mentee_side.participant_id)
    if enrollment.is_matched(unit, mentee) or mentee.left_at is not None:
        return
    program = unit.programs.get(whole.mentorship.program_id)
    mentor = unit.participants.get(mentor_side.participant_id)
    if suggestions.one(Pool(unit, program, moment), mentee, mentor) is None:
        return
    rounds.ask_next(unit, rounds.first(unit, mentee, mentor.id, moment), moment)


def _roles(whole: Whole) -> tuple[Member, Member]:
    """The mentee and the mentor of a talk."""
    mentee = next(one for one in whole.members if one.role is Role.MENTEE)
    mentor = next(one for one in whole.members if one.role is Role.MENTOR)
    return mentee, mentor
