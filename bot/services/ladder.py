"""The steps towards two who do not talk, and back: any sign of life begins anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import hours, silence
from bot.domain.deliveries import Delivery, plan
from bot.domain.ids import new_id
from bot.domain.mentorships import Ending, Outcome, Pause
from bot.domain.people import Person
from bot.domain.programs import ProgramState
from bot.domain.silence import OWN_STEP, Silence, Standing, Standstill, Step
from bot.ports import Unit
from bot.services import endings, evidence, guarding, seeing, surveys
from bot.services.mentorships import Whole
from bot.services.prompts import KIND, STAYS
from bot.services.questions import Place, show
from bot.services.seeing import Seen

FIRST = ("ladder.start", "ladder.gap")
"""The first word, to both: nobody has talked yet, or not for long."""

SECOND = {Step.MENTEE: "ladder.mentee", Step.MENTOR: "ladder.mentor"}
RESTS, LAPSED = "ladder.rest", "ended.lapsed"


@dataclass(frozen=True)
class Climb:
    """Whether all else keeps quiet about this mentorship, when to look again, and whether it is
    over."""

    quiet: bool = False
    at: datetime | None = None
    over: bool = False


def step(unit: Unit, whole: Whole, moment: datetime) -> Climb:
    """Take the steps that are due (docs/quiet.md); each person hears of one silence twice at
    most, and of its rest and its end in a receipt each."""
    seen = seeing.see(unit, whole, moment)
    if unit.programs.get(whole.mentorship.program_id).state is not ProgramState.OPEN:
        return Climb(at=seen.tomorrow(whole.everyone()[0]))
    sign = last_sign(unit, whole)
    still = standstill(unit, whole.mentorship.id)
    if still is not None and (seen.coming is not None or sign.since > still.since):
        _goes_on(unit, seen, still)
        return Climb(at=moment + timedelta(seconds=1))
    if seen.coming is not None or _awaits_word(seen):
        return Climb()
    first = silence.begins(seen.course, sign, whole.mentorship.cadence_days)
    resting = still is not None and still.kind is Standing.DORMANT
    if not resting and (first is None or moment < first):
        return Climb(at=first)
    said = _first_word(unit, seen, sign, first or moment)
    if _lapses(unit, seen, sign, said):
        _lapse(unit, seen)
        return Climb(quiet=True, over=True)
    if not resting:
        _own_steps(unit, seen, sign, said)
        _stands_still(unit, seen, sign, said)
    return Climb(quiet=True, at=seen.tomorrow(whole.everyone()[0]))


def last_sign(unit: Unit, whole: Whole) -> Silence:
    """The last sign of life: a talk, a plan that was changed, a tap on a word about the silence;
    else the beginning."""
    mentorship = whole.mentorship
    signs = [Silence(one.id, one.starts_at) for one in evidence.held(unit, mentorship.id)]
    talks = unit.meetings.find(mentorship_id=mentorship.id)
    signs += [Silence(one.id, one.settled_at) for one in talks if one.settled_at]
    words = (*FIRST, *SECOND.values(), RESTS)
    said = unit.deliveries.find(mentorship_id=mentorship.id, template=words)
    signs += [Silence(one.id, one.answered_at) for one in said if one.answered_at]
    fresh = Silence(mentorship.id, mentorship.began_at, fresh=True)
    return max(signs, key=lambda one: one.since, default=fresh)


def standstill(unit: Unit, mentorship_id: str) -> Standstill | None:
    """How this mentorship stands still now, None where it does not."""
    found = unit.standstills.find(mentorship_id=mentorship_id, over_at=None)
    return found[-1] if found else None


def _awaits_word(seen: Seen) -> bool:
    """Whether a planned talk is over and its question still open."""
    half = timedelta(days=seen.whole.mentorship.cadence_days / 2)
    return seen.planned is not None and seen.moment - seen.planned.starts_at < half


# --- what is said --------------------------------------------------------------------------------


def _first_word(unit: Unit, seen: Seen, sign: Silence, due: datetime) -> datetime:
    """Say the first word to both where nobody has; the instant from which the next steps count.
    A weekend moves them not, a longer delay does: nobody hears two words in a row."""
    said = unit.deliveries.find(template=FIRST, subject_id=sign.subject)
    if not said:
        template = FIRST[1] if seen.held else FIRST[0]
        everyone = seen.whole.everyone()
        said = tuple(_word(unit, seen, sign, (one, template), due) for one in everyone)
    return max(due, min(row.due_at for row in said) - STAYS)


def _own_steps(unit: Unit, seen: Seen, sign: Silence, said: datetime) -> None:
    """The second and last word, to each in their own time."""
    due = silence.steps(seen.course, sign, said)
    for which, role in OWN_STEP.items():
        readers = [seen.whole.person(one) for one in seen.whole.members if one.role is role]
        for person in readers if seen.moment >= due[which] else ():
            _word(unit, seen, sign, (person, SECOND[which]), due[which])


def _word(
    unit: Unit, seen: Seen, sign: Silence, said: tuple[Person, str], since: datetime
) -> Delivery:
    person, template = said
    about = replace(
        seeing.about(unit, seen.whole, person), subject_type="silence", subject_id=sign.subject
    )
    opening = hours.next_opening(person, max(since, seen.moment))
    due = hours.spread(f"{template}/{sign.subject}/{person.id}", person, opening)
    row = plan(KIND, template, about, due, due + STAYS)
    unit.deliveries.queue(row)
    return row


# --- rest, and the end ----------------------------------------------------------------------------


def _stands_still(unit: Unit, seen: Seen, sign: Silence, said: datetime) -> None:
    """Coordinators count it as not started; or it rests by itself, and both get a receipt."""
    due = silence.steps(seen.course, sign, said)
    if standstill(unit, seen.whole.mentorship.id) is not None:
        return
    if Step.NOTICE in due and seen.moment >= due[Step.NOTICE] and not seen.held:
        _note(unit, seen, Standing.NOT_STARTED)
    elif Step.REST in due and seen.moment >= due[Step.REST]:
        still = _note(unit, seen, Standing.DORMANT)
        until = seen.moment + silence.rests_for(seen.course)
        mentorship_id = seen.whole.mentorship.id
        unit.pauses.add(Pause(new_id(), seen.moment, until, mentorship_id=mentorship_id))
        _receipts(unit, seen, still)


def _note(unit: Unit, seen: Seen, kind: Standing) -> Standstill:
    still = Standstill(new_id(), seen.whole.mentorship.id, kind, seen.moment)
    unit.standstills.add(still)
    _count(unit, seen)
    return still


def _receipts(unit: Unit, seen: Seen, still: Standstill) -> None:
    for person in seen.whole.everyone():
        about = replace(
            seeing.about(unit, seen.whole, person), subject_type="standstill", subject_id=still.id
        )
        due = hours.next_opening(person, seen.moment)
        unit.deliveries.queue(plan("receipt", RESTS, about, due, due + STAYS))


def _goes_on(unit: Unit, seen: Seen, still: Standstill) -> None:
    """There is a sign of life: it stands still no more, and the rest is over."""
    unit.standstills.save(replace(still, over_at=seen.moment))
    for rest in _rests(unit, seen.whole, still):
        unit.pauses.save(replace(rest, until=min(rest.until, seen.moment)))
    unit.deliveries.want(seen.moment, template=RESTS, subject_id=still.id)
    _count(unit, seen)


def _rests(unit: Unit, whole: Whole, still: Standstill) -> Sequence[Pause]:
    found = unit.pauses.find(mentorship_id=whole.mentorship.id)
    return [one for one in found if one.since == still.since]


def _lapses(unit: Unit, seen: Seen, sign: Silence, said: datetime) -> bool:
    """Whether it ends now: the rest is over, or it never began."""
    still = standstill(unit, seen.whole.mentorship.id)
    if still is not None and still.kind is Standing.DORMANT:
        return any(seen.moment >= rest.until for rest in _rests(unit, seen.whole, still))
    return sign.fresh and seen.moment >= silence.steps(seen.course, sign, said)[Step.LAPSE]


def _lapse(unit: Unit, seen: Seen) -> None:
    """It ends without fault: places are free again, both are told in the same words."""
    whole, moment = seen.whole, seen.moment
    ending = Ending(new_id(), whole.mentorship.id, moment, Outcome.LAPSED)
    unit.endings.add(ending)
    unit.deliveries.cancel("ended", mentorship_id=whole.mentorship.id)
    surveys.forget(unit, whole)
    endings.free_places(unit, whole)
    guarding.look(unit, whole, moment)
    endings.spent(unit, whole, whole.members, moment)
    for member in whole.members:
        person = whole.person(member)
        about = replace(
            seeing.about(unit, whole, person), subject_type="ending", subject_id=ending.id
        )
        unit.deliveries.queue(plan("news", LAPSED, about, moment))
        unit.deliveries.want(moment, template="joined", subject_id=member.participant_id)
        show(unit, Place(whole, member), moment)
    _count(unit, seen)


def _count(unit: Unit, seen: Seen) -> None:
    program = seen.whole.mentorship.program_id
    unit.deliveries.want(seen.moment, template="channel.card", subject_id=program)
