"""Running mentorships held against the reporting line: a coordinator first, then both."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import hours
from bot.domain.deliveries import About, plan
from bot.domain.facts import Day, Fact, Mention, Several
from bot.domain.ids import new_id
from bot.domain.mentorships import Mentorship
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.programs import Audit, Program
from bot.domain.refusals import refuse
from bot.domain.reporting import Finding, FindingState, Report, connected
from bot.ports import Unit
from bot.services import mentorships, programs, reporting
from bot.services.mentorships import Whole

TOLD = "line.told"
"""The message that both get once a coordinator decided so."""

NOTHING = Message("line.nothing", "none")
"""What a coordinator reads where nothing waits."""


def load(
    unit: Unit, workspace_id: str, line: Iterable[tuple[str, str]], actor: str, moment: datetime
) -> int:
    """Put this line of (person, manager) in the place of the one before, and look at every
    running mentorship anew; how many lines there are. It has no faults (bot.domain.reporting)."""
    for known in unit.reports.find(workspace_id=workspace_id):
        unit.reports.remove(known.id)
    rows = [Report(new_id(), workspace_id, *pair) for pair in line]
    for row in rows:
        unit.reports.add(row)
    for program in _running(unit, workspace_id):
        unit.programs.change(program.id, {}, {"line_loaded_on": moment.date()})
    detail = {"lines": len(rows)}
    audit = Audit(new_id(), workspace_id, moment, actor, reporting.LOADED, workspace_id, detail)
    unit.audits.add(audit)
    recheck(unit, workspace_id, moment)
    return len(rows)


def weekly(unit: Unit, workspace_id: str, moment: datetime) -> bool:
    """Look at every running mentorship once in a calendar week (UTC); whether it was now."""
    year, week, _ = moment.isocalendar()
    if not unit.once(f"recheck/{workspace_id}/{year}-{week}", moment):
        return False
    recheck(unit, workspace_id, moment)
    return True


def recheck(unit: Unit, workspace_id: str, moment: datetime) -> None:
    """Note every running mentorship that lies in the reporting line now, and forget those that
    do so no more. Nobody in it is told before a coordinator decides."""
    for program in _running(unit, workspace_id):
        for mentorship in programs.running(unit, program.id):
            whole = mentorships.whole(unit, mentorship.id)
            line = reporting.manager_of(unit, workspace_id, whole.everyone())
            touched = connected((one.slack_id for one in whole.everyone()), line)
            if _noted(unit, mentorship, touched, moment):
                unit.deliveries.want(moment, template="channel.card", subject_id=program.id)


def _noted(unit: Unit, mentorship: Mentorship, touched: bool, moment: datetime) -> bool:
    """Whether something new had to be noted."""
    finding = unit.findings.one(mentorship_id=mentorship.id)
    if finding is None:
        if touched:
            unit.findings.add(Finding(new_id(), mentorship.id, moment))
        return touched
    if touched is (finding.state is not FindingState.GONE):
        return False
    state = FindingState.OPEN if touched else FindingState.GONE
    unit.findings.save(replace(finding, state=state, found_at=moment, by=None))
    return True


# --- what a coordinator decides ----------------------------------------------------------------


def open_findings(unit: Unit, program: Program) -> tuple[tuple[Finding, Whole], ...]:
    """The findings of running mentorships that wait for a coordinator."""
    running = tuple(one.id for one in programs.running(unit, program.id))
    found = unit.findings.find(mentorship_id=running, state=FindingState.OPEN)
    return tuple((one, mentorships.whole(unit, one.mentorship_id)) for one in found)


def shown(unit: Unit, program: Program, reader: str) -> tuple[Message, ...]:
    """The same for this coordinator: not those she is herself in."""
    zone = _zone(unit, program, reader)
    return tuple(
        Message("line.found", finding.id, _facts(finding, whole, zone))
        for finding, whole in open_findings(unit, program)
        if whole.member(reader) is None
    )


def tell(unit: Unit, finding_id: str, actor: str, moment: datetime) -> None:
    """Both hear it, each in their own hours, with the same neutral choice; raises Refused."""
    finding, whole = _decide(unit, finding_id, actor, FindingState.TOLD, moment)
    program = unit.programs.get(whole.mentorship.program_id)
    for person in whole.everyone():
        about = About(
            program.workspace_id,
            "finding",
            finding.id,
            person.id,
            whole.mentorship.id,
            program.id,
        )
        unit.deliveries.queue(plan("news", TOLD, about, moment))


def set_aside(unit: Unit, finding_id: str, actor: str, moment: datetime) -> None:
    """It rests until the line changes; nobody is told. Raises Refused."""
    _decide(unit, finding_id, actor, FindingState.SET_ASIDE, moment)


def _decide(
    unit: Unit, finding_id: str, actor: str, to: FindingState, moment: datetime
) -> tuple[Finding, Whole]:
    finding = unit.findings.one(id=finding_id)
    if finding is None:
        raise refuse("line.settled")
    whole = mentorships.whole(unit, finding.mentorship_id)
    if whole.member(actor) is not None:
        raise refuse("line.yours")
    if whole.ended or not unit.findings.change(
        finding.id, {"state": FindingState.OPEN}, {"state": to, "by": actor}
    ):
        raise refuse("line.settled")
    program = unit.programs.get(whole.mentorship.program_id)
    audit = Audit(new_id(), program.workspace_id, moment, actor, f"line.{to}", finding.id)
    unit.audits.add(audit)
    unit.deliveries.want(moment, template="channel.card", subject_id=program.id)
    return finding, whole


# --- what people read ----------------------------------------------------------------------------


def told(unit: Unit, finding_id: str, person_id: str) -> Message | None:
    """What this member reads; None where it holds no more or the mentorship has ended."""
    finding = unit.findings.get(finding_id)
    whole = mentorships.whole(unit, finding.mentorship_id)
    member = next((one for one in whole.members if one.person_id == person_id), None)
    if member is None or whole.ended_for(member) or finding.state is not FindingState.TOLD:
        return None
    partners = Several(tuple(Mention(one.slack_id) for one in whole.partners(member)))
    return Message(TOLD, whole.mentorship.id, {"partner": partners})


def _facts(finding: Finding, whole: Whole, zone: str) -> dict[str, Fact]:
    mentors = [whole.person(one) for one in whole.members if one.role is Role.MENTOR]
    mentees = [whole.person(one) for one in whole.members if one.role is Role.MENTEE]
    return {
        "mentor": _mentions(mentors),
        "mentee": _mentions(mentees),
        "day": Day(hours.local(finding.found_at, zone).date()),
    }


def _mentions(people: Sequence[Person]) -> Several:
    return Several(tuple(Mention(one.slack_id) for one in people))


def _zone(unit: Unit, program: Program, slack_id: str) -> str:
    person = unit.people.one(workspace_id=program.workspace_id, slack_id=slack_id)
    return person.zone if person else "UTC"


def _running(unit: Unit, workspace_id: str) -> tuple[Program, ...]:
    program = programs.current(unit, workspace_id)
    return (program,) if program else ()
