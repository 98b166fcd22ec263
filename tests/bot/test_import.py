"""`import`: a reporting line is loaded whole, or not at all, and every fault is named at once."""

import json
from pathlib import Path

import pytest

from tests import builders
from tests.bot.conftest import Place
from tests.plugins.stores import KEY

GOOD = "slack_id,comment,manager_slack_id,comment\nU0A,x,U0B,y\nU0B,the top\n"


@pytest.fixture
def on_both(place: Place, store_url: str) -> Place:
    """The place with its data on SQLite, then on PostgreSQL."""
    place.change(DATABASE_URL=store_url)
    return place


def a_file(place: Place, text: str | bytes) -> Path:
    path = place.folder / "line.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def loaded(place: Place) -> set[tuple[str, str]]:
    with place.store_of(KEY) as store, store.read() as unit:
        return {(one.slack_id, one.manager_slack_id) for one in unit.reports.find()}


def with_a_workspace(place: Place) -> None:
    with place.store_of(KEY) as store, store.unit() as unit:
        unit.workspaces.add(builders.workspace())
        unit.programs.add(builders.program())


def test_a_file_takes_the_place_of_the_one_before(on_both: Place) -> None:
    with_a_workspace(on_both)
    first = a_file(on_both, "slack_id,manager_slack_id\nU0C,U0D\n")
    assert on_both.call("import", "reporting-line", str(first))[0] == 0
    code, out, err = on_both.call("import", "reporting-line", str(a_file(on_both, GOOD)), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"people": 2, "without_manager": 1, "loaded": True}
    assert loaded(on_both) == {("U0A", "U0B")}
    with on_both.store_of(KEY) as store, store.read() as unit:
        assert unit.programs.find()[0].line_loaded_on is not None
        assert [one.action for one in unit.audits.find()] == ["line.loaded", "line.loaded"]


def test_a_rehearsal_changes_nothing(place: Place) -> None:
    with_a_workspace(place)
    code, out, _ = place.call("import", "reporting-line", str(a_file(place, GOOD)), "--dry-run")
    assert (code, out) == (0, "Would load 2 people, 1 of them without a manager.\n")
    assert loaded(place) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("slack_id,manager_slack_id\nU0A,U0A\n", "row 2: U0A cannot be their own manager"),
        ("slack_id,manager_slack_id\nU0A,U0B\nU0B,U0A\n", "rows 2, 3: these people report to"),
        ("slack_id,manager_slack_id\nU0A,\nU0A,U0B\n", "rows 2, 3: U0A stands here more than"),
        ("slack_id,manager_slack_id\nada@x.example,\n", "'ada@x.example' is not a member id"),
        ("slack_id,manager_slack_id\n,U0B\n", "row 2: slack_id is empty"),
        ("person,boss\nU0A,U0B\n", "row 1: there is no column manager_slack_id"),
        ("slack_id,manager_slack_id\n", "has a header and nobody below it"),
        ("slack_id,manager_slack_id\nU0Ü,\n".encode("latin-1"), "row 2: byte 0xDC is not UTF-8"),
        ("slack_id;manager_slack_id\nU0A;U0B\n", "not separated by commas"),
        ("slack_id,manager_slack_id\nU0A,U0B,U0C\n", "row 2: has 3 cells"),
        ('slack_id,manager_slack_id\n"U0A,U0B\n', "Is a quotation mark left open?"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_loaded(
    place: Place, text: str | bytes, said: str
) -> None:
    with_a_workspace(place)
    code, _, err = place.call("import", "reporting-line", str(a_file(place, text)))
    assert code == 1
    assert said in err
    assert loaded(place) == set()


def test_a_missing_file_and_a_fresh_database_say_what_to_do(place: Place) -> None:
    code, _, err = place.call("import", "reporting-line", str(place.folder / "none.csv"))
    assert (code, "cannot be read" in err) == (1, True)
    code, _, err = place.call("import", "reporting-line", str(a_file(place, GOOD)))
    assert (code, "Start the bot once" in err) == (1, True)


def test_many_faults_are_counted(place: Place) -> None:
    lines = "\n".join(f"not an id {number}," for number in range(30))
    code, _, err = place.call(
        "import", "reporting-line", str(a_file(place, f"slack_id,manager_slack_id\n{lines}\n"))
    )
    assert (code, "... and 10 more." in err) == (1, True)
