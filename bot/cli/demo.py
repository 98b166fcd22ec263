"""`python -m bot demo`: a pocket Slack in the browser, with a running program and a clock."""

import argparse
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Lock

from cryptography.fernet import Fernet

from bot.cli.opening import said
from bot.clock import HandClock
from bot.content.reader import read
from bot.host import Host, Parts
from bot.logs import set_up
from bot.pacing import Unhurried
from bot.timelapse import Timelapse
from handlers.slack_client import Access
from storage.sealing import Sealer
from storage.store import SqlStore

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
BUTTONS = {"next": "Next message", "day": "One day", "week": "One week"}


@dataclass(frozen=True)
class Stage:
    """A running demo: its address, its host, and the clock that is moved by hand."""

    url: str
    host: Host
    time: Timelapse


def main(args: Sequence[str]) -> int:
    """Serve until Ctrl-C; 0 after a clean stop, 1 where the demo's packages are missing."""
    parser = argparse.ArgumentParser("python -m bot demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8100, help="0 for any free one")
    asked = parser.parse_args(args)
    set_up("WARNING")
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        with playing(asked.port) as stage:
            print(f"Open {stage.url} in a browser. Choose who you are; the clock is yours.")
            print("Ctrl-C ends it, and nothing is kept.", flush=True)
            stopping.wait()
    except ImportError as missing:
        return said(f"The demo needs {missing.name}. Install it with: pip install mentor-bot[demo]")
    except OSError as error:
        return said(f"Port {asked.port} cannot be used ({error}). Choose another with --port.")
    return 0


@contextmanager
def playing(port: int = 0) -> Iterator[Stage]:
    """The sample company with a running bot, everything in memory and under a throw-away key."""
    from bot import company  # noqa: PLC0415 - the sandbox is an extra
    from sandbox.client import Client  # noqa: PLC0415
    from sandbox.panel import Panel  # noqa: PLC0415
    from sandbox.server import Sandbox  # noqa: PLC0415

    clock = HandClock(company.BEGINS)
    turn = Turn(clock)
    sandbox = Sandbox(MANIFEST, clock.wall, port)
    sandbox.panel = Panel(clock.wall, BUTTONS, turn.press)
    store = SqlStore("sqlite://", Sealer([Fernet.generate_key().decode()]))
    with sandbox:
        sandbox.seed(company.COMPANY)
        access = Access(sandbox.bot_token, sandbox.api_url)
        host = Host(Parts(store, read(), access, clock, pace=Unhurried()))
        try:
            host.listen(sandbox.app_token)
            slack = Client(sandbox.url)
            slack.wait_until_connected()
            turn.time = Timelapse(host, clock)
            company.prepare(slack, turn.time.settle)
            host.sender.start()
            yield Stage(sandbox.url, host, turn.time)
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
            "week": lambda time: time.advance(self._clock.wall() + timedelta(weeks=1)),
        }
        with self._lock:
            if self.time is not None:
                steps[button](self.time)
