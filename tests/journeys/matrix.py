"""The matrix: every listener, who may not use it and when, and what they read then."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.content.reader import read
from bot.domain.words import PLACEHOLDER, Plural
from handlers.features import LISTENERS
from sandbox.client import Reply
from tests.journeys.rows import changed, dump
from tests.office import CHANNEL, Actor, Office

TABLE = Path(__file__).with_name("matrix.txt")
SECONDS = 3.0
"""Within which a reply is seen (acceptance)."""

TAPPED = "delivery.answered_at"
"""The one trace that every tap on one's own message leaves, whatever becomes of it."""

WORDS = read().words("en")
Json = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A listener with the id it carries, who uses it rightly, and a cell for each situation."""

    kind: str
    id: str
    given: str
    by: str
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        """How the listener is called in the table."""
        return f"{self.kind} {self.id}"


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
    return found - {"button more"} | {f"more {choice}" for choice in ("why", "later")}


# --- what a person sends, whatever Slack would let them ----------------------------------------


def text(value: str) -> Json:
    """What stands in a text field."""
    return {"type": "plain_text_input", "value": value}


def choice(value: str) -> Json:
    """What is chosen among radio buttons or in a select."""
    return {"type": "radio_buttons", "selected_option": {"value": value}}


def choices(*values: str) -> Json:
    """What is chosen in a select of several."""
    picked = [{"value": value} for value in values]
    return {"type": "multi_external_select", "selected_options": picked}


def date(value: str | None) -> Json:
    """A day."""
    return {"type": "datepicker", "selected_date": value}


def user(value: str | None) -> Json:
    """A person."""
    return {"type": "users_select", "selected_user": value}


FORMS: Mapping[str, Mapping[str, Json]] = {
    "form.join": {
        "roles": choice("mentee"),
        "topics": choices("giving_feedback"),
        "hope": text("I want to say hard things without hurting people."),
        "manager": user("U_ADA"),
    },
    "form.accept": {},
    "form.confirm": {},
    "form.propose": {"person": user("U_MAYA"), "role": choice("mentee"), "line": text("Hello")},
    "form.pick": {"starts_at": choice("2026-12-02T10:00:00+00:00")},
    "form.log": {"day": date("2026-11-24")},
    "form.note": {"text": text("How do I begin a hard talk?")},
    "form.topics": {"topics": text("How do I begin a hard talk?")},
    "form.setup": {
        "template": choice("career"),
        "first_day": date("2026-11-30"),
        "hope": text("More people find a mentor."),
    },
    "form.contacts": {
        "assistance": text("Care line 4040"),
        "people_team": text("people@northwind.example"),
        "harassment": text("Ombuds office, room 2"),
        "emergency": text("112"),
    },
}


def sent(who: str, callback: str, about: str, said: Mapping[str, Json]) -> Json:
    """A form as Slack sends it; the same person sends the same one again and again."""
    inputs = [{"type": "input", "block_id": name, "element": {"action_id": name}} for name in said]
    return {
        "id": f"V-{who}-{callback}-{about}",
        "callback_id": callback,
        "private_metadata": about,
        "blocks": [*inputs, {"type": "section"}],
        "state": {"values": {name: {name: state} for name, state in said.items()}},
    }


@dataclass(frozen=True)
class Hand:
    """Somebody who presses what they should not; `ids` are Theo and Maya's."""

    office: Office
    actor: Actor
    ids: Mapping[str, str]
    acting: Callable[[], None] = field(default=lambda: None)

    def use(self, line: Line) -> Reply:
        """Send what this listener hears."""
        reply: Reply = getattr(self, f"_{line.kind}")(line, self.ids.get(line.given, ""))
        return reply

    def _word(self, line: Line, _value: str) -> Reply:
        members = self.office.sandbox._slack.world.conversations[CHANNEL].members
        inside = line.id == "setup" and self.actor.id in members
        channel = CHANNEL if inside else None
        found: Reply = self.actor.command(f"/mentor {line.id}".strip(), channel)
        return found

    def _shortcut(self, line: Line, _value: str) -> Reply:
        trigger = self.actor.trigger()
        payload = {"type": "shortcut", "callback_id": line.id, "trigger_id": trigger}
        found: Reply = self.actor.raw(payload)
        return found

    def _button(self, line: Line, value: str) -> Reply:
        if line.id == "roles":
            return self._in_form()
        channel, ts = self._message(line)
        found: Reply = self.actor.press_raw(line.id, value, ts, channel)
        return found

    def _more(self, line: Line, _value: str) -> Reply:
        option = {"value": line.id, "text": {"type": "plain_text", "text": line.id}}
        channel, ts = self.ids["after"].split("/")
        found: Reply = self.actor.press_raw(
            "more", None, ts, channel, option=option, type="overflow"
        )
        return found

    def _form(self, line: Line, about: str) -> Reply:
        found: Reply = self.actor.submit_raw(sent(self.actor.id, line.id, about, FORMS[line.id]))
        return found

    def _options(self, line: Line, _value: str) -> Reply:
        view = sent(self.actor.id, "form.join", "", {})
        asked = {"type": "block_suggestion", "action_id": line.id, "block_id": line.id}
        found: Reply = self.actor.raw({**asked, "value": "giving", "view": view})
        return found

    def _in_form(self) -> Reply:
        """Another role is chosen in the open form."""
        shown = self.actor.view
        form = shown.id if shown else "V0CLOSED"
        said = {**FORMS["form.join"], "roles": choice("mentor")}
        view = sent(self.actor.id, "form.join", "", said)
        action = {"action_id": "roles", "block_id": "roles", **choice("mentor")}
        payload = {
            "type": "block_actions",
            "container": {"type": "view", "view_id": form},
            "view": {**view, "id": form, "type": "modal"},
            "trigger_id": self.actor.trigger(True),
            "actions": [action],
        }
        found: Reply = self.actor.raw(payload)
        return found

    def _message(self, line: Line) -> tuple[str, str]:
        """The newest message with this button, else the newest from the bot, else a made-up one."""
        if line.id.startswith("setup."):
            card = self.office.slack.posts(CHANNEL)[0]
            return CHANNEL, str(card["ts"])
        all_of_them = self.actor.messages()
        with_it = [one for one in all_of_them if any(line.id == each[1] for each in one.buttons)]
        for message in reversed(with_it or self.actor.dms):
            return message.channel, message.ts
        return f"D{self.actor.id[1:]}", "1.000001"


