"""Rounds: who is asked next, the promised day, and where somebody stands without a mentor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.content.types import FLASH
from bot.domain import rounds
from bot.domain.deliveries import About, plan
from bot.domain.facts import Day
from bot.domain.ids import round_id
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.requests import LIVE, NEVER, Request, RequestState
from bot.domain.rounds import CHOICES_MOST, LOOKS_ON, ONE_ON_ONE, Round, RoundState
from bot.ports import Unit
from bot.services import asking, locking, resting, sides, suggestions
from bot.services.pool import Pool, grouped
from bot.services.sides import Sides


def current(unit: Unit, mentee: Participant, kind: str = ONE_ON_ONE) -> Round | None:
    """The mentee's round of this type that goes on, or None."""
    return unit.rounds.one(participant_id=mentee.id, type=kind, state=RoundState.OPEN)


def begin(unit: Unit, mentee: Participant, moment: datetime, kind: str = ONE_ON_ONE) -> Round:
    """The mentee's round: the one that goes on, or a new one from now on.

    What an earlier round was still waiting for is looked for by this one. Whoever looks again
    wants to be matched again.
    """
    resting.over(unit, mentee.id, Role.MENTEE)
    person = unit.people.get(mentee.person_id)
    return _begun(
        unit, person, (mentee.id, kind), unit.rounds.find(participant_id=mentee.id), moment
    )


def begin_all(
    unit: Unit, mentees: Sequence[Participant], chosen: Mapping[str, str], moment: datetime
) -> Mapping[str, Round]:
    """The same for many at once, by participant; new ones with the mentor chosen for her."""
    ids = tuple(one.id for one in mentees)
    people = {one.id: one for one in unit.people.find(id=tuple(one.person_id for one in mentees))}
    every = grouped(unit.rounds.find(participant_id=ids))
    found: dict[str, Round] = {}
    for one in mentees:
        whose = (one.id, ONE_ON_ONE, *([chosen[one.id]] if one.id in chosen else ()))
        person, before = people[one.person_id], every.get(one.id, ())
        found[one.id] = _begun(unit, person, whose, before, moment)
    return found


def _begun(
    unit: Unit, person: Person, whose: tuple[str, ...], every: Sequence[Round], moment: datetime
) -> Round:
    """The round of this participant and type among `every` one of hers, or a new one with the
    mentors that `whose` names besides."""
    mentee_id, kind, *chosen = whose
    for one in (one for one in every if one.type == kind):
        if one.state is RoundState.OPEN:
            return one
        if one.state is RoundState.PASSED_OVER and one.wake_at is not None:
            unit.rounds.change(one.id, {}, {"wake_at": None})
    fresh_id, promised_for = round_id(mentee_id, len(every)), rounds.answer_by(person, moment)
    fresh = Round(fresh_id, mentee_id, kind, moment, promised_for, tuple(chosen))
    fresh = replace(fresh, wake_at=rounds.ends_at(fresh, person))
    unit.rounds.add(fresh)
    return fresh


def rank(
    unit: Unit,
    mentee: Participant,
    mentor_ids: tuple[str, ...],
    moment: datetime,
    kind: str = ONE_ON_ONE,
) -> Round:
    """The mentee's round with these mentors behind those she chose before; each once."""
    found = begin(unit, mentee, moment, kind)
    chosen = tuple(dict.fromkeys((*found.choices, *mentor_ids)))
    kept = replace(found, choices=chosen)
    unit.rounds.save(kept)
    return kept


def first(unit: Unit, mentee: Participant, mentor_id: str, moment: datetime) -> Round:
    """The mentee's round with this mentor before all who have not been asked yet."""
    found = begin(unit, mentee, moment)
    done = {one.mentor_id for one in unit.requests.find(round_id=found.id)}
    before = tuple(one for one in found.choices if one in done)
    after = tuple(one for one in found.choices if one not in done and one != mentor_id)
    kept = replace(found, choices=(*before, mentor_id, *after))
    unit.rounds.save(kept)
    return kept


def ahead(unit: Unit, asked: Round) -> tuple[str, ...]:
    """The mentors of a round who have not been asked yet, first one first."""
    done = {one.mentor_id for one in unit.requests.find(round_id=asked.id)}
    return tuple(one for one in asked.choices if one not in done)


def live(unit: Unit, asked: Round) -> tuple[Request, ...]:
    """The requests of a round that wait for an answer, oldest first."""
    return unit.requests.find(round_id=asked.id, state=LIVE)


def full(unit: Unit, asked: Round) -> bool:
    """Whether as many mentors stand in line as a round takes."""
    return len(live(unit, asked)) + len(ahead(unit, asked)) >= CHOICES_MOST


