"""Many people who press at the same moment, and what each of them sees.

The presses are prepared on open connections and leave in one go. Both moments of a sample are
the pocket Slack's own: when it took the press, and when the reply was before the person's eyes.
Nobody looks meanwhile, so that looking costs nothing.
"""

import json
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from benchmarks.figures import Spread
from sandbox.client import Client

UNSEEN_AFTER = 10.0
"""Seconds after which a reply counts as never seen."""

_FIRST_LOOK, _PER_PRESS, _BETWEEN_LOOKS = 0.15, 0.03, 0.25


@dataclass(frozen=True)
class Press:
    """What one person does, and the entry of Slack's journal that shows it answered."""

    user: str
    verb: str
    act: Mapping[str, Any]
    shown: str
    where: Mapping[str, str] = field(default_factory=dict)


def at_once(url: str, presses: Sequence[Press], patience: float = UNSEEN_AFTER) -> Spread:
    """Let all of them press now; raises RuntimeError where somebody could not have."""
    with ExitStack() as opened:
        wires = [opened.enter_context(closing(_wire(url))) for _ in presses]
        until = time.monotonic() + patience
        for wire, press in zip(wires, presses, strict=True):
            wire.request("POST", f"/control/{press.verb}", _body(press), _JSON)
        for wire in wires:
            answer = wire.getresponse()
            words = answer.read().decode()
            if answer.status != 200:
                raise RuntimeError(f"nobody could have pressed that: {words[:500]}")
    return _watch(Client(url), presses, until)


_JSON = {"Content-Type": "application/json"}


def _wire(url: str) -> HTTPConnection:
    parts = urlsplit(url)
    wire = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    wire.connect()
    return wire


def _body(press: Press) -> bytes:
    return json.dumps({"user": press.user, **press.act}).encode()


def _watch(client: Client, presses: Sequence[Press], until: float) -> Spread:
    time.sleep(_FIRST_LOOK + _PER_PRESS * len(presses))
    while True:
        found = _seconds(client, presses)
        if len(found) == len(presses) or time.monotonic() >= until:
            return Spread(tuple(found), len(presses) - len(found))
        time.sleep(_BETWEEN_LOOKS)


def _seconds(client: Client, presses: Sequence[Press]) -> list[float]:
    pressed = {entry["user"]: entry for entry in client.journal(kind="action")}
    shown = client.journal(kind=presses[0].shown)
    found = (_answered(pressed[press.user], press, shown) for press in presses)
    return [seconds for seconds in found if seconds is not None]


def _answered(
    pressed: Mapping[str, Any], press: Press, shown: Sequence[Mapping[str, Any]]
) -> float | None:
    """How long after the press its reply was shown; None where it was not."""
    for entry in shown:
        fits = all(entry.get(name) == value for name, value in press.where.items())
        if fits and entry["index"] > pressed["index"]:
            gap = datetime.fromisoformat(entry["at"]) - datetime.fromisoformat(pressed["at"])
            return gap.total_seconds()
    return None
