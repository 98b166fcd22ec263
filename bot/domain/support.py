"""Help for people: a line to a coordinator, and what of it is never remembered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

LINE_MOST = 500
"""Characters of a line to a coordinator; it is a beginning, not the whole story."""

FORGOTTEN: Mapping[str, str] = {"reply.concern": "reply.hello", "reply.help": "reply.hello"}
"""What a message that offered help is remembered as once it is over: that somebody was offered
help is kept nowhere (docs/mentoring.md)."""


@dataclass(frozen=True)
class SupportLine:
    """A line from somebody to one coordinator; it exists until it is delivered.

    `may_act` is the writer's word on whether the coordinator may do something about it.
    """

    id: str
    person_id: str
    reader_id: str
    text: str
    may_act: bool
    at: datetime
