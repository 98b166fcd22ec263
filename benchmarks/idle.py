"""What a process of the bot costs while nothing happens, and how long it takes to be ready."""

import socket
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Place, Pocket, bot

IDLE_SECONDS = 5.0
MEGABYTES_MOST, READY_MOST = 130.0, 2.0


@dataclass(frozen=True)
class Idle:
    """Medians of a few starts: resident megabytes, and seconds from start to ready."""

    megabytes: float
    ready: float
    starts: int


def measure(slack: Pocket, place: Place, starts: int) -> Idle:
    """Start the bot so many times, and let it idle."""
    each = [_once(slack, place) for _ in range(starts)]
    megabytes, ready = zip(*each, strict=True)
    return Idle(statistics.median(megabytes), statistics.median(ready), starts)


def _once(slack: Pocket, place: Place) -> tuple[float, float]:
    with bot(slack, place, _free_port()) as child:
        ready = child.wait_for('"ready"') - child.began
        time.sleep(IDLE_SECONDS)
        return resident(child.pid), ready


def resident(pid: int) -> float:
    """Megabytes (of a million bytes) that a process holds in memory."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    else:
        words = ["ps", "-o", "rss=", "-p", str(pid)]
        kilobytes = subprocess.check_output(words, text=True).strip()  # noqa: S603
    return int(kilobytes) * 1024 / 1e6


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