def promised(unit: Unit, asked: Round) -> Day:
    """The day by which the mentee hears: of the one who was asked, or of the whole round where
    others come after."""
    waiting = [one for one in live(unit, asked) if one.state is RequestState.OPEN]
    if ahead(unit, asked) or not waiting:
        return Day(asked.answer_by)
    return Day(max(sides.of(unit, one).heard_by for one in waiting))


def ask_next(unit: Unit, asked: Round, moment: datetime) -> Request | None:
    """Ask the next mentor of this round who can still be asked; None where nobody is left, or
    the round is over."""
    mentee = unit.participants.get(asked.participant_id)
    locking.participant(unit, mentee)
    program = unit.programs.get(mentee.program_id)
    if moment >= rounds.ends_at(asked, unit.people.get(mentee.person_id)):
        return None
    pool = Pool(unit, program, moment, asked.type)
    for mentor_id in ahead(unit, asked):
        offer = suggestions.one(pool, mentee, unit.participants.get(mentor_id))
        if offer is not None:
            return _ask(unit, asked, offer, moment)
    return None


def _ask(unit: Unit, asked: Round, offer: suggestions.Offer, moment: datetime) -> Request:
    mentee = unit.participants.get(asked.participant_id)
    program = unit.programs.get(mentee.program_id)
    mentor = unit.participants.get(offer.mentor_id)
    drawn = asking.draft(unit, program, mentee, mentor, moment)
    unheard = NEVER if suggestions.keeps_out(unit, mentor, mentee) else ""
    line = asked.line or drawn.line
    request = replace(drawn, topic=offer.topic, line=line, round_id=asked.id, type=asked.type)
    request = replace(request, unheard=unheard)
    asking.put(unit, request, moment)
    return request


# --- after an answer ----------------------------------------------------------------------------


def not_available(unit: Unit, whole: Sides, state: RequestState, moment: datetime) -> None:
    """A request closes without a yes: the mentee reads that the mentor is not available, and the
    next choice is asked. The same whatever the reason was. Raises Refused."""
    sides.close(unit, whole, state, moment)
    if not whole.request.by_others:
        unit.deliveries.queue(sides.to_mentee(whole, "answer", "request.unavailable", moment))
    if whole.round is not None and whole.round.state is RoundState.OPEN:
        ask_next(unit, whole.round, moment)
        look_from(unit, whole.round, moment)


def settle(unit: Unit, turn: str | None, state: RoundState, moment: datetime) -> None:
    """A round ends, by a beginning or because its mentee took it back; nothing more is asked."""
    if turn is not None:
        changes = {"state": state, "closed_at": moment, "wake_at": None}
        unit.rounds.change(turn, {"state": RoundState.OPEN}, changes)


def placed(unit: Unit, mentee_id: str, kind: str, moment: datetime) -> None:
    """The mentee has whom she looked for: her round was worth it, and nothing is looked for any
    more."""
    for one in unit.rounds.find(participant_id=mentee_id, type=kind):
        settle(unit, one.id, RoundState.PLACED, moment)
        unit.rounds.change(one.id, {}, {"wake_at": None})


def withdraw(unit: Unit, mentee_id: str, moment: datetime) -> None:
    """The mentee leaves: every round of hers ends, and nothing is looked for any more."""
    for one in unit.rounds.find(participant_id=mentee_id):
        settle(unit, one.id, RoundState.WITHDRAWN, moment)
        unit.rounds.change(one.id, {}, {"wake_at": None})


def withdraw_idle(unit: Unit, mentee: Participant, moment: datetime) -> None:
    """The mentee wants no match for now: a round of hers in which nobody is asked ends."""
    for one in unit.rounds.find(participant_id=mentee.id, type=ONE_ON_ONE):
        if not live(unit, one):
            settle(unit, one.id, RoundState.WITHDRAWN, moment)
            unit.rounds.change(one.id, {}, {"wake_at": None})


def sleep(unit: Unit, turn: str | None) -> None:
    """A mentor said yes: the round waits for its mentee, and no day of ours ends it."""
    if turn is not None:
        unit.rounds.change(turn, {"state": RoundState.OPEN}, {"wake_at": None})


def wait(unit: Unit, program: Program, mentee: Participant, moment: datetime) -> None:
    """Somebody joined whom nobody fits yet: a round begins that says where she stands on its
    promised day, and looks for a place every morning until then."""
    if current(unit, mentee) or suggestions.fits_somebody(Pool(unit, program, moment), mentee):
        return
    _set_wake(unit, begin(unit, mentee, moment), moment, lost=True)


