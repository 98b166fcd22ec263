"""Whole-cohort runs: asked for, worked on beside everything else, looked at, published."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.deliveries import REPAIR_AFTER, About, plan
from bot.domain.ids import new_id
from bot.domain.programs import Program
from bot.domain.refusals import refuse
from bot.domain.runs import LEASE, UNDER_WAY, WEIGHTINGS, Run, RunPair, RunState
from bot.matching.model import Draft, NoSolver, People, Progress, Rules, Unplaced, Unsolvable
from bot.ports import Store, Unit
from bot.services import cohort, programs

CARD = "run.card"
"""The message in the channel that follows a run."""

STEPS = {"judge": 20, "place": 50, "raise": 60, "prove": 80, "advise": 95}
"""How much of a run is done, in percent, once a stage has come to its end."""

Solve = Callable[[People, Rules, Progress], Draft]


@dataclass(frozen=True)
class Wanted:
    """What a coordinator asks for: one weighting, or two to compare; and whether no two people
    may both rather be together."""

    weightings: tuple[str, ...]
    stable: bool = False


def ask(
    unit: Unit, workspace_id: str, wanted: Wanted, actor: str, moment: datetime
) -> tuple[Run, ...]:
    """Queue a run for each weighting; earlier drafts are dropped. Nobody else is told.

    Raises Refused where one is under way, nobody waits or no weighting was chosen.
    """
    program = programs.open_now(unit, workspace_id)
    if not wanted.weightings or any(one not in WEIGHTINGS for one in wanted.weightings):
        raise refuse("runs.weighting", at="weighting")
    if unit.runs.one(program_id=program.id, state=UNDER_WAY) is not None:
        raise refuse("runs.under_way")
    if not cohort.waiting(unit, program):
        raise refuse("runs.nobody")
    for earlier in unit.runs.find(program_id=program.id, state=RunState.READY):
        drop(unit, earlier, moment)
    batch = new_id()
    return tuple(
        _queue(unit, program, Run(new_id(), program.id, batch, actor, moment, one, wanted.stable))
        for one in dict.fromkeys(wanted.weightings)
    )


def _queue(unit: Unit, program: Program, run: Run) -> Run:
    unit.runs.add(run)
    about = About(program.workspace_id, "run", run.id, program_id=program.id)
    unit.deliveries.queue(plan("card", CARD, about, run.asked_at))
    return run


def work(store: Store, moment: datetime, solve: Solve) -> int:
    """Work on every run that is queued, or was left by a process that died; how many."""
    count = 0
    while (claimed := _claim(store, moment)) is not None:
        run, program = claimed
        _answer(store, run, program, moment, solve)
        count += 1
    return count


def _claim(store: Store, moment: datetime) -> tuple[Run, Program] | None:
    with store.read() as unit:
        if unit.runs.one(state=UNDER_WAY) is None:
            return None
    with store.unit() as unit:
        for run in unit.runs.find(state=UNDER_WAY):
            free = run.state is RunState.QUEUED or (run.lease_until or moment) <= moment
            before = {"state": run.state, "lease_until": run.lease_until}
            mine = {"state": RunState.WORKING, "lease_until": moment + LEASE}
            if free and unit.runs.change(run.id, before, mine):
                return unit.runs.get(run.id), unit.programs.get(run.program_id)
    return None


def _answer(store: Store, run: Run, program: Program, moment: datetime, solve: Solve) -> None:
    with store.read() as unit:
        people, context = cohort.load(unit, program, moment)
    rules = Rules(replace(context, weights=WEIGHTINGS[run.weighting]), stable=run.stable)

    def watch(stage: str, done: int, of: int) -> None:
        if done >= of:
            _progress(store, run, STEPS.get(stage, run.done), moment)

    try:
        draft = solve(people, rules, watch)
    except NoSolver:
        _fail(store, run, "no_solver", moment)
    except (Unsolvable, RuntimeError):
        _fail(store, run, "broken", moment)
    else:
        _keep(store, run, draft, moment)


def _progress(store: Store, run: Run, percent: int, moment: datetime) -> None:
    with store.unit() as unit:
        unit.runs.change(run.id, {"state": RunState.WORKING}, {"done": percent})
        _show(unit, run, moment)


def _fail(store: Store, run: Run, reason: str, moment: datetime) -> None:
    with store.unit() as unit:
        failed = {"state": RunState.FAILED, "reason": reason, "lease_until": None}
        unit.runs.change(run.id, {"state": RunState.WORKING}, failed)
        _show(unit, run, moment)


def _keep(store: Store, run: Run, draft: Draft, moment: datetime) -> None:
    totals, digests = draft.totals, draft.digests
    counts = {"placed": totals.placed, "score": totals.score, "floor": totals.floor}
    best = draft.advice[0] if draft.advice else None
    ready: dict[str, object] = {
        "state": RunState.READY,
        "done": 100,
        "lease_until": None,
        "totals": counts | {"unplaced": len(draft.unplaced), "idle": totals.idle},
        "digests": {"people": digests.people, "rules": digests.rules, "draft": digests.draft},
        "advice": {} if best is None else _advice(best.topic, best.mentors, best.placed),
    }
    with store.unit() as unit:
        if not unit.runs.change(run.id, {"state": RunState.WORKING}, ready):
            return
        for pair in draft.pairs:
            unit.run_pairs.add(
                RunPair(
                    new_id(),
                    run.id,
                    pair.mentee,
                    pair.mentor,
                    pair.score,
                    dict(pair.parts),
                    ask=pair.ask,
                )
            )
        for left in draft.unplaced:
            unit.run_pairs.add(RunPair(new_id(), run.id, left.mentee, proof=_proof(left)))
        _show(unit, run, moment)
        unit.deliveries.want(moment, template="channel.card", subject_id=run.program_id)


def _advice(topic: str, mentors: int, placed: int) -> dict[str, object]:
    return {"topic": topic, "mentors": mentors, "placed": placed}


def _proof(left: Unplaced) -> dict[str, object]:
    proof = left.certificate
    if proof is None:
        return {}
    return {
        "mentees": len(proof.mentees),
        "mentors": len(proof.mentors),
        "places": proof.places,
    }


def _show(unit: Unit, run: Run, moment: datetime) -> None:
    """Bring the run's message up to date at once: no listener is there to do it."""
    unit.deliveries.want(moment - REPAIR_AFTER, template=CARD, subject_id=run.id)


def ready(unit: Unit, run_id: str) -> tuple[Run, Program]:
    """A draft that can still be changed or published; raises Refused."""
    run = unit.runs.one(id=run_id)
    if run is None or run.state is not RunState.READY:
        raise refuse("runs.settled")
    return run, unit.programs.get(run.program_id)


def drop(unit: Unit, run: Run, moment: datetime) -> None:
    """Drop a draft with its matches; the message in the channel says so."""
    unit.runs.change(run.id, {"state": RunState.READY}, {"state": RunState.DISCARDED})
    for pair in unit.run_pairs.find(run_id=run.id):
        unit.run_pairs.remove(pair.id)
    unit.deliveries.want(moment, template=CARD, subject_id=run.id)
