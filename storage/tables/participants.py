"""People in programs: roles, topics, blocks, managers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint

from bot.domain.participants import Role
from storage.tables.declaring import Erase, Row, choice, link, plain, sealed, structure


class ParticipantRow(Row, table=True):
    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("program_id", "person_id"),)
    program_id: str = link("program.id", Erase.KEEP)
    person_id: str = link("person.id", Erase.KEEP, index=True)
    joined_at: datetime = plain(Erase.KEEP)
    left_at: datetime | None = plain(Erase.KEEP)
    purpose: str | None = plain(Erase.BLANK)
    function: str | None = plain(Erase.BLANK)
    team: str | None = plain(Erase.BLANK)
    location: str | None = plain(Erase.BLANK)
    here_since: date | None = plain(Erase.BLANK)
    languages: list[str] = structure(Erase.BLANK, [])
    wishes: str | None = sealed(Erase.BLANK)
    wanted: str | None = sealed(Erase.BLANK)


class RoleRow(Row, table=True):
    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("participant_id", "role"),
        CheckConstraint("taken >= 0", name="taken"),
    )
    participant_id: str = link("participant.id", Erase.DELETE)
    role: Role = choice(Role, Erase.DELETE)
    capacity: int = plain(Erase.DELETE)
    taken: int = plain(Erase.DELETE)
    line: str = sealed(Erase.DELETE)
    listed: bool = plain(Erase.DELETE)
    manners: list[str] = structure(Erase.DELETE)
    rests: str | None = sealed(Erase.DELETE)


class TopicRow(Row, table=True):
    __tablename__ = "topic"
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    role: Role = choice(Role, Erase.DELETE)
    name: str = plain(Erase.DELETE)
    level: int | None = plain(Erase.DELETE)
    priority: int | None = plain(Erase.DELETE)


class BlockRow(Row, table=True):
    __tablename__ = "block"
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    slack_id: str = sealed(Erase.DELETE)


class LessonRow(Row, table=True):
    __tablename__ = "lesson"
    participant_id: str = link("participant.id", Erase.DELETE, index=True)
    name: str = sealed(Erase.DELETE)
    at: datetime = plain(Erase.DELETE)


class ManagerRow(Row, table=True):
    __tablename__ = "manager"
    person_id: str = link("person.id", Erase.DELETE, index=True)
    manager_slack_id: str = sealed(Erase.DELETE)
    named_by_self: bool = plain(Erase.DELETE)
