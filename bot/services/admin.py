"""The console: settings, pause, resume, close and preview; each change is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.deliveries import About, Delivery, State, WhenAway, plan
from bot.domain.facts import Fact, Term
from bot.domain.ids import delivery_id, new_id
from bot.domain.mentorships import Ending, Outcome
from bot.domain.messages import Message
from bot.domain.programs import Audit, Program, ProgramState
from bot.domain.refusals import refuse
from bot.domain.requests import LIVE, Request, RequestState
from bot.domain.settings import SETTINGS, Setting, preset
from bot.ports import Profile, Unit
from bot.services import (
    asking,
    findings,
    guarding,
    invitations,
    learning,
    people,
    places,
    programs,
    reporting,
    rounds,
    sides,
)
from bot.services.messages import channel
from bot.services.preferences import look_again

_AGAIN_AFTER = 300
"""Seconds in which a second press for a preview sends nothing more."""

_A_PAUSE = timedelta(days=400)
"""Longer than any pause: what is held in one does not expire before it ends."""


@dataclass(frozen=True)
class By:
    """Who does something, a Slack id, and when."""

    actor: str
    at: datetime


@dataclass(frozen=True)
class Value:
    """A setting and what it is in this program now."""

    setting: Setting
    value: int


def console(unit: Unit, workspace_id: str, reader: str) -> tuple[Message, ...]:
    """How the program stands, and what this coordinator can do about it; raises Refused."""
    program = current(unit, workspace_id)
    facts = channel.facts(unit, program)
    inviting = (Message("admin.open.match", program.id), Message("admin.open.invite", program.id))
    return (
        Message(f"admin.{program.state}", program.id, facts),
        *_attention(unit, program, reader),
        *(inviting if program.state is ProgramState.OPEN else ()),
        reporting.summary(unit, program),
        learning.counted(unit, program),
        Message(f"admin.{program.state}.stop", program.id),
    )


def _attention(unit: Unit, program: Program, reader: str) -> tuple[Message, ...]:
    """What waits for a coordinator, but for what concerns this one."""
    waiting = len(findings.shown(unit, program, reader))
    words = len(guarding.shown(unit, program, reader))
    facts: dict[str, Fact] = {
        "n": Term("count.attention", {"n": waiting}) if waiting else "",
        "words": Term("count.words", {"n": words}) if words else "",
    }
    return (Message("admin.attention", program.id, facts),) if waiting or words else ()


def current(unit: Unit, workspace_id: str) -> Program:
    """The program to administer, open or paused; raises Refused before one is open."""
    program = programs.current(unit, workspace_id)
    if program is None:
        raise refuse("admin.no_program")
    return program


def settings(program: Program) -> tuple[Value, ...]:
    """Every setting with the value that holds for new mentorships."""
    return tuple(Value(one, programs.setting(program, one.name)) for one in SETTINGS.values())


def change(unit: Unit, workspace_id: str, wanted: Mapping[str, int], by: By) -> None:
    """Keep these settings for what begins from now on, and note each that changed.

    Raises Refused at the field of a value that is not allowed.
    """
    program = current(unit, workspace_id)
    before = {one.setting.name: one.value for one in settings(program)}
    after = before | dict(wanted)
    _check(after)
    overrides = {
        name: value for name, value in after.items() if value != preset(name, program.template)
    }
    changed = tuple(name for name in SETTINGS if after[name] != before[name])
    if not changed:
        return
    unit.programs.change(program.id, {}, {"overrides": overrides})
    for name in changed:
        detail = {"setting": name, "from": before[name], "to": after[name]}
        _note(unit, program, by, "setting.changed", detail)
    unit.deliveries.want(by.at, template="channel.card", subject_id=program.id)


def pause(unit: Unit, workspace_id: str, by: By) -> None:
    """Nothing more is sent until it goes on; the time to answer requests stands still."""
    program = current(unit, workspace_id)
    if not _move(unit, program, ProgramState.OPEN, ProgramState.PAUSED):
        return
    for request in unit.requests.find(program_id=program.id, state=LIVE):
        unit.requests.change(request.id, {}, {"wake_at": None})
    rounds.hold(unit, program)
    for row in _held(unit, program):
        unit.deliveries.change(row.id, {"state": row.state}, {"expires_at": by.at + _A_PAUSE})
    _moved(unit, program, by, "program.paused")


def resume(unit: Unit, workspace_id: str, by: By) -> None:
    """It goes on: what was held goes out, and who was asked has the whole time again."""
    program = current(unit, workspace_id)
    if not _move(unit, program, ProgramState.PAUSED, ProgramState.OPEN):
        return
    rounds.go_on(unit, program, by.at)
    for request in unit.requests.find(program_id=program.id, state=LIVE):
        _ask_anew(unit, request, by.at)
    for row in _held(unit, program):
        if row.rules.expires is not None:
            fresh = {"expires_at": by.at + row.rules.expires}
            unit.deliveries.change(row.id, {"state": row.state}, fresh)
    invitations.resumed(unit, program, by.at)
    for mentorship in programs.running(unit, program.id):
        unit.mentorships.change(mentorship.id, {}, {"wake_at": by.at})
    _moved(unit, program, by, "program.resumed")


def close(unit: Unit, workspace_id: str, by: By) -> None:
    """The program ends for everyone: requests close, mentorships end without fault, and each
    participant reads it once. Raises Refused where none is open."""
    program = current(unit, workspace_id)
    if not _move(unit, program, program.state, ProgramState.CLOSED):
        return
    for request in unit.requests.find(program_id=program.id, state=LIVE):
        closed = {"state": RequestState.EXPIRED, "closed_at": by.at, "wake_at": None}
        unit.requests.change(request.id, {"state": request.state}, closed)
        if request.state is RequestState.MENTOR_YES:
            places.free(unit, request.mentor_id, request.type)
        unit.deliveries.cancel("closed", subject_type="request", subject_id=request.id)
    rounds.end(unit, program, by.at)
    for mentorship in programs.running(unit, program.id):
        unit.endings.add(Ending(new_id(), mentorship.id, by.at, Outcome.CLOSED_OTHER))
        unit.mentorships.change(mentorship.id, {}, {"wake_at": None})
    invitations.closed(unit, program, by.at)
    _tell_everyone(unit, program, by.at)
    _moved(unit, program, by, "program.closed")


def preview(unit: Unit, workspace_id: str, profile: Profile, moment: datetime) -> None:
    """Send a coordinator the first message of a mentee and of a mentor; once in five minutes."""
    program = current(unit, workspace_id)
    window = int(moment.timestamp() // _AGAIN_AFTER)
    if not unit.once(f"preview/{profile.slack_id}/{window}", moment):
        return
    person = people.meet(unit, workspace_id, profile)
    about = About(workspace_id, "program", program.id, person.id, program_id=program.id)
    for template in ("preview.mentee", "preview.mentor"):
        row = plan("receipt", template, about, moment)
        key = f"{row.key}/{window}"
        unit.deliveries.queue(replace(row, id=delivery_id(key), key=key))


def _held(unit: Unit, program: Program) -> list[Delivery]:
    """What waits out a pause instead of being dropped."""
    waiting = unit.deliveries.find(program_id=program.id, state=State.PENDING)
    return [row for row in waiting if row.rules.when_away is WhenAway.HELD]


def _ask_anew(unit: Unit, request: Request, moment: datetime) -> None:
    """Whoever has to answer this request has the whole time for it from now on."""
    whole = sides.of(unit, request)
    if request.state is RequestState.MENTOR_YES:
        end = sides.mentee_deadline(whole, moment)
        unit.requests.change(request.id, {}, {"wake_at": end})
    else:
        end = asking.anew(unit, whole, moment)
    for row in unit.deliveries.find(subject_id=request.id, state=State.PENDING, kind="request"):
        unit.deliveries.change(row.id, {"state": State.PENDING}, {"expires_at": end})
    unit.deliveries.want(moment, template="joined", subject_id=request.mentee_id)


def _check(values: Mapping[str, int]) -> None:
    for name, value in values.items():
        if name not in SETTINGS or not SETTINGS[name].allows(value):
            raise refuse("admin.value", at=name)
    if values["remind_after"] >= values["answer_days"]:
        raise refuse("admin.remind_before", at="remind_after")


def _move(unit: Unit, program: Program, expect: ProgramState, to: ProgramState) -> bool:
    """Whether it was in the expected state, and is in the other one now."""
    return unit.programs.change(program.id, {"state": expect}, {"state": to})


def _moved(unit: Unit, program: Program, by: By, action: str) -> None:
    """It is written down, what waits is asked anew, and what is shown follows."""
    _note(unit, program, by, action)
    look_again(unit, by.at, program_id=program.id)
    unit.deliveries.want(by.at, template="channel.card", subject_id=program.id)
    unit.deliveries.want(by.at, subject_type="request", program_id=program.id)


def _tell_everyone(unit: Unit, program: Program, moment: datetime) -> None:
    for member in unit.participants.find(program_id=program.id, left_at=None):
        about = About(
            program.workspace_id, "program", program.id, member.person_id, program_id=program.id
        )
        unit.deliveries.queue(plan("news", "program.closed", about, moment))


def _note(
    unit: Unit, program: Program, by: By, action: str, detail: Mapping[str, object] | None = None
) -> None:
    audit = Audit(new_id(), program.workspace_id, by.at, by.actor, action, program.id, detail or {})
    unit.audits.add(audit)
