"""A canary in every sealed column: no command prints one, and no file holds one readable."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.cli import COMMANDS
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.tables import Sealed, metadata
from tests.bot.conftest import Place, Process
from tests.plugins.stores import KEY
from tests.storage.values import WORLD, table_behind

OURS = ("bot", "handlers", "storage")

OURS = ("bot", "handlers", "storage")

SHAPED: Mapping[str, str] = {
    "agreement.terms": '{"purpose": "canary-of-agreement.terms"}',
    "request.unheard": "never",
}
"""Columns whose words have a form of their own; the last one holds a moment of ours."""


def sung(store: SqlStore) -> int:
    """The world, with a canary in each sealed column; how many there are."""
    count = 0
    with store.unit() as unit:
        for name, value in WORLD:
            table = table_behind(name)
            sealed = [f"{one}" for one in table.c if isinstance(one.type, Sealed)]
            words = {one.split(".")[1]: SHAPED.get(one, f"canary-of-{one}") for one in sealed}
            getattr(unit, name).add(replace(value, **words))
            count += len(words)
    return count


@pytest.fixture
def singing(place: Place) -> Place:
    with place.store_of(KEY) as store:
        assert sung(store) > 15
    place.change(LOG_LEVEL="DEBUG")
    return place


def _sheets(place: Place) -> tuple[str, ...]:
    for name in ("mentors", "mentees"):
        with (place.folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([["id", "topics"], [f"{name}-1", "giving feedback"]])
    folder = str(place.folder)
    return ("--mentors", f"{folder}/mentors.csv", "--mentees", f"{folder}/mentees.csv")


def _line(place: Place) -> tuple[str, ...]:
    (place.folder / "line.csv").write_text("slack_id,manager_slack_id\nUANA,\n")
    return ("reporting-line", str(place.folder / "line.csv"), "--dry-run")


Args = Callable[[Place], tuple[str, ...]]

RUNS: Mapping[str, tuple[Args, ...]] = {
    "check": (lambda _: (), lambda _: ("--json",)),
    "migrate": (lambda _: (), lambda _: ("--dry-run", "--json")),
    "keys": (lambda _: ("rotate",), lambda _: ("rotate", "--keep", "--json"), lambda _: ("new",)),
    "person": (
        lambda place: ("export", "UANA", "--out", str(place.folder / "ana.json")),
        lambda _: ("export", "UANA", "--json"),
        lambda _: ("hold", "UANA", "--reason", "litigation"),
        lambda _: ("erase", "UANA", "--yes"),
        lambda _: ("hold", "UANA", "--release"),
        lambda _: ("erase", "UANA", "--yes", "--json"),
        lambda _: ("export", "UNOBODY"),
    ),
    "check-content": (lambda _: (),),
    "match": (_sheets, lambda place: (*_sheets(place), "--json")),
    "import": (_line,),
    "tick": (lambda _: ("--at", "2027-03-02T09:00Z", "--until", "2027-03-04T09:00Z"),),
    "run": (),
    "demo": (),
}
"""How each command is called here. `run` has a test of its own below; `demo` has a company of
its own and opens no data."""


def test_every_command_is_called_here() -> None:
    assert set(RUNS) == set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("command", [name for name, runs in RUNS.items() if runs])
def test_no_command_prints_a_canary(
    singing: Place, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    codes = []
    for args in RUNS[command]:
        code, out, err = singing.call(command, *args(singing))
        codes.append(code)
        assert code != 2, err
        assert "canary" not in out + err
    assert 0 in codes, "no run of it did anything"
    ours = [one for one in caplog.records if one.name.split(".")[0] in OURS]
    assert "canary" not in "\n".join(f"{one.getMessage()} {one.exc_text}" for one in ours)


def test_what_is_given_to_the_person_is_in_the_file_alone(singing: Place) -> None:
    path = singing.folder / "ana.json"
    code, out, _ = singing.call("person", "export", "UANA", "--out", str(path))
    assert code == 0
    assert "canary-of-note.text" in path.read_text(encoding="utf-8")
    assert "canary" not in out


@pytest.mark.slow
def test_the_bot_itself_says_none(singing: Place, slack: Any) -> None:
    process: Process = singing.start("run")
    slack.wait_until_connected()
    process.ask_to_stop()
    assert process.ended(20) == 0
    assert "canary" not in process.said


def test_no_file_of_the_data_holds_one_readable(migrated_file: Path, tmp_path: Path) -> None:
    """The file and its write-ahead log, before and after the log goes into the file."""
    path = tmp_path / "mentor.db"
    path.write_bytes(migrated_file.read_bytes())
    store = SqlStore(f"sqlite:///{path}", Sealer([KEY]))
    sung(store)
    files = sorted(one.name for one in tmp_path.iterdir())
    assert "mentor.db-wal" in files
    log = (tmp_path / "mentor.db-wal").read_bytes()
    assert b"UANA" in log
    assert b"canary" not in b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert store.checkpoint()
    assert b"canary" not in b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"UANA" in path.read_bytes()
    store.close()


def test_what_is_deleted_once_acted_on_leaves_not_even_its_token(
    migrated_file: Path, tmp_path: Path
) -> None:
    """The answers of the second week, who asked to end, a line that has arrived."""
    path = tmp_path / "mentor.db"
    path.write_bytes(migrated_file.read_bytes())
    store = SqlStore(f"sqlite:///{path}", Sealer([KEY]))
    sung(store)
    sealed = (("answer", "value"), ("ending", "asked_by"), ("support_line", "text"))
    with store.read() as unit:
        tokens = [
            str(unit.session.read(metadata.tables[table].select())[0][column])
            for table, column in sealed
        ]
    assert store.checkpoint()
    assert all(token.encode() in path.read_bytes() for token in tokens)
    with store.unit() as unit:
        unit.answers.remove("answer")
        unit.endings.save(replace(unit.endings.get("ending"), asked_by=None))
        unit.support_lines.remove("line")
    assert store.checkpoint()
    raw = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert not [token for token in tokens if token.encode() in raw]
    store.close()
