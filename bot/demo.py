"""The demo: the sample company in a pocket Slack, with a bot whose clock is moved by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Lock

from bot import company
from bot.clock import HandClock
from bot.content.reader import read
from bot.host import Host, Parts
from bot.pacing import Unhurried
from bot.timelapse import A_WEEK, Timelapse
from handlers.slack_client import Access
from sandbox.client import Client
from sandbox.panel import Panel
from sandbox.server import Sandbox
from storage.sealing import Sealer, new_key
from storage.store import SqlStore

MANIFEST = Path(__file__).parents[1] / "manifest.yml"
BUTTONS = {"next": "Next message", "day": "One day", "week": "One week"}


@dataclass(frozen=True)
class Stage:
    """A running demo: its Slack, how it is steered, its bot, and the clock moved by hand."""

    sandbox: Sandbox
    slack: Client
    host: Host
    clock: HandClock
    time: Timelapse


@contextmanager
def playing(port: int = 0) -> Iterator[Stage]:
    """The sample company with a running program; taps are answered while the clock stands."""
    clock = HandClock(company.BEGINS)
    turn = Turn(clock)
    with staged(clock, port, Panel(clock.wall, BUTTONS, turn.press)) as stage:
        turn.time = stage.time
        company.prepare(stage.slack, stage.time.settle)
        stage.host.sender.start()
        yield stage


@contextmanager
def staged(clock: HandClock, port: int = 0, panel: Panel | None = None) -> Iterator[Stage]:
    """The sample company with a bot that nobody has invited yet, everything in memory and under
    a throw-away key; nothing is sent until time is settled. Raises OSError for a taken port."""
    sandbox = Sandbox(MANIFEST, clock.wall, port)
    sandbox.panel = panel
    store = SqlStore("sqlite://", Sealer([new_key()]))
    with sandbox:
        sandbox.seed(company.COMPANY)
        access = Access(sandbox.bot_token, sandbox.api_url)
        host = Host(Parts(store, read(), access, clock, pace=Unhurried()))
        try:
            host.listen(sandbox.app_token)
            slack = Client(sandbox.url)
            slack.wait_until_connected()
            yield Stage(sandbox, slack, host, clock, Timelapse(host, clock, daily=True))
        finally:
            host.stop()
            store.close()


class Turn:
    """The clock bar: one press at a time moves the clock and does what falls due."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self._lock = Lock()
        self.time: Timelapse | None = None

    def press(self, button: str) -> None:
        """Move to the next message, or by a day or a week."""
        steps: dict[str, Callable[[Timelapse], None]] = {
            "next": Timelapse.to_next,
            "day": lambda time: time.advance(self._clock.wall() + timedelta(days=1)),
            "week": lambda time: time.advance(self._clock.wall() + A_WEEK),
        }
        with self._lock:
            if self.time is not None:
                steps[button](self.time)
