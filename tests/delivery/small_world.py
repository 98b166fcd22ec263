"""A world small enough to explore whole: one row, two processes, every order of what happens.

Each process is a coroutine that stops at every crash point, so one thread plays them all. The
store is a dictionary: what the databases promise is tested elsewhere.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

from bot.domain.deliveries import Delivery, State
from bot.domain.messages import Message
from bot.ports import Body, Fate, Found, Posted
from bot.recovery import Hooks, Recoverer
from bot.sender import Options, Sender
from bot.services.delivering import Voice
from tests.builders import TUESDAY, delivery, person, workspace

A_LEASE, A_QUARANTINE, AN_HOUR = timedelta(seconds=61), timedelta(minutes=11), timedelta(hours=1)
BUDGETS = {"kill": 1, "fault": 1, "wait": 3, "jump": 1}
QUIET_POINTS = ("recorded", "settled")
"""Crash points after which only the process itself ends: no other order could differ."""


class Table:
    """The rows of one table."""

    def __init__(self, *rows: Any) -> None:
        self.kept = {row.id: row for row in rows}

    def get(self, row_id: str) -> Any:
        return self.kept[row_id]

    def find(self, **_equal: object) -> tuple[Any, ...]:
        return tuple(self.kept.values())

    def one(self, **_equal: object) -> Any:
        return None

    def change(self, row_id: str, expect: dict[str, Any], to: dict[str, Any]) -> bool:
        row = self.kept[row_id]
        if any(getattr(row, name) != value for name, value in expect.items()):
            return False
        self.kept[row_id] = replace(row, **to)
        return True


class Outbox(Table):
    """The deliveries."""

    def _in(self, state: State) -> tuple[Delivery, ...]:
        return tuple(row for row in self.kept.values() if row.state is state)

    def claim(self, moment: datetime, lease: datetime, limit: int) -> tuple[Delivery, ...]:
        due = [row for row in self._in(State.PENDING) if row.next_at <= moment][:limit]
        for row in due:
            changes = {"state": State.LEASED, "fence": row.fence + 1, "lease_until": lease}
            self.change(row.id, {}, changes)
        return tuple(self.kept[row.id] for row in due)

    def in_doubt(self) -> tuple[Delivery, ...]:
        return self._in(State.SENDING)

    def lapsed(self) -> tuple[Delivery, ...]:
        return self._in(State.LEASED)

    def to_edit(self, _moment: datetime, _limit: int) -> tuple[Delivery, ...]:
        return ()

    def sent_to(self, _person: str, _since: datetime) -> tuple[Delivery, ...]:
        return ()


class Process:
    """A sender and a recoverer, and what one of them is in the middle of."""

    def __init__(self, world: "World") -> None:
        stop = world.stop
        voice = Voice(lambda _unit, row: Message("words", row.id), lambda *_: Body("words", ()))
        options = Options(crash=stop, record_waits=())
        self.sender = Sender(world, world, voice, world, options)  # type: ignore[arg-type]
        self.recoverer = Recoverer(world, world, world, Hooks(crash=stop))  # type: ignore[arg-type]
        self.running: greenlet | None = None
        self.at = "idle"
        self.fence = 0
        self.began = 0.0


@dataclass
class Mutant:
    """A planted weakness: what is changed in each process, or a freeze in the gap."""

    weaken: Callable[[Process], None] = lambda _process: None
    frozen_gap: bool = False
    budgets: tuple[tuple[str, int], ...] = ()


class World:
    """Store, Slack and clock of two processes, all in one place."""

    def __init__(self, mutant: Mutant) -> None:
        row = delivery("receipt", TUESDAY, expires_at=TUESDAY + timedelta(days=30))
        row = replace(row, program_id=None)
        self.deliveries = Outbox(row)
        self.workspaces = Table(workspace())
        self.people = Table(person(dm_channel="D1"))
        self.programs = Table()
        self.pauses = self.endings = Table()
        self.row_id = row.id
        self.said: list[str] = []
        self.seconds = 0.0
        self.jumped = timedelta(0)
        self.left = {**BUDGETS, **dict(mutant.budgets)}
        self.mutant = mutant
        self.processes = [self.new_process(), self.new_process()]

    def new_process(self) -> Process:
        process = Process(self)
        self.mutant.weaken(process)
        return process

    @property
    def row(self) -> Delivery:
        return self.deliveries.kept[self.row_id]

    # --- the store, the clock and Slack ---------------------------------------------------------

    @contextmanager
    def unit(self, wait: float = 10.0) -> Iterator["World"]:
        yield self

    read = unit

    def wall(self) -> datetime:
        return TUESDAY + self.jumped + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    boot = monotonic

    def stop(self, point: str) -> Any:
        here = getcurrent()
        if point in QUIET_POINTS:
            return "ok"
        return here.parent.switch(point) if here.parent is not None else "ok"

    def post(self, channel: str, _body: Body, delivery_id: str) -> Posted:
        answer = self.stop("gap")
        if answer != "drop":
            self.said.append(delivery_id)
        if answer != "ok":
            return Posted(Fate.UNKNOWN, reason="reset")
        return Posted(Fate.DONE, channel, f"{len(self.said)}.0")

    def find(self, _channel: str, delivery_id: str, _since: datetime) -> Found:
        return Found("1.0" if delivery_id in self.said else None, complete=True)

    # --- what can happen ------------------------------------------------------------------------

    def actions(self) -> Iterator[tuple[str, int]]:
        for index, process in enumerate(self.processes):
            if process.running is None:
                yield "send", index
                yield "recover", index
                continue
            yield "step", index
            if self.left["kill"]:
                yield "kill", index
            if process.at == "gap" and self.left["fault"]:
                yield "lose", index
                yield "drop", index
        if self.left["wait"]:
            yield "lease", 0
            if self.mutant.frozen_gap or all(one.at != "gap" for one in self.processes):
                yield "quarantine", 0
        if self.left["jump"]:
            yield "jump", 0

    def act(self, action: tuple[str, int]) -> None:
        name, index = action
        process = self.processes[index]
        if name in ("send", "recover"):
            work = process.sender if name == "send" else process.recoverer
            method = work.run_once if name == "send" else work.run  # type: ignore[union-attr]
            process.running, process.began = greenlet(method), self.seconds
            self._go_on(process, self.wall())
        elif name == "kill":
            self._spend("kill")
            process.running.throw(GreenletExit)  # type: ignore[union-attr]
            self.processes[index] = self.new_process()
        elif name in ("step", "lose", "drop"):
            if name != "step":
                self._spend("fault")
            self._go_on(process, "ok" if name == "step" else name)
        elif name == "jump":
            self._spend("jump")
            self.jumped += AN_HOUR
        else:
            self._spend("wait")
            step = A_LEASE if name == "lease" else A_QUARANTINE
            self.seconds += step.total_seconds()

    def _spend(self, budget: str) -> None:
        self.left[budget] -= 1

    def _go_on(self, process: Process, given: Any) -> None:
        running = process.running
        assert running is not None
        point = running.switch(given)
        process.fence = self.row.fence if point in ("claimed", "taken_over") else process.fence
        process.at = point if isinstance(point, str) else "idle"
        if running.dead:
            process.running, process.at, process.fence = None, "idle", 0

    def live_on(self) -> None:
        """Everybody is killed; one new process goes on for a while."""
        for process in self.processes:
            if process.running is not None:
                process.running.throw(GreenletExit)
        heir = Process(self)
        for _ in range(14):
            for work in (heir.recoverer.run, heir.sender.run_once):
                running = greenlet(work)
                running.switch(self.wall())
                while not running.dead:
                    running.switch("ok")
            self.seconds += A_LEASE.total_seconds()

    # --- telling states apart -------------------------------------------------------------------

    def key(self) -> tuple[Any, ...]:
        row, now = self.row, self.wall()
        times = row.next_at <= now, row.lease_until is not None and row.lease_until > now
        # The two processes are alike, and time past a limit makes no more difference.
        processes = sorted(self._place(one) for one in self.processes)
        left = tuple(self.left.values())
        return row.state, row.fence, *times, *processes, len(self.said), left

    def _place(self, process: Process) -> tuple[Any, ...]:
        running = process.running is not None
        spent = min(self.seconds - process.began, A_LEASE.total_seconds()) if running else -1.0
        watches = tuple(
            (watch.fence, str(watch.state), min(self.seconds - watch.since, watch.wait))
            for watch in process.recoverer._watches.values()
        )
        return process.at, process.fence, spent, watches
