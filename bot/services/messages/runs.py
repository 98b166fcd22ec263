"""The message in the channel that follows a run, from its first step to what became of it."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Fact, Term
from bot.domain.messages import Message
from bot.domain.runs import Run, RunState
from bot.domain.topics import topic_fact
from bot.ports import Unit


def card(unit: Unit, delivery: Delivery) -> Message:
    """How the run stands now."""
    run = unit.runs.get(delivery.subject_id)
    state = RunState.WORKING if run.state is RunState.QUEUED else run.state
    facts: dict[str, Fact] = {"weighting": Term(f"run.weighting.{run.weighting}"), "done": run.done}
    if run.totals:
        facts |= {name: int(str(number)) for name, number in run.totals.items()}
    if run.state is RunState.FAILED:
        return Message(f"run.failed.{run.reason}", run.id, facts)
    if run.state is RunState.READY:
        facts |= {"advice": _advice(run), "compared": _compared(unit, run)}
    return Message(f"run.{state}", run.id, facts)


def _advice(run: Run) -> Fact:
    """What would help, which the run has checked by solving anew."""
    if not run.advice:
        return ""
    facts: dict[str, Fact] = {
        "topic": topic_fact(str(run.advice["topic"])),
        "n": int(str(run.advice["mentors"])),
        "placed": int(str(run.advice["placed"])),
    }
    return Term("run.advice", facts)


def _compared(unit: Unit, run: Run) -> Fact:
    """The other weighting of the same question, once it is there too."""
    others = unit.runs.find(batch_id=run.batch_id, state=RunState.READY)
    other = next((one for one in others if one.id != run.id), None)
    if other is None:
        return ""
    mine = {one.mentee_id: one.mentor_id for one in unit.run_pairs.find(run_id=run.id)}
    theirs = unit.run_pairs.find(run_id=other.id)
    moved = sum(mine.get(one.mentee_id) != one.mentor_id for one in theirs)
    facts: dict[str, Fact] = {
        "other": Term(f"run.weighting.{other.weighting}"),
        "placed": int(str(other.totals["placed"])),
        "floor": int(str(other.totals["floor"])),
        "n": moved,
    }
    return Term("run.compared", facts)
