"""Requests: a proposal to named people, from the question to the beginning."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.participants import Role


class RequestState(StrEnum):
    """`open -> mentor_yes -> begun`, or closed in one of five ways (docs/delivery.md)."""

    OPEN = "open"
    MENTOR_YES = "mentor_yes"
    BEGUN = "begun"
    PASSED = "passed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


NEVER = "never"
"""How a silent request says that it runs out."""

LIVE = (RequestState.OPEN, RequestState.MENTOR_YES)


@dataclass(frozen=True)
class Request:
    """A mentee asks a mentor, or somebody proposes the two.

    `answer_by` is the last working day the mentor has; `wake_at` the next instant something is
    due (reminder, expiry). `round_id` is the turn of the mentee it belongs to, None for a
    proposal. `unheard` says of a request that is shown as waiting and never reaches whom it
    asks when it closes as if passed on: an instant, or NEVER where it runs out; it is empty
    where the question is heard (docs/delivery.md).
    """

    id: str
    program_id: str
    mentee_id: str
    mentor_id: str
    type: str
    asked_by: str
    asked_at: datetime
    answer_by: date
    topic: str = ""
    line: str = ""
    state: RequestState = RequestState.OPEN
    closed_at: datetime | None = None
    wake_at: datetime | None = None
    round_id: str | None = None
    unheard: str | None = ""

    @property
    def silent(self) -> bool:
        """Whether it never reaches whom it asks."""
        return bool(self.unheard)

    @property
    def pass_at(self) -> datetime | None:
        """When a silent request closes as if passed on; None for others and where it runs out."""
        if not self.unheard or self.unheard == NEVER:
            return None
        return datetime.fromisoformat(self.unheard)

    @property
    def by_others(self) -> bool:
        """Whether somebody else brings these two together: neither of them has asked for it."""
        return self.asked_by not in (self.mentee_id, self.mentor_id)


def until(pass_at: datetime | None) -> str:
    """What `unheard` holds of a request that is to close then, or to run out."""
    return NEVER if pass_at is None else pass_at.isoformat()


@dataclass(frozen=True)
class Acceptance:
    """One person's yes to the four lines on confidentiality and its limits."""

    id: str
    request_id: str
    participant_id: str
    role: Role
    at: datetime
