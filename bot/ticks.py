"""The metronome: three repeated chores, the times they last ran, and a watchdog."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from threading import Event, Lock, Thread

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, RealClock

log = logging.getLogger(__name__)

STUCK_SECONDS = 300.0
LOOK_SECONDS = 30.0


@dataclass(frozen=True)
class Tick:
    """A chore, how many seconds lie between two runs, and how many of them are random."""

    name: str
    work: Callable[[], object]
    every: float
    jitter: int = 0


def three(
    wake: Callable[[], object], recover: Callable[[], object], daily: Callable[[], object]
) -> tuple[Tick, ...]:
    """The three ticks of the bot. `daily` is tried every hour and finds out itself whether it
    has anything to do, so a restart at the wrong minute never costs a day."""
    return (
        Tick("wake", wake, 15.0, jitter=3),
        Tick("recover", recover, 60.0, jitter=5),
        Tick("daily", daily, 3600.0, jitter=60),
    )


class Ticks:
    """Runs ticks in threads of its own until stopped; a failing tick never stops another.

    `on_stuck(name)` is called from the watchdog, once, when a tick has not ended for
    `stuck` seconds beyond its interval; the process should then leave with exit code 70.
    """

    def __init__(
        self,
        ticks: tuple[Tick, ...],
        clock: Clock,
        on_stuck: Callable[[str], object],
        stuck: float = STUCK_SECONDS,
    ) -> None:
        self._ticks = ticks
        self._clock = clock
        self._on_stuck = on_stuck
        self._stuck = stuck
        self._lock = Lock()
        self._stamps: dict[str, float] = {}
        self._stopping = Event()
        self._watchdog = Thread(target=self._watch, name="watchdog", daemon=True)
        self._scheduler = BackgroundScheduler(timezone=UTC)

    def start(self) -> None:
        """Start the clockwork; every tick runs for the first time at once."""
        for tick in self._ticks:
            self._stamp(tick.name)
            self._add(tick)
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """No tick begins any more; returns when the running ones have ended."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def stamps(self) -> Mapping[str, float]:
        """Per tick the monotonic second at which it last ended, well or badly."""
        with self._lock:
            return dict(self._stamps)

    def ages(self) -> Mapping[str, float]:
        """Per tick the seconds since it last ended (or since the start)."""
        now = self._clock.monotonic()
        return {name: now - stamp for name, stamp in self.stamps().items()}

    def run(self, name: str) -> None:
        """Run one tick now, in this thread; what goes wrong is logged."""
        tick = next(tick for tick in self._ticks if tick.name == name)
        try:
            tick.work()
        except Exception:
            log.exception("tick %s failed; it will be tried again", name)
        finally:
            self._stamp(name)

    def stuck(self) -> str | None:
        """The name of a tick that is overdue by more than the allowed seconds, if any."""
        ages = self.ages()
        for tick in self._ticks:
            if ages.get(tick.name, 0.0) > tick.every + tick.jitter + self._stuck:
                return tick.name
        return None

    def _add(self, tick: Tick) -> None:
        self._scheduler.add_job(
            self.run,
            IntervalTrigger(seconds=int(tick.every), jitter=tick.jitter or None, timezone=UTC),
            args=(tick.name,),
            id=tick.name,
            next_run_time=RealClock().wall(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def _stamp(self, name: str) -> None:
        with self._lock:
            self._stamps[name] = self._clock.monotonic()

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            name = self.stuck()
            if name is not None:
                log.critical("tick %s has not ended for too long", name)
                self._on_stuck(name)
                return
