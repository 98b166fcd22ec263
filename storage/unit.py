"""A unit of work: all repositories over one transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Generic, TypeVar, overload

from sqlalchemy import delete

from bot.domain.agreements import Agreement, Confirmation
from bot.domain.custody import Hold, Keeping
from bot.domain.deliveries import Delivery
from bot.domain.goals import Goal, Rating
from bot.domain.guards import Guard
from bot.domain.invitations import Invitation
from bot.domain.learning import Lesson
from bot.domain.meetings import Meeting, Note
from bot.domain.mentorships import (
    Answer,
    Ending,
    Member,
    Mentorship,
    Pause,
    StageAnswer,
    StageEntry,
)
from bot.domain.participants import Block, Manager, Participant, RoleTaken, Topic
from bot.domain.people import Person
from bot.domain.programs import Audit, Program, Workspace
from bot.domain.reporting import Finding, Report
from bot.domain.requests import Acceptance, Request
from bot.domain.rounds import Round
from bot.domain.runs import Run, RunPair
from bot.domain.silence import Standstill
from bot.domain.support import SupportLine
from bot.ports import Dossier
from storage import erasing, tables
from storage.deliveries import SqlDeliveries
from storage.repositories import Session, SqlRows
from storage.shapes import Shape
from storage.waking import SleepingRows

V = TypeVar("V")
R = TypeVar("R")


class Kept(Generic[R]):
    """A repository of the unit, made when it is first asked for."""

    def __init__(self, make: Callable[[Session], R]) -> None:
        self._make = make
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, unit: None, owner: type) -> "Kept[R]": ...
    @overload
    def __get__(self, unit: "SqlUnit", owner: type) -> R: ...
    def __get__(self, unit: "SqlUnit | None", owner: type) -> "R | Kept[R]":
        if unit is None:
            return self
        made = self._make(unit.session)
        unit.__dict__[self._name] = made
        return made


def rows(value: type[V], row: type[tables.Row]) -> Kept[SqlRows[V]]:
    """A repository without anything of its own."""
    shape = Shape(value, row)
    return Kept(lambda session: SqlRows(session, shape))


def sleepers(value: type[V], row: type[tables.Row]) -> Kept[SleepingRows[V]]:
    """A repository of rows that wake up."""
    shape = Shape(value, row)
    return Kept(lambda session: SleepingRows(session, shape))


def outbox(row: type[tables.Row]) -> Kept[SqlDeliveries]:
    """The repository of deliveries."""
    shape = Shape(Delivery, row)
    return Kept(lambda session: SqlDeliveries(session, shape))


class SqlUnit:
    """One unit of work (bot.ports.Unit): a line for each table."""

    def __init__(self, session: Session) -> None:
        self.session = session

    workspaces = rows(Workspace, tables.WorkspaceRow)
    people = sleepers(Person, tables.PersonRow)
    programs = rows(Program, tables.ProgramRow)
    participants = rows(Participant, tables.ParticipantRow)
    roles = rows(RoleTaken, tables.RoleRow)
    topics = rows(Topic, tables.TopicRow)
    blocks = rows(Block, tables.BlockRow)
    managers = rows(Manager, tables.ManagerRow)
    rounds = sleepers(Round, tables.RoundRow)
    reports = rows(Report, tables.ReportRow)
    lessons = rows(Lesson, tables.LessonRow)
    requests = sleepers(Request, tables.RequestRow)
    acceptances = rows(Acceptance, tables.AcceptanceRow)
    mentorships = sleepers(Mentorship, tables.MentorshipRow)
    members = rows(Member, tables.MemberRow)
    stage_entries = rows(StageEntry, tables.StageEntryRow)
    stage_answers = rows(StageAnswer, tables.StageAnswerRow)
    agreements = rows(Agreement, tables.AgreementRow)
    confirmations = rows(Confirmation, tables.ConfirmationRow)
    goals = rows(Goal, tables.GoalRow)
    ratings = rows(Rating, tables.RatingRow)
    meetings = rows(Meeting, tables.MeetingRow)
    notes = rows(Note, tables.NoteRow)
    answers = rows(Answer, tables.AnswerRow)
    endings = rows(Ending, tables.EndingRow)
    invitations = sleepers(Invitation, tables.InvitationRow)
    guards = rows(Guard, tables.GuardRow)
    findings = rows(Finding, tables.FindingRow)
    runs = rows(Run, tables.RunRow)
    run_pairs = rows(RunPair, tables.RunPairRow)
    pauses = rows(Pause, tables.PauseRow)
    standstills = rows(Standstill, tables.StandstillRow)
    support_lines = rows(SupportLine, tables.SupportLineRow)
    holds = rows(Hold, tables.HoldRow)
    keepings = rows(Keeping, tables.KeepingRow)
    audits = rows(Audit, tables.AuditRow)
    deliveries = outbox(tables.DeliveryRow)

    def once(self, key: str, moment: datetime) -> bool:
        """True the first time this inbound key is seen, in the transaction of its effect."""
        inbound = tables.table_of(tables.InboundRow)
        return self.session.add_new(inbound, {"id": key, "at": moment})

    def dossier(self, person_id: str) -> Dossier:
        """Everything that is kept about this person, as rows by table; see bot.ports.Unit."""
        return erasing.dossier(self.session, person_id)

    def erase(self, person_id: str, alias: str) -> Mapping[str, int]:
        """Erase this person as the columns declare it; see bot.ports.Unit."""
        return erasing.erase(self.session, person_id, alias)

    def delete_own_content(
        self, participant_id: str, mentorship_id: str | None, *, spare_open: bool = False
    ) -> int:
        """Delete what a participant wrote; see bot.ports.Unit."""
        return erasing.delete_own_content(
            self.session, participant_id, mentorship_id, spare_open=spare_open
        )

    def delete_shared_content(self, mentorship_id: str) -> int:
        """Delete what was written together; see bot.ports.Unit."""
        return erasing.delete_shared_content(self.session, mentorship_id)

    def forget_inbound(self, before: datetime) -> int:
        """Forget the inbound keys seen before this; how many there were."""
        inbound = tables.table_of(tables.InboundRow)
        return self.session.write(delete(inbound).where(inbound.c.at < before)).rowcount
