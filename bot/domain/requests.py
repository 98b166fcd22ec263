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


LIVE = (RequestState.OPEN, RequestState.MENTOR_YES)


@dataclass(frozen=True)
class Request:
    """A mentee asks a mentor, or somebody proposes the two.

    `answer_by` is the last working day the mentor has; `wake_at` the next instant something is
    due (reminder, expiry). `round_id` is the turn of the mentee it belongs to, None for a
    proposal. `silent` marks a request that is shown as waiting and never delivered; it closes
    at `pass_at`, or expires where that is None (docs/delivery.md).
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
    silent: bool = False
    closed_at: datetime | None = None
    wake_at: datetime | None = None
    round_id: str | None = None
    pass_at: datetime | None = None

    @property
    def by_others(self) -> bool:
        """Whether somebody else brings these two together: neither of them has asked for it."""
        return self.asked_by not in (self.mentee_id, self.mentor_id)


@dataclass(frozen=True)
class Acceptance:
    """One person's yes to the four lines on confidentiality and its limits."""

    id: str
    request_id: str
    participant_id: str
    role: Role
    at: datetime
