"""The matrix: every listener, who may not use it and when, and what they read then."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.reader import read
from bot.domain.words import PLACEHOLDER, Plural
from handlers.features import LISTENERS
from sandbox.client import Reply
from tests.journeys.fields import Json
from tests.journeys.hands import Hand, Line
from tests.journeys.rows import changed, dump
from tests.office import Office

TABLE = Path(__file__).with_name("matrix.txt")
SECONDS = 3.0
"""Within which a reply is seen (acceptance)."""

TAPPED = "delivery.answered_at"
"""The one trace that every tap on one's own message leaves, whatever becomes of it."""

WORDS = read().words("en")


def lines() -> tuple[Line, ...]:
    """The table in `matrix.txt`."""
    rows = [
        [cell.strip() for cell in row.split("|")]
        for row in TABLE.read_text(encoding="utf-8").splitlines()
        if row.strip() and not row.startswith("#")
    ]
    head, *rest = rows
    found = []
    for name, given, by, *cells in rest:
        kind, _, id = name.partition(" ")
        found.append(Line(kind, id, given, by, dict(zip(head[3:], cells, strict=True))))
    return tuple(found)


def registered() -> set[str]:
    """Every listener of the bot that a person can reach, the choices of `...` one by one."""
    found = {f"{one.kind} {one.id}" for one in LISTENERS if one.kind != "event"}
    return found - {"button more"} | {
        f"more {choice}" for choice in ("why", "later", "support.open", "contact.open")
    }


# --- what is seen, and what has changed -----------------------------------------------------


def seen(office: Office, who: str, since: int, reply: Reply) -> list[str]:
    """Every answer this person got, replies put in another's place too: forms by callback id,
    everything with its words."""
    found = list(_acknowledged(reply))
    for entry in _journal(office)[since:]:
        if (entry["kind"] == "ephemeral" and entry["user"] == who) or (
            entry["kind"] == "edit" and entry["channel"] == f"D{who[1:]}"
        ):
            found.append(_plain(entry["text"]))
        elif entry["kind"] == "view" and entry["user"] == who and entry["what"] != "published":
            view = office.slack.person(who).view
            found.append(f"form:{view.callback_id} {_plain(view.text())}" if view else "closed")
    return found


def _acknowledged(reply: Reply) -> Iterator[str]:
    payload = reply.ack_payload if isinstance(reply.ack_payload, dict) else {}
    action = payload.get("response_action")
    if action == "errors":
        yield from (_plain(error) for error in payload["errors"].values())
    elif action == "update":
        body = payload["view"]
        yield f"form:{body['callback_id']} {_plain(json.dumps(body, ensure_ascii=False))}"
    elif action == "clear":
        yield "closed"
    elif "options" in payload:
        yield f"options:{len(payload['options'])}"


def _plain(words: str) -> str:
    return re.sub(r"[*`\\]", "", " ".join(words.split()))


def fits(cell: str, answer: str) -> bool:
    """Whether an answer is the one a cell names: a kind of answer, or the id of its words."""
    if cell.startswith(("form:", "closed", "options:")):
        return answer.startswith(cell)
    return _stem(cell) in answer


def _stem(id: str) -> str:
    """The longest stretch of a text that holds no facts."""
    known = WORDS.messages.get(id)
    template = known.body if known else WORDS.table[id]
    body = template.other if isinstance(template, Plural) else template
    parts = PLACEHOLDER.split(body)[::3]
    return max((_plain(part) for part in parts), key=len)


@dataclass(frozen=True)
class Cell:
    """What is expected: an answer, and the tables or columns that may change."""

    answer: str
    may: frozenset[str]

    @classmethod
    def read(cls, said: str) -> "Cell":
        """`answer +table +table.column`."""
        answer, *may = said.split(" +")
        return cls(answer.strip(), frozenset(one.strip() for one in may))


def sample(database: str, every: tuple[Line, ...]) -> tuple[Line, ...]:
    """Every line on SQLite, every fourth on PostgreSQL: what is refused is refused above both."""
    return every if database == "sqlite" else every[::4]


def try_it(hand: Hand, line: Line, said: str, watch: bool = True) -> list[str]:
    """Use the listener once; what is wrong with what came of it (rows only where watched)."""
    office, cell = hand.office, Cell.read(said)
    since, before, began = len(_journal(office)), _dump(office, watch), time.monotonic()
    reply = hand.use(line)
    spent = time.monotonic() - began
    answers = seen(office, hand.actor.id, since, reply)
    problems = [] if reply.acked else [f"not acknowledged: {reply.error}"]
    if spent >= SECONDS:
        problems.append(f"took {spent:.1f} s")
    if cell.answer not in ("shown", "nothing") and not any(
        fits(cell.answer, one) for one in answers
    ):
        problems.append(f"wanted {cell.answer}, saw {answers}")
    more = changed(before, _dump(office, watch)) - cell.may - {TAPPED}
    return problems + ([f"changed {sorted(more)}"] if more else [])


def _journal(office: Office) -> list[Json]:
    """What happened, read in place: copying all of it for every cell takes seconds."""
    return office.sandbox._slack.journal.entries


def _dump(office: Office, watch: bool) -> Any:
    return {} if not watch else dump(office.host.store)  # type: ignore[arg-type]
