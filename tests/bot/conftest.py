"""A pocket Slack for the run, and an environment of its own for each command."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from socket import socket

import pytest

from bot.cli import main
from bot.clock import Clock, HandClock, RealClock
from bot.company import BEGINS, COMPANY
from bot.config import VARIABLES
from bot.content.reader import Library, read
from sandbox.client import Client
from sandbox.server import Sandbox
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.plugins.stores import KEY

ROOT = Path(__file__).parents[2]


@dataclass
class Wall:
    """The sandbox's wall clock: whichever clock the test of the moment goes by."""

    clock: Clock = field(default_factory=RealClock)

    def __call__(self) -> datetime:
        return self.clock.wall()


@pytest.fixture(scope="session")
def wall() -> Wall:
    return Wall()


@pytest.fixture(scope="session")
def sandbox(wall: Wall) -> Iterator[Sandbox]:
    with Sandbox(ROOT / "manifest.yml", wall) as running:
        yield running


@pytest.fixture(scope="session")
def library() -> Library:
    """The built-in words."""
    return read()


@pytest.fixture
def slack(sandbox: Sandbox, wall: Wall) -> Client:
    """Northwind's Slack, in real time, with a bot that nobody has invited yet."""
    wall.clock = RealClock()
    return _fresh(sandbox)


@pytest.fixture
def clock(sandbox: Sandbox, wall: Wall) -> HandClock:
    """Northwind's Slack on a clock that is moved by hand."""
    clock = HandClock(BEGINS)
    wall.clock = clock
    _fresh(sandbox)
    return clock


def _fresh(sandbox: Sandbox) -> Client:
    sandbox.reset()
    sandbox.seed(COMPANY)
    return Client(sandbox.url)


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a command changes for its whole process is put back."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    kept, level = logging.root.handlers[:], logging.root.level
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    with warnings.catch_warnings():
        yield
    logging.captureWarnings(False)
    logging.root.handlers[:] = kept
    logging.root.setLevel(level)
    for number, handler in handlers.items():
        signal.signal(number, handler)


class Process:
    """The bot in a process of its own; what it says on standard error is kept in a file."""

    def __init__(self, args: Sequence[str], environment: Mapping[str, str], said: Path) -> None:
        self._said = said
        with said.open("wb") as file:
            self._process = subprocess.Popen(
                [sys.executable, *args],
                env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
                cwd=said.parent,
                stderr=file,
            )

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def ask_to_stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def ended(self, within: float) -> int:
        """Its exit code, once it has ended by itself."""
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not end in {within} seconds:\n{self.said}") from None

    def clear_away(self) -> None:
        if self.running:
            self._process.kill()
            self._process.wait(10)


@dataclass
class Place:
    """A machine on which the bot is installed: its environment, its data, its commands."""

    folder: Path
    environment: dict[str, str]
    capsys: pytest.CaptureFixture[str]
    set: Callable[[str, str], None]
    processes: list[Process] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return self.environment["DATABASE_URL"]

    def change(self, **variables: str) -> None:
        """Set these variables; the empty word stands for one that is not set."""
        for name, value in variables.items():
            self.environment[name] = value
            self.set(name, value)

    def call(self, *args: str) -> tuple[int, str, str]:
        """Run a command here: its exit code, what it printed, what it complained about."""
        self.capsys.readouterr()
        try:
            code = main(args)
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def start(self, *args: str, planted: str = "") -> Process:
        """Start a process of its own; what is planted is run in it first."""
        said = self.folder / f"{len(self.processes)}.log"
        program = ["-m", "bot"]
        if planted:
            start = "from bot.cli import main\nsys.exit(main(sys.argv[1:]))"
            program = ["-c", f"import sys\n{planted}\n{start}"]
        process = Process([*program, *args], self.environment, said)
        self.processes.append(process)
        return process

    @contextmanager
    def store_of(self, *keys: str) -> Iterator[SqlStore]:
        """The data as these keys open it, while no process writes."""
        with closing(SqlStore(self.url, Sealer(keys))) as store:
            yield store


@pytest.fixture
def place(
    tmp_path: Path,
    sandbox: Sandbox,
    migrated_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Place]:
    """Everything is in place: tokens, a key that lies apart, a database on SQLite."""
    (tmp_path / "data").mkdir()
    shutil.copy(migrated_file, tmp_path / "data" / "mentor.db")
    (tmp_path / "key").write_text(KEY)
    (tmp_path / "key").chmod(0o600)
    monkeypatch.chdir(tmp_path)
    for variable in VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    found = Place(tmp_path, {}, capsys, monkeypatch.setenv)
    found.change(
        SLACK_BOT_TOKEN=sandbox.bot_token,
        SLACK_APP_TOKEN=sandbox.app_token,
        SLACK_API_URL=sandbox.api_url,
        DATABASE_URL=f"sqlite:///{tmp_path}/data/mentor.db",
        DATA_KEY_FILE=str(tmp_path / "key"),
        HEALTH_PORT="0",
    )
    yield found
    for process in found.processes:
        process.clear_away()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
