"""Measures a whole run in the store: from everybody's rows to a stored draft, and its publishing.

The baseline is bare SQLite in the same run: the same rows read once, and as many written, in one
durable transaction. Publishing holds the one writer, so that its seconds are what others wait.
Run in a process of its own by `benchmarks.matching`.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.cohorts import company
from benchmarks.matching import Stored
from bot.domain.participants import Participant, Role, RoleTaken, Topic
from bot.domain.people import Person
from bot.domain.programs import Program, ProgramState, Workspace
from bot.matching.candidates import Candidate
from bot.matching.cohort import solve
from bot.ports import Unit
from bot.services import publishing, runs
from bot.services.runs import Wanted
from storage.schema import upgrade
from storage.sealing import Sealer, new_key
from storage.store import SqlStore

TEAM, PROGRAM = "T0BENCH", "bench"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
READ = ("person", "participant", "role", "topic", "block", "round", "request")
WRITTEN = ("run_pair", "round", "request", "delivery")


def stored(mentees: int, mentors: int, megabytes: Callable[[], float]) -> Stored:
    """One whole run on SQLite, in a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        url = f"sqlite:///{path}"
        upgrade(url)
        with closing(SqlStore(url, Sealer([new_key()]))) as store:
            _seed(store, *company(mentees, mentors))
            with store.unit() as unit:
                (run,) = runs.ask(unit, TEAM, Wanted(("balanced",)), "UBENCH", NOW)
            drafted, _ = _timed(lambda: runs.work(store, NOW, solve))
            published, (asked, _) = _timed(lambda: _publish(store, run.id))
        bare, _ = _timed(lambda: _bare(path, Path(folder) / "bare.db"))
        return Stored(mentees, mentors, drafted, published, asked, bare, megabytes())


def _publish(store: SqlStore, run_id: str) -> tuple[int, int]:
    with store.unit() as unit:
        return publishing.publish(unit, run_id, "UBENCH", NOW)


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds: a busy machine changes them little."""
    start = time.process_time()
    found = call()
    return time.process_time() - start, found


def _seed(store: SqlStore, mentees: Sequence[Candidate], mentors: Sequence[Candidate]) -> None:
    with store.unit() as unit:
        unit.workspaces.add(Workspace(TEAM, bot_user="UBOT", admin_channel="C0BENCH"))
        program = Program(PROGRAM, TEAM, "career", date(2026, 11, 30), state=ProgramState.OPEN)
        unit.programs.add(program)
        for role, side in ((Role.MENTEE, mentees), (Role.MENTOR, mentors)):
            for one in side:
                _join(unit, one, role)


def _join(unit: Unit, one: Candidate, role: Role) -> None:
    unit.people.add(Person(one.id, TEAM, one.slack_id, zone=one.zone, hours=one.hours))
    told = {"function": one.function, "team": one.team, "location": one.location}
    languages = tuple(sorted(one.languages))
    unit.participants.add(
        Participant(one.id, PROGRAM, one.id, NOW, languages=languages, purpose="career", **told)
    )
    unit.roles.add(RoleTaken(f"{one.id}-role", one.id, role, one.capacity))
    for number, topic in enumerate(one.topics):
        unit.topics.add(
            Topic(f"{one.id}-{number}", one.id, role, topic.name, topic.level, topic.priority)
        )


def _bare(path: Path, copy: Path) -> None:
    """Read what a run reads, and write as many rows as it writes, with nothing in between."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        target.execute("PRAGMA synchronous = FULL")
        for table in READ:
            source.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - names of ours
        for table in WRITTEN:
            rows = source.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
            width = len(rows[0]) if rows else 1
            target.execute(f'CREATE TABLE "{table}" ({", ".join(f"c{n}" for n in range(width))})')
            target.executemany(
                f'INSERT INTO "{table}" VALUES ({", ".join("?" * width)})',  # noqa: S608
                rows,
            )
        target.commit()
