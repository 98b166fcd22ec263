"""Whom the rows of each table concern, what they are to people, and how long they stay."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.access import Item
from bot.domain.custody import Kept


@dataclass(frozen=True)
class Holding:
    """What a table holds.

    `hers` are the links by which a row is about one person; `shared` the link by which it is
    about everybody in a mentorship. `author` names the column with the id of the participant
    who wrote what is to be blanked, where that is only one of those it is about.
    """

    item: Item
    kept: Kept
    hers: tuple[str, ...] = ()
    shared: str | None = None
    author: str | None = None


_BY_PARTICIPANT = ("participant_id",)
_BY_PERSON = ("person_id",)

HOLDINGS: Mapping[str, Holding] = {
    "workspace": Holding(Item.TECHNICAL, Kept.PROGRAM),
    "program": Holding(Item.PROGRAM, Kept.PROGRAM),
    "audit": Holding(Item.RECORD, Kept.PROGRAM),
    "inbound": Holding(Item.TECHNICAL, Kept.DAYS_7),
    "report": Holding(Item.MANAGER, Kept.PROGRAM),
    "guard": Holding(Item.GUARD, Kept.ERASURE, hers=_BY_PARTICIPANT),
    "finding": Holding(Item.RECORD, Kept.PROGRAM),
    "standstill": Holding(Item.RECORD, Kept.PROGRAM),
    "person": Holding(Item.SETTINGS, Kept.ERASURE, hers=("id",)),
    "hold": Holding(Item.HOLD, Kept.ERASURE, hers=_BY_PERSON),
    "invitation": Holding(Item.CHOICE, Kept.COUNT, hers=_BY_PERSON),
    "participant": Holding(Item.PROFILE, Kept.ERASURE, hers=_BY_PERSON),
    "keeping": Holding(Item.CHOICE, Kept.ERASURE, hers=_BY_PARTICIPANT),
    "role": Holding(Item.PROFILE, Kept.ERASURE, hers=_BY_PARTICIPANT),
    "topic": Holding(Item.PROFILE, Kept.ERASURE, hers=_BY_PARTICIPANT),
    "lesson": Holding(Item.CHOICE, Kept.ERASURE, hers=_BY_PARTICIPANT),
    "block": Holding(Item.BLOCK, Kept.ERASURE, hers=_BY_PARTICIPANT),
    "manager": Holding(Item.MANAGER, Kept.ERASURE, hers=_BY_PERSON),
    "round": Holding(Item.REQUEST, Kept.COUNT, hers=_BY_PARTICIPANT),
    "run": Holding(Item.RECORD, Kept.PROGRAM),
    "run_pair": Holding(Item.REQUEST, Kept.PROGRAM, hers=("mentee_id", "mentor_id")),
    "request": Holding(
        Item.REQUEST, Kept.COUNT, hers=("mentee_id", "mentor_id"), author="asked_by"
    ),
    "acceptance": Holding(Item.REQUEST, Kept.COUNT, hers=_BY_PARTICIPANT),
    "mentorship": Holding(Item.MENTORSHIP, Kept.COUNT, shared="id"),
    "member": Holding(Item.MENTORSHIP, Kept.COUNT, hers=_BY_PARTICIPANT),
    "stage_entry": Holding(Item.STAGE, Kept.COUNT, shared="mentorship_id"),
    "stage_answer": Holding(Item.READY, Kept.FOLLOW_UP, hers=_BY_PARTICIPANT),
    "meeting": Holding(Item.MEETING, Kept.COUNT, shared="mentorship_id"),
    "ending": Holding(Item.MENTORSHIP, Kept.COUNT, shared="mentorship_id", author="asked_by"),
    "agreement": Holding(Item.AGREEMENT, Kept.FOLLOW_UP, shared="mentorship_id", author="by"),
    "confirmation": Holding(Item.AGREEMENT, Kept.FOLLOW_UP, hers=_BY_PARTICIPANT),
    "goal": Holding(Item.GOAL, Kept.FOLLOW_UP, hers=_BY_PARTICIPANT),
    "rating": Holding(Item.NUMBER, Kept.FOLLOW_UP, hers=("goal_id",)),
    "note": Holding(Item.NOTE, Kept.FOLLOW_UP, hers=_BY_PARTICIPANT),
    "answer": Holding(Item.ANSWER, Kept.FOLLOW_UP, hers=_BY_PARTICIPANT),
    "pause": Holding(Item.AWAY, Kept.ERASURE, hers=_BY_PERSON),
    "support_line": Holding(Item.SUPPORT_LINE, Kept.DELIVERED, hers=_BY_PERSON),
    "delivery": Holding(Item.MESSAGES, Kept.DAYS_400, hers=_BY_PERSON),
}
"""One line for each table; a test finds the table without one."""

COLUMNS: Mapping[tuple[str, str], tuple[Item, Kept]] = {
    ("participant", "wishes"): (Item.BLOCK, Kept.ERASURE),
    ("participant", "wanted"): (Item.BLOCK, Kept.ERASURE),
    ("role", "line"): (Item.LINE, Kept.ERASURE),
    ("round", "line"): (Item.LINE, Kept.ERASURE),
    ("request", "line"): (Item.LINE, Kept.ERASURE),
    ("request", "unheard"): (Item.TECHNICAL, Kept.ERASURE),
    ("ending", "asked_by"): (Item.EXIT, Kept.TOLD),
}
"""Columns that are something else than their table."""


ANSWERS: Mapping[str, Item] = {
    "topic": Item.TOPIC_BROUGHT,
    "sure": Item.NUMBER,
    "closing": Item.WISH,
    "closing.thanks": Item.THANKS,
    "flash.came": Item.THANKS,
    "lasted": Item.THANKS,
}
"""What an answer is by its question, where it is more than an answer."""


def item_of(table: str, column: str, row: Mapping[str, object] | None = None) -> Item:
    """What a column is to people; of an answer its row says more."""
    if table == "answer" and column == "value" and row is not None:
        return ANSWERS.get(str(row["question"]), Item.ANSWER)
    return COLUMNS[table, column][0] if (table, column) in COLUMNS else HOLDINGS[table].item


def author_column(table: str) -> str:
    """The column with the id of whoever wrote what is sealed in a row."""
    holding = HOLDINGS[table]
    return holding.author or holding.hers[0]


def kept_of(table: str, column: str) -> Kept:
    """How long a column is kept."""
    return COLUMNS[table, column][1] if (table, column) in COLUMNS else HOLDINGS[table].kept
