"""What the use cases need from the outside: a store, a directory, a messenger."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.access import Item
from bot.domain.agreements import Agreement, Confirmation
from bot.domain.custody import Hold, Keeping, Kept
from bot.domain.deliveries import Delivery, State
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
from bot.outside import Body, Directory, Fate, File, Found, Messenger, Posted, Profile

# What is outside is reached from here too, so that a use case has one place to look.
__all__ = ["Body", "Directory", "Fate", "File", "Found", "Messenger", "Posted", "Profile"]

in_unit: ContextVar[bool] = ContextVar("in_unit", default=False)
"""True while a unit of work is open in this context; a Slack call then raises."""

V = TypeVar("V")


@dataclass(frozen=True)
class Record:
    """What one table keeps about a person: its rows by column, as that person may read them."""

    table: str
    item: Item
    kept: Kept
    rows: Sequence[Mapping[str, object]]


Dossier = Sequence[Record]
"""Everything that is kept about a person."""


class SlackInsideUnit(RuntimeError):
    """A call to Slack was tried while a unit of work was open."""


class Rows(Protocol[V]):
    """The rows of one table as frozen values. `equal` names plain columns, never sealed ones."""

    def get(self, row_id: str) -> V:
        """The value with this id; raises LookupError."""

    def find(self, **equal: object) -> tuple[V, ...]:
        """All values whose columns equal these (a tuple means "one of"), oldest first."""

    def one(self, **equal: object) -> V | None:
        """The first of `find`, or None."""

    def add(self, value: V) -> None:
        """Keep a new value."""

    def save(self, value: V) -> None:
        """Replace the value with the same id; raises LookupError where there is none."""

    def remove(self, row_id: str) -> None:
        """Delete the row; nothing happens where there is none."""

    def change(self, row_id: str, expect: Mapping[str, object], to: Mapping[str, object]) -> bool:
        """Set the columns `to` where those of `expect` still hold; whether it did."""


class Deliveries(Rows[Delivery], Protocol):
    """The outbox."""

    def queue(self, delivery: Delivery) -> bool:
        """Add unless its key exists; whether it was new."""

    def claim(self, moment: datetime, lease_until: datetime, limit: int) -> tuple[Delivery, ...]:
        """Lease due pending rows (and raise their fence), the most urgent first."""

    def in_doubt(self) -> tuple[Delivery, ...]:
        """Rows that are `sending`, oldest mark first."""

    def lapsed(self) -> tuple[Delivery, ...]:
        """Rows that are `leased`, whoever holds them."""

    def to_edit(self, moment: datetime, limit: int) -> tuple[Delivery, ...]:
        """Sent rows whose `shown` lags `wanted` and whose `edit_at` has come."""

    def sent_to(self, person_id: str, since: datetime) -> tuple[Delivery, ...]:
        """Rows sent to this person since then, oldest first."""

    def cancel(self, reason: str, **equal: object) -> int:
        """Skip every pending row with these columns; how many."""

    def want(self, moment: datetime, **equal: object) -> tuple[Delivery, ...]:
        """Raise `wanted` of the sent rows with these columns; the rows. The listener that
        caused it shows it at once, the sender 20 s after `moment` where it did not."""

    @property
    def raised(self) -> tuple[str, ...]:
        """The ids of the rows whose `wanted` this unit raised."""

    def forget(
        self, states: Sequence[State], before: datetime, spared: Sequence[str], limit: int
    ) -> int:
        """Delete rows in these states that were due before this, but not those of the `spared`
        people; how many, at most `limit`."""

    def next_due(self) -> datetime | None:
        """The earliest `next_at` of a pending row or `edit_at` of a lagging one."""


class Sleeping(Rows[V], Protocol[V]):
    """Rows that wake up, with the index that wakes them."""

    def due(self, moment: datetime, limit: int) -> tuple[V, ...]:
        """Those whose `wake_at` has come, earliest first."""

    def next_wake(self) -> datetime | None:
        """The earliest `wake_at`."""


class Unit(Protocol):
    """One unit of work: everything in it is kept together, or nothing is."""

    @property
    def workspaces(self) -> Rows[Workspace]: ...
    @property
    def people(self) -> Sleeping[Person]: ...
    @property
    def programs(self) -> Rows[Program]: ...
    @property
    def participants(self) -> Rows[Participant]: ...
    @property
    def roles(self) -> Rows[RoleTaken]: ...
    @property
    def topics(self) -> Rows[Topic]: ...
    @property
    def blocks(self) -> Rows[Block]: ...
    @property
    def managers(self) -> Rows[Manager]: ...
    @property
    def lessons(self) -> Rows[Lesson]: ...
    @property
    def rounds(self) -> Sleeping[Round]: ...
    @property
    def reports(self) -> Rows[Report]: ...
    @property
    def requests(self) -> Sleeping[Request]: ...
    @property
    def acceptances(self) -> Rows[Acceptance]: ...
    @property
    def mentorships(self) -> Sleeping[Mentorship]: ...
    @property
    def members(self) -> Rows[Member]: ...
    @property
    def stage_entries(self) -> Rows[StageEntry]: ...
    @property
    def stage_answers(self) -> Rows[StageAnswer]: ...
    @property
    def agreements(self) -> Rows[Agreement]: ...
    @property
    def confirmations(self) -> Rows[Confirmation]: ...
    @property
    def goals(self) -> Rows[Goal]: ...
    @property
    def ratings(self) -> Rows[Rating]: ...
    @property
    def meetings(self) -> Rows[Meeting]: ...
    @property
    def notes(self) -> Rows[Note]: ...
    @property
    def answers(self) -> Rows[Answer]: ...
    @property
    def endings(self) -> Rows[Ending]: ...
    @property
    def guards(self) -> Rows[Guard]: ...
    @property
    def findings(self) -> Rows[Finding]: ...
    @property
    def invitations(self) -> Sleeping[Invitation]: ...
    @property
    def runs(self) -> Rows[Run]: ...
    @property
    def run_pairs(self) -> Rows[RunPair]: ...
    @property
    def pauses(self) -> Rows[Pause]: ...
    @property
    def standstills(self) -> Rows[Standstill]: ...
    @property
    def support_lines(self) -> Rows[SupportLine]: ...
    @property
    def holds(self) -> Rows[Hold]: ...
    @property
    def keepings(self) -> Rows[Keeping]: ...
    @property
    def audits(self) -> Rows[Audit]: ...
    @property
    def deliveries(self) -> Deliveries: ...

    def dossier(self, person_id: str) -> Dossier:
        """Everything that is kept about this person: their own rows whole, and of what is
        shared with others only what the others did not write."""

    def erase(self, person_id: str, alias: str) -> Mapping[str, int]:
        """Do to each column what it declares for erasure: this person's words are gone, `alias`
        stands where the identity stood, counts and others' words stay. The rows that were
        deleted or changed, by table. Raises LookupError."""

    def delete_own_content(
        self, participant_id: str, mentorship_id: str | None, *, spare_open: bool = False
    ) -> int:
        """Delete what this participant wrote in a mentorship (None: outside any), once its time
        is over; how many rows. `spare_open`: what is still in use goes with them into the next."""

    def delete_shared_content(self, mentorship_id: str) -> int:
        """Delete what the people in a mentorship wrote together; how many rows."""

    def once(self, key: str, moment: datetime) -> bool:
        """True the first time this inbound key is seen, in the transaction of its effect."""


class Store(Protocol):
    """Where everything is kept."""

    def unit(self, wait: float = 10.0) -> AbstractContextManager[Unit]:
        """A writing unit of work; waits at most `wait` seconds for the lock, then raises Busy."""

    def read(self) -> AbstractContextManager[Unit]:
        """A reading unit of work; nothing in it may write."""

    def tidy(self, before: datetime) -> int:
        """Forget inbound keys older than this, and give back the room of what was deleted; how
        many keys there were."""


class Busy(Exception):
    """The store did not give the lock in time; nothing was changed."""
