"""The bot as processes of its own: started, watched, killed from outside."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.faults.nursery import ROOT, Child

PLANTED = """
import sys
from bot.recovery import Recoverer
from bot.services.delivering import mark_unconfirmed, put_back

def blind(self, row, moment=None):
    return put_back(self._store, row, "blind", moment or self._clock.wall())

def deaf(self, row, moment):
    with self._store.unit() as unit:
        return mark_unconfirmed(unit, row, "deaf")

def idle(self, row, moment):
    return False

Recoverer.{place} = {weakness}
from bot.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The bot with a planted weakness: it resends what is in doubt without a look (`blind`), never
sends it again (`deaf`), or leaves it be (`idle`)."""


class Process:
    """One process of the bot; what it says on standard error is kept in a file."""

    def __init__(self, handle: "subprocess.Popen[bytes] | Child", said: Path) -> None:
        self._process = handle
        self._said = said

    @property
    def said(self) -> str:
        """What it said on standard error so far."""
        return self._said.read_text(encoding="utf-8")

    @property
    def running(self) -> bool:
        """Whether it still lives."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill it from outside, at once, and wait until it is gone; fails where it had ended."""
        assert self.running, f"it ended by itself:\n{self.said}"
        self._process.send_signal(signal.SIGKILL)
        assert self._process.wait(10) == -signal.SIGKILL

    def ask_to_stop(self) -> None:
        """Send SIGTERM and return at once."""
        self._process.send_signal(signal.SIGTERM)

    def ended(self, within: float) -> int:
        """Wait until it ends by itself; its exit code."""
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not end in {within} seconds:\n{self.said}") from None

    def clear_away(self) -> None:
        """End it in any case."""
        if self.running:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(10)


def started(
    args: Sequence[str],
    environment: Mapping[str, str],
    said: Path,
    weakness: tuple[str, str] | None = None,
) -> Process:
    """`python -m bot ARGS`; `weakness` is a function of `PLANTED` and the method of Recoverer
    it takes the place of."""
    program = ["-m", "bot"]
    if weakness is not None:
        program = ["-c", PLANTED.format(weakness=weakness[0], place=weakness[1])]
    with said.open("wb") as file:
        handle = subprocess.Popen(
            [sys.executable, *program, *args],
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            cwd=said.parent,
            stdout=subprocess.DEVNULL,
            stderr=file,
        )
    return Process(handle, said)
