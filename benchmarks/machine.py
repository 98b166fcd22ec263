"""Where it was measured."""

import os
import platform
from dataclasses import dataclass

from sqlalchemy import create_engine


@dataclass(frozen=True)
class Machine:
    """What a figure depends on besides the code; the loads are of the last minute."""

    python: str
    system: str
    cores: int
    database: str
    load_before: float
    load_after: float


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def load() -> float:
    """How many processes wanted to run, over the last minute."""
    return os.getloadavg()[0]


def database(url: str) -> str:
    """Name and version of the database at this address."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            version = connection.dialect.server_version_info or ()
            return f"{connection.dialect.name} {'.'.join(map(str, version))}"
    finally:
        engine.dispose()


def machine(url: str, load_before: float) -> Machine:
    """This machine, now."""
    system = f"{platform.system()} {platform.machine()}"
    return Machine(platform.python_version(), system, cores(), database(url), load_before, load())
