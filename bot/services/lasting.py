"""Three months after a good end: what of it is still there, and one line back to the mentor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.content import types
from bot.domain.access import shown
from bot.domain.deliveries import About, plan
from bot.domain.facts import Fact, Mention, Quote, Several, Term
from bot.domain.ids import new_id
from bot.domain.mentorships import Answer, Ending, Member, Outcome
from bot.domain.participants import Role
from bot.domain.people import PersonStatus
from bot.domain.questions import ATTEMPT, LINE_MOST
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import evidence, goals, locking, mentorships
from bot.services.mentorships import Whole
from bot.services.questions import JOIN

LASTED = "lasted"
"""What the line is kept as, like every answer of its author; empty where there was none."""

ASKED, LINE = "lasted.asked", "lasted.line"
"""The question to the mentee, and the line that goes to the mentor."""

AFTER = timedelta(weeks=13)
"""Three months (product §5)."""

WELL = (Outcome.COMPLETED, Outcome.COMPLETED_EARLY, Outcome.CONTINUED_INFORMAL)
"""Endings after which the question makes sense: they rounded it off and did not begin anew."""


@dataclass(frozen=True)
class Ended:
    """A mentorship that ended, and one of its mentees."""

    whole: Whole
    member: Member
    ending: Ending

    @property
    def partner(self) -> Fact:
        """The others in it."""
        return Several(tuple(Mention(one.slack_id) for one in self.whole.partners(self.member)))


def step(unit: Unit, whole: Whole, moment: datetime) -> datetime | None:
    """Queue the question once its day has come; when that is, or None where nothing is asked."""
    ending = unit.endings.one(mentorship_id=whole.mentorship.id)
    if ending is None or ending.outcome not in WELL or types.of(whole.mentorship.type).one_off:
        return None
    due = ending.at + AFTER
    if moment < due:
        return due
    for member in whole.members:
        if member.role is Role.MENTEE and _all_there(unit, whole):
            about = _about(unit, whole, ("ending", ending.id), member.person_id)
            unit.deliveries.queue(plan("news", ASKED, about, due))
    return None


def asked(unit: Unit, ending_id: str, person_id: str) -> tuple[Ended, dict[str, Fact]] | None:
    """The question's facts for its reader: the partner, and in the reader's own words what was
    tried last or aimed for; None for somebody else."""
    ending = unit.endings.get(ending_id)
    whole = mentorships.whole(unit, ending.mentorship_id)
    member = next((one for one in whole.members if one.person_id == person_id), None)
    if member is None:
        return None
    here = Ended(whole, member, ending)
    return here, {"partner": here.partner, "own": _own(unit, here)}


def answered(unit: Unit, here: Ended) -> Answer | None:
    """What this mentee answered; an empty value where she passed nothing on."""
    return unit.answers.one(
        mentorship_id=here.whole.mentorship.id,
        participant_id=here.member.participant_id,
        question=LASTED,
    )


def mine(unit: Unit, ending_id: str, slack_id: str) -> Ended:
    """The ended mentorship of this mentee, of which she was asked; raises Refused for others, and
    where the question was answered."""
    ending = unit.endings.one(id=ending_id)
    whole = mentorships.whole(unit, ending.mentorship_id) if ending else None
    member = whole.member(slack_id) if whole else None
    if ending is None or whole is None or member is None:
        raise refuse("mentorship.not_yours")
    row = unit.deliveries.one(template=ASKED, subject_id=ending.id, person_id=member.person_id)
    if row is None:
        raise refuse("mentorship.not_yours")
    here = Ended(whole, member, ending)
    if answered(unit, here) is not None:
        raise refuse("lasted.once")
    return here


def skip(unit: Unit, ending_id: str, slack_id: str, moment: datetime) -> None:
    """Nothing is passed on, and nothing more is asked. Raises Refused."""
    _keep(unit, mine(unit, ending_id, slack_id), "", moment)


def send(unit: Unit, ending_id: str, slack_id: str, text: str, moment: datetime) -> None:
    """Pass one line on to the mentor, with its author's name. Raises Refused at the field."""
    here = mine(unit, ending_id, slack_id)
    if not text:
        raise refuse("question.empty", at="text")
    if len(text) > LINE_MOST:
        raise refuse("question.long", at="text", most=LINE_MOST)
    if not _all_there(unit, here.whole):
        raise refuse("lasted.gone", at="text")
    line = _keep(unit, here, text, moment)
    for person in here.whole.partners(here.member):
        about = _about(unit, here.whole, ("answer", line.id), person.id)
        unit.deliveries.queue(plan("news", LINE, about, moment))


def _keep(unit: Unit, here: Ended, text: str, moment: datetime) -> Answer:
    locking.mentorship(unit, here.whole.mentorship)
    if answered(unit, here) is not None:
        raise refuse("lasted.once")
    participant_id = here.member.participant_id
    line = Answer(new_id(), here.whole.mentorship.id, participant_id, LASTED, text, moment)
    unit.answers.add(line)
    unit.deliveries.want(
        moment, template=ASKED, subject_id=here.ending.id, person_id=here.member.person_id
    )
    return line


def _all_there(unit: Unit, whole: Whole) -> bool:
    """Whether everybody is still in the program and with the company."""
    ids = tuple(one.participant_id for one in whole.members)
    here = all(one.left_at is None for one in unit.participants.find(id=ids))
    return here and all(one.status is PersonStatus.ACTIVE for one in whole.everyone())


def _own(unit: Unit, here: Ended) -> Fact:
    hers = (here.member.participant_id,)
    tried = evidence.last(evidence.answers(unit, here.whole, here.member), ATTEMPT.id)
    if tried is not None:
        return Term("lasted.tried", {"what": Quote(shown(tried.value, hers).split(JOIN)[0])})
    goal = goals.current(unit, here.member.participant_id)
    return Term("lasted.goal", {"goal": Quote(shown(goal.sentence, hers))}) if goal else ""


def _about(unit: Unit, whole: Whole, subject: tuple[str, str], person_id: str) -> About:
    program = unit.programs.get(whole.mentorship.program_id)
    kind, subject_id = subject
    return About(program.workspace_id, kind, subject_id, person_id, whole.mentorship.id, program.id)
