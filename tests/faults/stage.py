"""The stage: one pocket Slack and one database, while processes of the bot come and go."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock, HandClock, RealClock
from bot.domain.deliveries import Delivery, State
from sandbox.client import Client
from sandbox.server import Sandbox
from storage.sealing import Sealer
from storage.store import SqlStore
from tests.faults import counting
from tests.faults.counting import Seen
from tests.faults.nursery import Nursery
from tests.faults.processes import Process, started
from tests.office import MONDAY, Office, office
from tests.plugins.stores import KEY

RECOVERED = timedelta(minutes=15)
"""After which a killed process's rows are settled on either database: the lease, the quarantine
of ten minutes, and half a minute before it is tried again."""

STARTING = 60.0
"""Seconds after which a process on a busy machine has begun, or never will."""


@dataclass
class Wall:
    """The sandbox's wall clock: whichever clock the test of the moment goes by."""

    clock: Clock

    def __call__(self) -> datetime:
        return self.clock.wall()


@dataclass(frozen=True)
class Hold:
    """The answer during which a process is killed; with `effect` Slack did what it was asked."""

    method: str = "chat.postMessage"
    effect: bool = False
    where: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Stage:
    """What outlives a process."""

    sandbox: Sandbox
    wall: Wall
    nursery: Nursery
    url: str
    folder: Path
    processes: list[Process] = field(default_factory=list)

    @property
    def slack(self) -> Client:
        """Steers and questions the sandbox."""
        return Client(self.sandbox.url)

    @property
    def now(self) -> datetime:
        """What the sandbox takes for the time."""
        return self.wall()

    @contextmanager
    def rehearsal(self, start: datetime = MONDAY) -> Iterator[Office]:
        """A bot inside the test, to bring the story to where the processes take over; afterwards
        it has let go of the database."""
        clock = HandClock(start)
        self.wall.clock = clock
        store = self._store()
        try:
            with office(self.sandbox, store, clock) as found:
                yield found
        finally:
            store.close()

    # --- processes ----------------------------------------------------------------------------

    def start(self, *args: str, weakness: tuple[str, str] | None = None) -> Process:
        """Start `python -m bot ARGS`."""
        process = started(args, self._environment(), self._log(), weakness)
        self.processes.append(process)
        return process

    def fork(self, *args: str) -> Process:
        """Start the same from the nursery, which is quicker."""
        said = self._log()
        process = Process(self.nursery.fork(args, self._environment(), said), said)
        self.processes.append(process)
        return process

    def run(self) -> Process:
        """Start the bot as it runs in a company, and wait until it says that it is ready."""
        process = self.start("run")
        self.wait_for(process, lambda: '"ready"' in process.said)
        return process

    def in_company(self) -> None:
        """From here on the time is the machine's own."""
        self.wall.clock = RealClock()

    def tick(self, until: datetime | None = None) -> None:
        """Let a process do what is due now, and all that follows up to a moment; it ends well."""
        process = self.fork("tick", *self._span(until))
        assert process.ended(STARTING) == 0, process.said

    def recover(self, weakness: tuple[str, str] | None = None) -> None:
        """Restart, and give the new process the time that its recovery takes."""
        args = self.recovering()
        process = self.start(*args, weakness=weakness) if weakness else self.fork(*args)
        assert process.ended(STARTING) == 0, process.said

    def recovering(self) -> tuple[str, ...]:
        """The arguments of a process that has the time that a recovery takes."""
        return ("tick", *self._span(self.now + RECOVERED))

    def _environment(self) -> Mapping[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_APP_TOKEN": self.sandbox.app_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "DATABASE_URL": self.url,
            "DATA_KEY": KEY,
            "HEALTH_PORT": "0",
        }

    def _log(self) -> Path:
        return self.folder / f"process-{len(self.processes)}.log"

    def _span(self, until: datetime | None = None) -> tuple[str, ...]:
        end = () if until is None else ("--until", until.isoformat())
        return ("--at", self.now.isoformat(), *end)

    def killed(self, hold: Hold, *args: str) -> dict[str, Any]:
        """Start a process, kill it while this answer is held; the call that was held."""
        self.hold(hold)
        process = self.fork(*(args or ("tick", *self._span())))
        return self.kill_held(process)

    def hold(self, hold: Hold) -> None:
        """Hold the answer of the next such call."""
        self.slack.fault("hold", hold.method, effect=hold.effect, where=dict(hold.where))

    def kill_held(self, process: Process) -> dict[str, Any]:
        """Kill this process once an answer is held; the call that was held."""
        held = self.held(process)
        process.kill()
        assert self.slack.until(lambda: not self.slack.held())
        return held

    def held(self, process: Process) -> dict[str, Any]:
        """The call of this process whose answer is held, once it is."""
        self.wait_for(process, lambda: bool(self.slack.held()))
        [held] = self.slack.held()
        return held

    def wait_for(self, process: Process, holds: Callable[[], bool]) -> None:
        """Wait until this holds; fails where the process ends before."""
        until = time.monotonic() + STARTING
        while not holds():
            assert process.running, f"it ended too soon:\n{process.said}"
            assert time.monotonic() < until, f"nothing in {STARTING} seconds:\n{process.said}"
            time.sleep(0.03)

    def clear_away(self) -> None:
        """Nothing of this test lives on."""
        for process in self.processes:
            process.clear_away()
        self.slack.clear_faults()

    # --- counting -----------------------------------------------------------------------------

    @contextmanager
    def opened(self) -> Iterator[SqlStore]:
        """The database, to look or to write while no process does."""
        store = self._store()
        try:
            yield store
        finally:
            store.close()

    def rows(self, **equal: object) -> tuple[Delivery, ...]:
        """The rows of the outbox with these columns."""
        with self.opened() as store, store.read() as unit:
            return unit.deliveries.find(**equal)

    def row(self, id: str) -> Delivery:
        """One row of the outbox."""
        [row] = self.rows(id=id)
        return row

    def seen(self) -> Seen:
        """By delivery id what people can see."""
        return counting.seen(self.slack)

    def complaints(self) -> list[str]:
        """What is wrong now, counted message by message."""
        return counting.complaints(self.rows(), self.seen(), self.now)

    def lagging(self) -> list[str]:
        """The ids of the messages that an edit is still owed."""
        return [row.id for row in self.rows(state=State.SENT) if row.shown < row.wanted]

    def outdated(self, ids: Collection[str]) -> list[str]:
        """Which of these messages do not show the state of the moment."""
        with self.opened() as store:
            return counting.outdated(store, self.slack, ids)

    def _store(self) -> SqlStore:
        return SqlStore(self.url, Sealer([KEY]))


def delivery_of(held: Mapping[str, Any]) -> str:
    """The id of the delivery whose post was held."""
    return str(held["args"]["metadata"]["event_payload"]["id"])
