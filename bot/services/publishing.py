"""Publishing a draft: the mentors of all its matches are asked in one unit, with few questions to
the store, since everybody else waits for it meanwhile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.ids import new_id
from bot.domain.participants import Participant, Role
from bot.domain.people import Person
from bot.domain.programs import Audit, Program
from bot.domain.refusals import refuse
from bot.domain.requests import Request
from bot.domain.rounds import Round
from bot.domain.runs import RunPair, RunState
from bot.matching.candidates import shared_topics
from bot.matching.filter import rules
from bot.ports import Unit
from bot.services import asking, away, cohort, programs, rounds, sides
from bot.services.drafts import Known, known_to
from bot.services.runs import CARD, drop, ready
from bot.services.sides import Sides

Match = tuple[str, str, str]
"""Mentee, mentor (participants), and the topic to ask about."""


def publish(unit: Unit, run_id: str, actor: str, moment: datetime) -> tuple[int, int]:
    """Ask the mentors of the draft, all in this one unit; how many were asked, and how many matches
    were left out because something has changed since. Who has no match hears where they stand on
    their promised day. Raises Refused."""
    run, program = ready(unit, run_id)
    if programs.open_now(unit, program.workspace_id).id != program.id or not unit.runs.change(
        run.id, {"state": RunState.READY}, {"state": RunState.PUBLISHED}
    ):
        raise refuse("runs.settled")
    pairs = [one for one in unit.run_pairs.find(run_id=run.id) if one.mentor_id is not None]
    who_waits = cohort.waiting(unit, program)
    known = known_to(unit, program, run, moment, who_waits)
    matches = tuple(_that_hold(pairs, known))
    waiting = {one.id: one for one in who_waits}
    _ask_all(unit, program, waiting, matches, moment)
    for other in unit.runs.find(batch_id=run.batch_id, state=RunState.READY):
        drop(unit, other, moment)
    counts = {"asked": len(matches), "left_out": len(pairs) - len(matches)}
    unit.runs.change(run.id, {}, {"totals": {**run.totals, **counts}})
    unit.audits.add(
        Audit(new_id(), program.workspace_id, moment, actor, "run.published", run.id, dict(counts))
    )
    unit.deliveries.want(moment, template=CARD, subject_id=run.id)
    return len(matches), len(pairs) - len(matches)


def _that_hold(pairs: Sequence[RunPair], known: Known) -> Iterator[Match]:
    """The matches whose two still wait and may be together, as far as places go."""
    places = {id: one.capacity for id, one in known.mentors.items()}
    for pair in pairs:
        mentee, mentor = known.mentees.get(pair.mentee_id), known.mentors.get(pair.mentor_id or "")
        if mentee is None or mentor is None or places[mentor.id] < 1:
            continue
        if rules(mentee, mentor, known.context):
            continue
        places[mentor.id] -= 1
        topics = [topic.name for topic, _ in shared_topics(mentee, mentor)]
        yield mentee.id, mentor.id, topics[0] if topics else ""


def _ask_all(
    unit: Unit,
    program: Program,
    waiting: Mapping[str, Participant],
    matches: Sequence[Match],
    moment: datetime,
) -> None:
    """Ask for every match, in the mentee's round; whoever is left gets a promised day too."""
    chosen = {mentee: mentor for mentee, mentor, _ in matches}
    turns = rounds.begin_all(unit, tuple(waiting.values()), chosen, moment)
    everybody = _Everybody(unit, program, waiting, matches, moment)
    for match in matches:
        turn, whole = turns[match[0]], everybody.drawn(match, turns[match[0]])
        if match[1] not in turn.choices:
            unit.rounds.save(replace(turn, choices=(*turn.choices, match[1])))
        unit.requests.add(whole.request)
        unit.deliveries.queue(sides.to_mentor(whole, "request", "request.asked", moment))
    unit.deliveries.want(moment, template="joined", subject_id=tuple(one for one, *_ in matches))
    unit.deliveries.want(moment, template="channel.card", subject_id=program.id)


class _Everybody:
    """What asking many at once has to know, loaded at once."""

    def __init__(
        self,
        unit: Unit,
        program: Program,
        waiting: Mapping[str, Participant],
        matches: Sequence[Match],
        moment: datetime,
    ) -> None:
        self._program, self._moment = program, moment
        mentors = unit.participants.find(id=tuple(mentor for _, mentor, _ in matches))
        self._members = {**waiting, **{one.id: one for one in mentors}}
        ids = tuple({one.person_id for one in self._members.values()})
        self._people = {one.id: one for one in unit.people.find(id=ids)}
        roles = unit.roles.find(participant_id=tuple(waiting), role=Role.MENTEE)
        self._lines = {one.participant_id: one.line for one in roles}
        paused = {one.person_id for one in unit.pauses.find(person_id=ids)}
        self._present = {
            id: away.present_from(unit, self._people[id], moment)
            for id in {one.person_id for one in mentors} & paused
        }

    def drawn(self, match: Match, turn: Round) -> Sides:
        """The request for a match, with everybody it concerns. Nobody keeps the other out: the
        rules were asked just now."""
        mentee_id, mentor_id, topic = match
        mentee, mentor = self._members[mentee_id], self._members[mentor_id]
        person = self._people[mentor.person_id]
        request = replace(
            self._request(mentee, mentor, person),
            topic=topic,
            line=turn.line or self._lines.get(mentee_id, ""),
            round_id=turn.id,
        )
        mentee_person = self._people[mentee.person_id]
        return Sides(request, self._program, mentee, mentor, mentee_person, person, turn)

    def _request(self, mentee: Participant, mentor: Participant, person: Person) -> Request:
        times = self._moment, self._present.get(person.id, self._moment)
        return asking.drawn(self._program, (mentee, mentor), person, times)
