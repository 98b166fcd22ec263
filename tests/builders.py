"""Values for tests, and the small cast that every test plays with.

Theo Brandt is a mentee, Maya Okafor and Jonas Weber are mentors, Ada Lind and Tom Reyes
coordinate, Nora Stein is a workspace admin, Otto Falk belongs to nothing. Every builder takes
the fields that matter to the test by name and fills the rest in.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.deliveries import HEARTBEAT, KINDS, About, Delivery, State, Surface, plan
from bot.domain.goals import Goal
from bot.domain.meetings import Meeting, Note
from bot.domain.mentorships import (
    Ending,
    Member,
    Mentorship,
    Outcome,
    Pause,
    Stage,
    StageEntry,
    StageReason,
)
from bot.domain.participants import Block, Manager, Participant, Role, RoleTaken, Topic
from bot.domain.people import Person
from bot.domain.programs import HelpContacts, Program, ProgramState, Workspace
from bot.domain.requests import Acceptance, Request

TEAM = "T0MENTOR"
MADRID = "Europe/Madrid"

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=UTC)
"""Tuesday 1 December 2026, 11:00 in Madrid: everybody's message hours are open."""


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """So many days after that Tuesday, at this hour (UTC); Madrid is one hour ahead."""
    return TUESDAY.replace(hour=hour, minute=minute) + timedelta(days=day)


def _somebody(name: str, zone: str = MADRID) -> Person:
    return Person(id=name, workspace_id=TEAM, slack_id=f"U{name.upper()}", zone=zone)


THEO = _somebody("theo")
MAYA = _somebody("maya")
JONAS = _somebody("jonas", "Europe/London")
ADA = _somebody("ada")
TOM = _somebody("tom")
NORA = _somebody("nora")
OTTO = _somebody("otto")
CAST = (THEO, MAYA, JONAS, ADA, TOM, NORA, OTTO)


def person(who: Person = THEO, **changes: Any) -> Person:
    return replace(who, **changes)


def workspace(**changes: Any) -> Workspace:
    return replace(Workspace(TEAM, bot_user="UBOT", admin_channel="CADMIN"), **changes)


CONTACTS = HelpContacts("Talk line, 0800 1", "people@example.org", "<@UNORA>", "112")


def program(**changes: Any) -> Program:
    base = Program(
        id="career",
        workspace_id=TEAM,
        template="career",
        first_day=date(2026, 11, 30),
        hope="People ask for help earlier",
        state=ProgramState.OPEN,
        contacts=CONTACTS,
        created_by=NORA.slack_id,
    )
    return replace(base, **changes)


def participant(who: Person = THEO, **changes: Any) -> Participant:
    base = Participant(f"{who.id}-in-career", "career", who.id, joined_at=at(-14))
    return replace(base, **changes)


def role(who: Person = THEO, taken: Role = Role.MENTEE, **changes: Any) -> RoleTaken:
    return replace(RoleTaken(f"{who.id}-{taken}", f"{who.id}-in-career", taken), **changes)


def topic(name: str, who: Person = THEO, taken: Role = Role.MENTEE, **changes: Any) -> Topic:
    base = Topic(f"{who.id}-{name}", f"{who.id}-in-career", taken, name)
    return replace(base, **changes)


def block(who: Person = THEO, against: Person = JONAS) -> Block:
    return Block(f"{who.id}-blocks-{against.id}", f"{who.id}-in-career", against.slack_id)


def manager(of: Person = THEO, who: Person = JONAS, **changes: Any) -> Manager:
    return replace(Manager(f"{who.id}-manages-{of.id}", of.id, who.slack_id), **changes)


def request(mentee: Person = THEO, mentor: Person = MAYA, **changes: Any) -> Request:
    base = Request(
        id=f"{mentee.id}-asks-{mentor.id}",
        program_id="career",
        mentee_id=f"{mentee.id}-in-career",
        mentor_id=f"{mentor.id}-in-career",
        type="one_on_one",
        asked_by=f"{mentee.id}-in-career",
        asked_at=at(-10),
        answer_by=at(-3).date(),
    )
    return replace(base, **changes)


def acceptance(who: Person = MAYA, taken: Role = Role.MENTOR, **changes: Any) -> Acceptance:
    base = Acceptance(f"{who.id}-accepts", "theo-asks-maya", f"{who.id}-in-career", taken, at(-8))
    return replace(base, **changes)


def mentorship(**changes: Any) -> Mentorship:
    base = Mentorship(
        id="theo-and-maya",
        program_id="career",
        request_id="theo-asks-maya",
        type="one_on_one",
        purpose="career",
        weeks=12,
        cadence_days=14,
        began_at=at(-1),
    )
    return replace(base, **changes)


def member(who: Person = THEO, taken: Role = Role.MENTEE, **changes: Any) -> Member:
    base = Member(f"{who.id}-member", "theo-and-maya", f"{who.id}-in-career", who.id, taken)
    return replace(base, **changes)


def stage_entry(stage: Stage = Stage.GETTING_TO_KNOW, **changes: Any) -> StageEntry:
    base = StageEntry(f"stage-{stage}", "theo-and-maya", 1, stage, at(-1), StageReason.BEGAN)
    return replace(base, **changes)


def ending(outcome: Outcome = Outcome.COMPLETED, **changes: Any) -> Ending:
    return replace(Ending("ending", "theo-and-maya", at(80), outcome), **changes)


def meeting(**changes: Any) -> Meeting:
    base = Meeting("talk-1", "theo-and-maya", at(1, 9), 45, MADRID, planned_at=at(-1))
    return replace(base, **changes)


def goal(**changes: Any) -> Goal:
    sentence, evidence = "I say hard things without hurting people", "I ask before I comment"
    return replace(Goal("goal-1", "theo-in-career", sentence, evidence, at(3)), **changes)


def note(text: str = "How do I begin?", **changes: Any) -> Note:
    base = Note("note-1", "theo-in-career", text, at(-1), mentorship_id="theo-and-maya")
    return replace(base, **changes)


def pause(since: datetime, until: datetime, **changes: Any) -> Pause:
    """Theo is away, unless the test says who."""
    if "mentorship_id" not in changes:
        changes.setdefault("person_id", THEO.id)
    return replace(Pause("pause", since, until), **changes)


def delivery(kind: str = "stage", due: datetime = TUESDAY, **changes: Any) -> Delivery:
    """A pending delivery to Theo; another `subject_id` is another matter."""
    in_pair = kind in HEARTBEAT or kind == "stage"
    to_person = KINDS[kind].surface is Surface.DM
    about = About(
        workspace_id=TEAM,
        subject_type=str(changes.pop("subject_type", "meeting" if kind in HEARTBEAT else "goal")),
        subject_id=str(changes.pop("subject_id", f"{kind}-{due:%y%m%d%H%M}")),
        person_id=THEO.id if to_person else None,
        mentorship_id="theo-and-maya" if in_pair else None,
        program_id="career",
    )
    expires = changes.pop("expires_at", None)
    if KINDS[kind].expires is None:
        expires = expires or due + timedelta(days=7)
    return replace(plan(kind, str(changes.pop("template", kind)), about, due, expires), **changes)


def sent(kind: str, when: datetime, **changes: Any) -> Delivery:
    """A delivery that reached Theo at this moment, when it was due."""
    changes.setdefault("sent_at", when)
    return replace(delivery(kind, changes.pop("due", when), **changes), state=State.SENT)
