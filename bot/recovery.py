"""The recoverer: what a dead or doubtful sender left behind is looked up, then settled."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.deliveries import Delivery, InDoubt, State
from bot.ports import Fate, Found, Messenger, Posted, Store, Unit
from bot.sender import no_crash, nothing
from bot.services.delivering import LEASE, mark_unconfirmed, put_back, record, release

log = logging.getLogger(__name__)

QUARANTINE = timedelta(minutes=10)
SLACK_DELAY = timedelta(seconds=5)

HELD = "held"


@dataclass(frozen=True)
class Patience:
    """How long a row is watched unchanged before somebody else's sender counts as gone.

    `quarantine` is added to the lease for rows in doubt; `inherited` is the whole wait for rows
    of a predecessor that is known to be dead: the time Slack may take to show a message.
    """

    lease: timedelta = LEASE
    quarantine: timedelta = QUARANTINE
    inherited: timedelta = SLACK_DELAY


@dataclass(frozen=True)
class Hooks:
    """`on_held(unit, delivery)` runs in the unit that holds a group or channel message;
    `crash` is called at the named crash points of fault tests."""

    on_held: Callable[[Unit, Delivery], None] = nothing
    crash: Callable[[str], None] = no_crash


@dataclass(frozen=True)
class _Watch:
    """A row as first seen with this fence, at this monotonic second; ripe after `wait`."""

    fence: int
    state: State
    since: float
    wait: float


class Recoverer:
    """Settles rows whose outcome nobody knows; one per process, run by the `recover` tick.

    Ownership never hangs on wall clocks: a row is taken over only when this recoverer has
    itself watched its fence unchanged for long enough on its own monotonic clock.
    """

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        clock: Clock,
        hooks: Hooks | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._hooks = hooks or Hooks()
        self._patience = patience or Patience()
        self._watches: dict[str, _Watch] = {}

    def inherit(self) -> int:
        """Look at the rows of a dead predecessor soon; how many there are.

        Only for the sole owner of the store, before its sender starts: the operating system's
        lock on the database proves that no other process can still be posting, so there is
        nothing to wait for but Slack's own delay in showing what it accepted.
        """
        wait = self._patience.inherited.total_seconds()
        open_rows = self._open_rows()
        now = self._clock.monotonic()
        for row in open_rows:
            self._watches[row.id] = _Watch(row.fence, row.state, now, wait)
        return len(open_rows)

    def run(self, moment: datetime) -> int:
        """Look at every open row once and settle those that are ripe; how many were settled."""
        rows = self._open_rows()
        self._watch(rows)
        settled = 0
        for row in rows:
            if self._ripe(row):
                settled += self._settle(row, moment)
        return settled

    # --- watching -----------------------------------------------------------------------------

    @property
    def watching(self) -> int:
        """How many rows were neither pending nor settled when last looked at."""
        return len(self._watches)

    def _open_rows(self) -> tuple[Delivery, ...]:
        with self._store.read() as unit:
            return (*unit.deliveries.in_doubt(), *unit.deliveries.lapsed())

    def _watch(self, rows: Sequence[Delivery]) -> None:
        now = self._clock.monotonic()
        before, self._watches = self._watches, {}
        for row in rows:
            seen = before.get(row.id)
            if seen is None or (seen.fence, seen.state) != (row.fence, row.state):
                seen = _Watch(row.fence, row.state, now, self._wait_for(row))
            self._watches[row.id] = seen

    def _wait_for(self, row: Delivery) -> float:
        lease = self._patience.lease
        wait = lease if row.state is State.LEASED else lease + self._patience.quarantine
        return wait.total_seconds()

    def _ripe(self, row: Delivery) -> bool:
        watch = self._watches[row.id]
        return self._clock.monotonic() - watch.since >= watch.wait

    # --- settling -----------------------------------------------------------------------------

    def _settle(self, row: Delivery, moment: datetime) -> bool:
        if row.state is State.LEASED:
            return release(self._store, (row,), moment) > 0
        owned = self._take_over(row, moment)
        if owned is None:
            return False
        self._hooks.crash("taken_over")
        if row.rules.in_doubt is InDoubt.HOLD:
            return self._hold(owned)
        return self._look_up(owned, moment)

    def _take_over(self, row: Delivery, moment: datetime) -> Delivery | None:
        """Raise the fence, so that nobody else's writes count any more."""
        fence, lease = row.fence + 1, moment + LEASE
        with self._store.unit() as unit:
            expected = {"state": State.SENDING, "fence": row.fence}
            if not unit.deliveries.change(row.id, expected, {"fence": fence, "lease_until": lease}):
                return None
        # The quarantine is over: whatever the look-up brings, this recoverer may try it again.
        self._watches[row.id] = _Watch(fence, State.SENDING, self._clock.monotonic(), 0.0)
        return replace(row, fence=fence, lease_until=lease)

    def _hold(self, row: Delivery) -> bool:
        with self._store.unit() as unit:
            if not mark_unconfirmed(unit, row, HELD):
                return False
            self._hooks.on_held(unit, row)
        log.warning("%s (%s) is held: nobody knows whether it was posted", row.id, row.kind)
        return True

    def _look_up(self, row: Delivery, moment: datetime) -> bool:
        found = self._find(row, moment)
        self._hooks.crash("looked_up")
        if found.ts is not None:
            posted = Posted(Fate.DONE, channel=row.channel, ts=found.ts)
            done = record(self._store, row, posted, row.sending_at or moment)
        elif found.complete:
            done = put_back(self._store, row, "not found", moment)
        elif moment >= row.expires_at:
            done = self._give_up(row, found)
        else:
            log.warning("%s stays in doubt: %s", row.id, found.reason)
            return False
        self._hooks.crash("settled")
        return done

    def _find(self, row: Delivery, moment: datetime) -> Found:
        if row.channel is None:
            return Found(None, complete=False, reason="no_channel")
        return self._messenger.find(row.channel, row.id, row.sending_at or moment)

    def _give_up(self, row: Delivery, found: Found) -> bool:
        with self._store.unit() as unit:
            return mark_unconfirmed(unit, row, found.reason or "unknown")
