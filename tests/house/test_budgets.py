"""Small functions, small files, few parameters, names that say something, a tidy root."""

from pathlib import Path

import pytest

from tests.house import budgets
from tests.house.tree import PRODUCTION, ROOT

LONG_FUNCTION = "def long():\n" + "    x = 1\n" * 40
LONG_FILE = "x = 1\n" * 301
CATCH_ALL = "try:\n    x = 1\nexcept {}:\n    x = 2\n"


def planted(root: Path, name: str, text: str) -> list[str]:
    """What is found in a small tree that holds this file and nothing else of note."""
    (root / ".gitignore").write_text("*.egg-info/\n", encoding="utf-8")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return budgets.violations(root)


@pytest.mark.slow  # `make check` says it with a report
def test_the_tree_keeps_its_budgets() -> None:
    found = budgets.violations(ROOT)

    assert found == [], "\n".join(["", *found])


@pytest.mark.slow
def test_there_is_something_to_measure() -> None:
    assert len(budgets.functions(ROOT)) > 20
    assert {size.where.split("/")[0] for size in budgets.files(ROOT)} == set(PRODUCTION)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("bot/a.py", LONG_FUNCTION, "bot/a.py:1 long: 41 lines"),
        ("handlers/a.py", LONG_FILE, "handlers/a.py: 301 lines"),
        ("storage/a.py", "def f(a, b, c, *, d, e, g): ...", "storage/a.py:1 f: 6 parameters"),
        ("bot/utils.py", "", "bot/utils.py: a name that says nothing"),
        ("bot/common/a.py", "", "bot/common/a.py: a name that says nothing"),
        ("tests/time_helpers.py", "", "tests/time_helpers.py: a name that says nothing"),
        ("scripts/a.sh", "", "scripts: does not belong at the root"),
        ("notes.txt", "", "notes.txt: does not belong at the root"),
        ("bot/a.py", CATCH_ALL.format("Exception"), "bot/a.py:3: broad except"),
        ("bot/a.py", CATCH_ALL.format("(OSError, BaseException)"), "bot/a.py:3: broad except"),
        ("bot/a.py", CATCH_ALL.replace(" {}", ""), "bot/a.py:3: broad except"),
        ("bot/a.py", "with suppress(Exception):\n    x = 1\n", "bot/a.py:1: broad except"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    assert planted(tmp_path, name, text) == [complaint]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bot/a.py", LONG_FUNCTION.replace("    x = 1\n", "", 1)),
        ("bot/a.py", LONG_FILE.replace("x = 1\n", "", 1)),
        ("bot/a.py", "class A:\n    def f(self, a, b, c, d, e): ...\n"),
        ("bot/ticks.py", CATCH_ALL.format("Exception")),
        ("storage/migrations/versions/1.py", LONG_FILE),
        ("bot.egg-info/a.txt", ""),
    ],
)
def test_at_the_ceiling_nothing_is_found(tmp_path: Path, name: str, text: str) -> None:
    assert planted(tmp_path, name, text) == []


def test_the_report_names_the_longest(tmp_path: Path) -> None:
    planted(tmp_path, "bot/a.py", LONG_FUNCTION)

    assert budgets.report(tmp_path).splitlines() == [
        "Functions: 1, median 41, p90 41, longest 41 lines (budget 8 / 20 / 40; bot/a.py:1 long)",
        "Files: 1, median 41, p90 41, longest 41 lines (at most 300; bot/a.py)",
    ]