# --- what is seen, and what has changed -----------------------------------------------------


def seen(office: Office, who: str, since: int, reply: Reply) -> list[str]:
    """Every answer this person got, replies put in another's place too: forms by callback id,
    everything with its words."""
    found = list(_acknowledged(reply))
    for entry in _journal(office)[since:]:
        if entry["kind"] == "ephemeral" and entry["user"] == who:
            found.append(_plain(entry["text"]))
        elif entry["kind"] == "edit" and entry["channel"] == f"D{who[1:]}":
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
        """`answer +table +table.column`; an answer without a dot is a refusal."""
        answer, *may = said.split(" +")
        return cls(answer.strip(), frozenset(one.strip() for one in may))


def try_it(hand: Hand, line: Line, said: str) -> list[str]:
    """Use the listener once; what is wrong with what came of it."""
    office, cell = hand.office, Cell.read(said)
    since, before, began = len(_journal(office)), _dump(office), time.monotonic()
    hand.acting()
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
    more = changed(before, _dump(office)) - cell.may - {TAPPED}
    return problems + ([f"changed {sorted(more)}"] if more else [])


def _journal(office: Office) -> list[Json]:
    """What happened, read in place: copying all of it for every cell takes seconds."""
    return office.sandbox._slack.journal.entries


def _dump(office: Office) -> Any:
    return dump(office.host.store)  # type: ignore[arg-type]