def wake(unit: Unit, turns: Iterable[Round], moment: datetime) -> None:
    """What is due for each of these rounds now: its end, or a look whether somebody has a place."""
    pools: dict[str, Pool] = {}
    for asked in turns:
        mentee = unit.participants.get(asked.participant_id)
        if mentee.left_at is not None:
            settle(unit, asked.id, RoundState.WITHDRAWN, moment)
            unit.rounds.change(asked.id, {}, {"wake_at": None})
            continue
        if mentee.program_id not in pools:
            pools[mentee.program_id] = Pool(unit, unit.programs.get(mentee.program_id), moment)
        _wake(unit, asked, pools[mentee.program_id], moment)


def _wake(unit: Unit, asked: Round, pool: Pool, moment: datetime) -> None:
    """The promised day has come without a yes: one clear word, and what can come next; else a
    look: where nobody fitted before and somebody does now, the mentee hears of it, once."""
    mentee = unit.participants.get(asked.participant_id)
    person = unit.people.get(mentee.person_id)
    fits = suggestions.fits_somebody(pool, mentee)
    if asked.state is RoundState.OPEN and moment >= rounds.ends_at(asked, person):
        for request in live(unit, asked):
            sides.close(unit, sides.of(unit, request), RequestState.EXPIRED, moment)
        settle(unit, asked.id, RoundState.PASSED_OVER, moment)
        _tell(unit, asked, "flash.over" if asked.type == FLASH else "round.over", moment)
    elif fits and asked.type == ONE_ON_ONE and not live(unit, asked):
        _tell(unit, asked, "round.place", moment)
        unit.deliveries.want(moment, template="joined", subject_id=mentee.id)
    _set_wake(unit, unit.rounds.get(asked.id), moment, lost=not fits)


def look_from(unit: Unit, asked: Round, moment: datetime) -> None:
    """Set when this round is looked at next, after an answer."""
    mentee = unit.participants.get(asked.participant_id)
    pool = Pool(unit, unit.programs.get(mentee.program_id), moment)
    lost = not live(unit, asked) and not suggestions.fits_somebody(pool, mentee)
    _set_wake(unit, unit.rounds.get(asked.id), moment, lost)


def _set_wake(unit: Unit, asked: Round, moment: datetime, lost: bool) -> None:
    """Every morning while nobody fits, for some weeks after the round too; and at its end."""
    person = unit.people.get(unit.participants.get(asked.participant_id).person_id)
    looks = [rounds.ends_at(asked, person)] if asked.state is RoundState.OPEN else []
    lost = lost and asked.type == ONE_ON_ONE
    if lost and (asked.closed_at is None or moment < asked.closed_at + LOOKS_ON):
        looks.append(rounds.next_look(person, moment))
    unit.rounds.change(asked.id, {}, {"wake_at": min(looks, default=None)})


def _tell(unit: Unit, asked: Round, template: str, moment: datetime) -> None:
    mentee = unit.participants.get(asked.participant_id)
    program = unit.programs.get(mentee.program_id)
    about = About(program.workspace_id, "round", asked.id, mentee.person_id, program_id=program.id)
    unit.deliveries.queue(plan("answer", template, about, moment))


# --- a program rests, goes on, or ends ----------------------------------------------------------


def hold(unit: Unit, program: Program) -> None:
    """The program rests: no round ends and none is looked at."""
    for one in _of_program(unit, program):
        unit.rounds.change(one.id, {}, {"wake_at": None})


def go_on(unit: Unit, program: Program, moment: datetime) -> None:
    """The program goes on: every round has its whole time again."""
    for one in _of_program(unit, program):
        person = unit.people.get(unit.participants.get(one.participant_id).person_id)
        fresh = {"answer_by": rounds.answer_by(person, moment)}
        if one.state is RoundState.OPEN:
            unit.rounds.change(one.id, {}, fresh)
        yes = unit.requests.one(round_id=one.id, state=RequestState.MENTOR_YES)
        if yes is None:
            look_from(unit, one, moment)


def end(unit: Unit, program: Program, moment: datetime) -> None:
    """The program ends for everybody, and so does every round."""
    for one in _of_program(unit, program):
        settle(unit, one.id, RoundState.WITHDRAWN, moment)
        unit.rounds.change(one.id, {}, {"wake_at": None})


def _of_program(unit: Unit, program: Program) -> tuple[Round, ...]:
    members = unit.participants.find(program_id=program.id)
    going_on = (RoundState.OPEN, RoundState.PASSED_OVER)
    return unit.rounds.find(participant_id=tuple(one.id for one in members), state=going_on)
