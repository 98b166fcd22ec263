"""The nursery: forks processes of the bot from one that has all its modules loaded already.

What a child then runs is `python -m bot ARGS`, without the second that the imports take. Run as
a program, this module is the nursery itself: orders on standard input, answers on standard
output, one JSON line each.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Child:
    """A child of the nursery, with the few methods of `subprocess.Popen` that are needed."""

    def __init__(self, nursery: "Nursery", pid: int) -> None:
        self._nursery = nursery
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it lives."""
        if self._code is None:
            self._code = self._nursery.ask(poll=self.pid)
        return self._code

    def wait(self, timeout: float) -> int:
        """The exit code once it has ended; raises subprocess.TimeoutExpired."""
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("bot", timeout)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)


class Nursery:
    """One process that forks the others; ended by `close`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fork(self, args: Sequence[str], environment: Mapping[str, str], said: Path) -> Child:
        """A child that runs the bot with these arguments, its standard error in a file."""
        pid = self.ask(args=list(args), environment=dict(environment), said=str(said))
        return Child(self, int(pid))

    def ask(self, **order: Any) -> Any:
        """Give an order; the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the nursery; its children were ended by those who asked for them."""
        self._process.communicate()


def _serve() -> None:
    import bot.cli.run
    import bot.cli.tick  # noqa: F401 - loaded for the children

    for line in sys.stdin:
        order = json.loads(line)
        if "poll" in order:
            pid, status = os.waitpid(order["poll"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        else:
            answer = os.fork()
            if answer == 0:
                raise SystemExit(_live(order))
        print(json.dumps(answer), flush=True)  # noqa: T201 - the wire to the test


def _live(order: Mapping[str, Any]) -> int:
    from bot.cli import main

    with Path(os.devnull).open("r+b") as nothing, Path(order["said"]).open("wb") as said:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
        os.dup2(said.fileno(), 2)
    os.environ.update(order["environment"])
    os.chdir(Path(order["said"]).parent)
    return main(order["args"])


if __name__ == "__main__":
    _serve()
