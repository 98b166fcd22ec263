"""The one thread of a process that posts: claim, prepare, check the deadline, post, record."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event, Lock, Thread

from bot.clock import Clock
from bot.domain.deliveries import Delivery
from bot.editing import Editor
from bot.pacing import Pace, Unhurried
from bot.ports import Body, Fate, Messenger, Posted, Store, Unit
from bot.services import discretion
from bot.services.delivering import (
    LEASE,
    Followup,
    Prepared,
    Unplaced,
    Voice,
    keep_place,
    prepare,
    put_back,
    record,
    release,
)

log = logging.getLogger(__name__)

_HALTING = (Fate.REFUSED_WORKSPACE,)


def no_crash(_point: str) -> None:
    """The default of the named crash points: nothing happens."""


def nothing(_unit: Unit, _delivery: Delivery) -> None:
    """The default of the hooks: nothing more is done."""


@dataclass(frozen=True)
class Options:
    """How a sender works: rows per claim, edits per round, longest idle seconds, its pace,
    seconds between tries to record, and the crash points that fault tests use.

    `on_dead(unit, delivery)` runs in the unit that records a refusal for good.
    """

    batch: int = 5
    edits: int = 10
    idle: float = 15.0
    pace: Pace = field(default_factory=Unhurried)
    record_waits: Sequence[float] = (0.1, 0.5, 2.0)
    on_dead: Callable[[Unit, Delivery], None] = nothing
    crash: Callable[[str], None] = no_crash


class Sender:
    """Posts what is due, and repairs edits, in a thread of its own or step by step.

    With `start` and `stop` it runs by itself and `wake` hurries it; with a clock that is moved
    by hand, call `run_once` or `drain` instead.
    """

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        voice: Voice,
        clock: Clock,
        options: Options | None = None,
    ) -> None:
        self._store = store
        self._messenger = messenger
        self._voice = voice
        self._clock = clock
        self._options = options or Options()
        self._crash = self._options.crash
        self.editor = Editor(store, messenger, voice)
        self._stopping = Event()
        self._woken = Event()
        self._one_round = Lock()
        self._thread: Thread | None = None
        self._beat = clock.monotonic()

    # --- the thread ---------------------------------------------------------------------------

    def start(self) -> None:
        """Start the sending thread."""
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="sender", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There may be something due: look now. Never blocks."""
        self._woken.set()

    def stop(self, wait: float = 15.0) -> bool:
        """Finish the message in hand, give the others back; whether the thread ended within
        `wait` seconds."""
        self._stopping.set()
        self._woken.set()
        if self._thread is None:
            return True
        self._thread.join(wait)
        return not self._thread.is_alive()

    def age(self) -> float:
        """Seconds since the last round ended."""
        return self._clock.monotonic() - self._beat

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            if not self._round():
                self._woken.wait(self._idle_seconds())

    def _round(self) -> int:
        try:
            return self.run_once(self._clock.wall())
        except Exception:
            log.exception("a round of sending failed; the next one follows")
            return 0
        finally:
            self._beat = self._clock.monotonic()

    def _idle_seconds(self) -> float:
        try:
            with self._store.read() as unit:
                due = unit.deliveries.next_due()
        except Exception:
            log.exception("the store does not say what is due next")
            return self._options.idle
        if due is None:
            return self._options.idle
        ahead = (due - self._clock.wall()).total_seconds()
        return min(max(ahead, 0.2), self._options.idle)

    # --- one round ----------------------------------------------------------------------------

    def drain(self, moment: datetime) -> int:
        """Rounds until nothing is due at this moment; how many rows were taken in hand."""
        total = 0
        while taken := self.run_once(moment):
            total += taken
        return total

    def run_once(self, moment: datetime) -> int:
        """Claim a few due rows and deal with them, then repair a few edits; how many rows were
        taken in hand. `moment` is the clock's wall time now. Waits while another thread is in
        a round, so that time is never moved under a message in hand."""
        with self._one_round:
            return self._do_round(moment)

    def _do_round(self, moment: datetime) -> int:
        with self._store.unit() as unit:
            rows = unit.deliveries.claim(moment, moment + LEASE, self._options.batch)
        self._crash("claimed")
        for place, row in enumerate(rows):
            if not self._turn(row):
                release(self._store, rows[place:], self._clock.wall())
                return len(rows)
            if not self._deliver(row):
                release(self._store, rows[place + 1 :], self._clock.wall())
                break
        return len(rows) + self._repair(moment)

    def _turn(self, row: Delivery) -> bool:
        """Wait for this row's turn; False where the sender is to stop."""
        place = row.person_id or row.mentorship_id or row.workspace_id
        return not self._stopping.wait(self._options.pace.post(place))

    def _deliver(self, row: Delivery) -> bool:
        """Deal with one claimed row; False where the rest of the claim should wait."""
        started = self._clock.boot()
        try:
            ready = self._ready(row)
        except Exception as error:
            log.exception("%s could not be prepared", row.id)
            put_back(self._store, row, type(error).__name__, self._clock.wall())
            return True
        if isinstance(ready, Posted):
            return self._goes_on(ready)
        if ready is None:
            return True
        prepared, body = ready
        self._crash("marked")
        if self._too_late(prepared, started):
            put_back(self._store, prepared.delivery, "late", self._clock.wall())
            return True
        posted = self._post(prepared, body)
        self._crash("posted")
        self._record(prepared, posted)
        self._crash("recorded")
        return self._goes_on(posted)

    def _ready(self, row: Delivery) -> tuple[Prepared, Body] | Posted | None:
        """The marked row and its body; or why there is none: a refusal of its place, or the
        gate's own decision (None)."""
        step = prepare(self._store, row, self._clock.wall(), self._voice.compose)
        if isinstance(step, Unplaced):
            opened = self._open(step)
            if opened.fate is not Fate.DONE:
                return opened
            step = prepare(self._store, row, self._clock.wall(), self._voice.compose)
        if not isinstance(step, Prepared):
            return None
        return step, self._voice.render(step.message, step.locale)

    def _open(self, unplaced: Unplaced) -> Posted:
        """Open the conversation and keep its id before anything is said in it."""
        people = unplaced.slack_ids
        if unplaced.group:
            opened = self._messenger.open_group(people)
        else:
            opened = self._messenger.open_dm(people[0])
        self._crash("opened")
        if opened.fate is Fate.UNKNOWN:
            # Opening twice opens once, so this doubt needs no look-up.
            opened = replace(opened, fate=Fate.NOT_SENT)
        if opened.channel is not None:
            keep_place(self._store, unplaced.delivery, opened.channel)
        else:
            followup = Followup(on_dead=self._options.on_dead)
            record(self._store, unplaced.delivery, opened, self._clock.wall(), followup)
        self._crash("placed")
        return opened

    def _too_late(self, prepared: Prepared, started: float) -> bool:
        lease = prepared.delivery.lease_until
        overslept = self._clock.boot() - started >= LEASE.total_seconds()
        return overslept or lease is None or self._clock.wall() >= lease

    def _post(self, prepared: Prepared, body: Body) -> Posted:
        if not prepared.message.heard:
            return Posted(
                Fate.DONE, channel=prepared.channel, ts=discretion.nowhere(self._clock.wall())
            )
        try:
            return self._messenger.post(prepared.channel, body, prepared.delivery.id)
        except Exception as error:
            log.exception("%s: nobody knows whether it was posted", prepared.delivery.id)
            return Posted(Fate.UNKNOWN, reason=type(error).__name__)

    def _record(self, prepared: Prepared, posted: Posted) -> None:
        """Keep the result, trying a few times; else the row stays in doubt and is looked up."""

        def still_says(unit: Unit, row: Delivery) -> bool:
            return self._voice.compose(unit, row) == prepared.message

        row, on_dead = prepared.delivery, self._options.on_dead
        for wait in (*self._options.record_waits, None):
            try:
                followup = Followup(still_says, on_dead) if wait is not None else Followup()
                record(self._store, row, posted, self._clock.wall(), followup)
            except Exception:
                log.exception("the result of %s could not be kept", row.id)
            else:
                return
            if wait is not None:
                self._stopping.wait(wait)

    def _goes_on(self, posted: Posted) -> bool:
        return posted.wait is None and posted.fate not in _HALTING

    def _repair(self, moment: datetime) -> int:
        """Bring late edits up to date; how many were tried."""
        rows = self.editor.due(moment, self._options.edits)
        for done, row in enumerate(rows):
            if self._stopping.wait(self._options.pace.edit()):
                return done
            try:
                self.editor.edit_now(row.id, moment)
            except Exception:
                log.exception("%s could not be edited", row.id)
                self.editor.postpone(row.id, moment + timedelta(minutes=1))
        return len(rows)
