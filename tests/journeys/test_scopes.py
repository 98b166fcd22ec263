"""Each scope taken away in turn: what stops is what the scope table says, and nothing else."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from handlers.scopes import SCOPES
from storage.sealing import Sealer, new_key
from storage.store import SqlStore
from tests.journeys.stretch import STEPS, stopped
from tests.office import Office

pytestmark = pytest.mark.slow

EVERYTHING = frozenset(STEPS)
SAID = frozenset({"card", "told", "group", "introduced", "before", "after", "typed", "looked_up"})
"""What is posted."""

STOPS: Mapping[str, frozenset[str]] = {
    "chat:write": SAID,
    "commands": EVERYTHING - {"typed"},
    "groups:read": EVERYTHING - {"typed", "file"},
    "im:write": SAID - {"card"} | {"file"},
    "mpim:write": frozenset({"group"}),
    "users:read": EVERYTHING,
    "im:history": frozenset({"typed", "looked_up"}),
    "files:write": frozenset({"file"}),
}
"""The journey's report for each scope that is missing."""


@pytest.fixture
def store(migrated_file: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """Scopes are Slack's: one database is enough, so these tests count for none."""
    shutil.copy(migrated_file, tmp_path / "mentor.db")
    opened = SqlStore(f"sqlite:///{tmp_path / 'mentor.db'}", Sealer([new_key()]))
    yield opened
    opened.close()


def test_every_scope_has_a_line() -> None:
    assert sorted(STOPS) == sorted(scope.name for scope in SCOPES)


def test_with_every_scope_nothing_stops(slack: Office) -> None:
    assert stopped(slack) == set()


@pytest.mark.parametrize("scope", STOPS)
def test_without_a_scope_the_report_names_what_stopped(slack: Office, scope: str) -> None:
    slack.slack.remove_scope(scope)
    assert stopped(slack) == STOPS[scope]


def test_every_required_scope_stops_something_and_an_optional_one_only_its_own() -> None:
    for scope in SCOPES:
        assert STOPS[scope.name]
        if scope.optional:
            assert STOPS[scope.name] in ({"typed", "looked_up"}, {"file"})
