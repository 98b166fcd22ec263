"""A story as text: who gets what at which local time, first words and buttons, line by line."""

import json
import os
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.office import CAST, Office

STORIES = Path(__file__).parent / "stories"
FIRST_WORDS = 9

_ZONES = {human.id: human.tz for human in CAST.people}
_NAMES = {human.id: human.real_name.split()[0] for human in CAST.people}
_MAY_REWRITE = "REWRITE_STORIES"


def told(office: Office) -> list[str]:
    """Every post, change and private reply of the bot, in order, one line each."""
    calls = [
        entry
        for entry in office.slack.journal(kind="call")
        if entry.get("ok", True) and entry["method"] in ("chat.postMessage", "chat.update")
    ]
    return [_line(office, entry) for entry in calls]


def expected(name: str) -> list[str]:
    """The stored lines of a story."""
    return (STORIES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def same(office: Office, name: str) -> None:
    """Fail unless the story is the stored one; `REWRITE_STORIES=1` stores it instead."""
    lines = told(office)
    if os.environ.get(_MAY_REWRITE):
        STORIES.mkdir(exist_ok=True)
        (STORIES / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    stored = expected(name)
    changes = unified_diff(stored, lines, "stored", "told", n=1, lineterm="")
    assert lines == stored, "\n".join(changes)


def _line(office: Office, entry: dict[str, object]) -> str:
    args = entry["args"]
    assert isinstance(args, dict)
    place, zone = _place(office, str(args["channel"]))
    moment = datetime.fromisoformat(str(entry["at"])).astimezone(ZoneInfo(zone))
    sign = "+" if entry["method"] == "chat.postMessage" else "~"
    words = " ".join(_named(str(args["text"])).split()[:FIRST_WORDS])
    shown = [moment.strftime("%a %d %b %H:%M"), place, sign, words]
    return " | ".join([*shown, _buttons(args)]).rstrip(" |")


def _place(office: Office, channel: str) -> tuple[str, str]:
    if channel.startswith("D_"):
        slack_id = f"U{channel[1:]}"
        return _NAMES[slack_id], _ZONES[slack_id]
    known = {one.id: f"#{one.name}" for one in CAST.channels}
    return known.get(channel, "group"), "Europe/Madrid"


def _named(text: str) -> str:
    for slack_id, name in _NAMES.items():
        text = text.replace(f"<@{slack_id}>", name)
    return text


def _buttons(args: dict[str, object]) -> str:
    blocks = args.get("blocks") or []
    found = json.loads(blocks) if isinstance(blocks, str) else blocks
    elements = [
        element["text"]["text"]
        for block in found
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    return " ".join(f"[{words}]" for words in elements)
