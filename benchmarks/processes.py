"""The processes that are measured: the pocket Slack, the bot and whatever it is compared with."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread

ROOT = Path(__file__).parents[1]

PATIENCE = 60.0
"""Seconds after which a process that does not say what it should is given up."""

_READY = "ready"


class Child:
    """A Python process of ours; what it says on either stream is kept."""

    def __init__(self, args: list[str], environment: Mapping[str, str], folder: Path) -> None:
        """Start `python ARGS` in this folder, so that no `.env` of ours gets in."""
        self.began = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, *args],
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: list[tuple[float, str]] = []
        self._ended = False
        self._heard = Condition()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def said(self) -> str:
        """Everything it said so far."""
        with self._heard:
            return "".join(line for _, line in self._lines)

    def wait_for(self, words: str) -> float:
        """Wait for a line with these words; the monotonic second at which it came. Raises
        RuntimeError with what was said instead."""
        with self._heard:
            self._heard.wait_for(lambda: self._ended or self._moment(words), PATIENCE)
            moment = self._moment(words)
        if moment is None:
            raise RuntimeError(f"no {words!r} from {self._process.args!r}:\n{self.said[-3000:]}")
        return moment

    def stop(self) -> None:
        """Ask it to end, and wait; after half a minute it is ended."""
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _moment(self, words: str) -> float | None:
        return next((at for at, line in self._lines if words in line), None)

    def _read(self) -> None:
        for line in self._process.stdout or ():
            with self._heard:
                self._lines.append((time.monotonic(), line))
                self._heard.notify_all()
        with self._heard:
            self._ended = True
            self._heard.notify_all()


@contextmanager
def running(args: list[str], environment: Mapping[str, str], folder: Path) -> Iterator[Child]:
    """A process that ends with the block."""
    child = Child(args, environment, folder)
    try:
        yield child
    finally:
        child.stop()


@dataclass(frozen=True)
class Pocket:
    """A pocket Slack in a process of its own: its address and what an app needs to reach it."""

    url: str
    environment: Mapping[str, str]

    @property
    def api_url(self) -> str:
        """What the app takes for Slack's API."""
        return self.environment["SLACK_API_URL"]

    @property
    def bot_token(self) -> str:
        """What the app calls it with."""
        return self.environment["SLACK_BOT_TOKEN"]

    @property
    def app_token(self) -> str:
        """What the app listens with."""
        return self.environment["SLACK_APP_TOKEN"]


@contextmanager
def pocket(folder: Path) -> Iterator[Pocket]:
    """An empty pocket Slack with the bot's manifest."""
    words = ["-m", "sandbox", "--manifest", str(ROOT / "manifest.yml")]
    with running(words, {}, folder) as child:
        child.wait_for("SLACK_APP_TOKEN")
        told = dict(line.split("=", 1) for line in child.said.splitlines() if "=" in line)
        yield Pocket(told.pop("url"), told)


@dataclass(frozen=True)
class Place:
    """Where the bot keeps things: the database, its key, and a folder for its process."""

    database_url: str
    key: str
    folder: Path


@contextmanager
def bot(slack: Pocket, place: Place, health_port: int = 0) -> Iterator[Child]:
    """`python -m bot run`, ready."""
    environment = {
        **slack.environment,
        "DATABASE_URL": place.database_url,
        "DATA_KEY": place.key,
        "HEALTH_PORT": str(health_port),
        "LOG_LEVEL": "INFO",
    }
    with running(["-m", "bot", "run"], environment, place.folder) as child:
        child.wait_for(f'"{_READY}"')
        yield child
