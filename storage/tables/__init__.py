"""The tables: one for each value of the domain, columns named as its fields."""

from storage.tables.agreements import AgreementRow, ConfirmationRow
from storage.tables.custody import HoldRow, KeepingRow
from storage.tables.declaring import Erase, Row, Sealed, metadata, table_of
from storage.tables.deliveries import DeliveryRow, InboundRow
from storage.tables.guards import GuardRow
from storage.tables.invitations import InvitationRow
from storage.tables.meetings import AnswerRow, GoalRow, MeetingRow, NoteRow, RatingRow
from storage.tables.mentorships import (
    EndingRow,
    MemberRow,
    MentorshipRow,
    PauseRow,
    StageAnswerRow,
    StageEntryRow,
)
from storage.tables.participants import (
    BlockRow,
    LessonRow,
    ManagerRow,
    ParticipantRow,
    RoleRow,
    TopicRow,
)
from storage.tables.people import PersonRow, WorkspaceRow
from storage.tables.programs import AuditRow, ProgramRow
from storage.tables.reporting import FindingRow, ReportRow
from storage.tables.requests import AcceptanceRow, RequestRow, RoundRow
from storage.tables.runs import RunPairRow, RunRow
from storage.tables.standstills import StandstillRow
from storage.tables.support import SupportLineRow

__all__ = [
    "AcceptanceRow",
    "AgreementRow",
    "AnswerRow",
    "AuditRow",
    "BlockRow",
    "ConfirmationRow",
    "DeliveryRow",
    "EndingRow",
    "Erase",
    "FindingRow",
    "GoalRow",
    "GuardRow",
    "HoldRow",
    "InboundRow",
    "InvitationRow",
    "KeepingRow",
    "LessonRow",
    "ManagerRow",
    "MeetingRow",
    "MemberRow",
    "MentorshipRow",
    "NoteRow",
    "ParticipantRow",
    "PauseRow",
    "PersonRow",
    "ProgramRow",
    "RatingRow",
    "ReportRow",
    "RequestRow",
    "RoleRow",
    "RoundRow",
    "Row",
    "RunPairRow",
    "RunRow",
    "Sealed",
    "StageAnswerRow",
    "StageEntryRow",
    "StandstillRow",
    "SupportLineRow",
    "TopicRow",
    "WorkspaceRow",
    "metadata",
    "table_of",
]
