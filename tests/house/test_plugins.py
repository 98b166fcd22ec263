"""The closing line counts what ran; one PostgreSQL serves the run; seeds are printed."""

import re
import textwrap

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.house.tree import ROOT
from tests.plugins import browser

BOTH = """
    @pytest.mark.parametrize("store", ["sqlite", "postgresql"])
    def test_both(store): pass
"""
ONE_MORE = """
    @pytest.mark.parametrize("store", ["sqlite"])
    def test_one(store): pass
"""
SKIPPED_ON_ONE = """
    @pytest.mark.parametrize("store", ["sqlite", "postgresql"])
    def test_both(store):
        if store == "postgresql":
            pytest.skip("no server")
"""
BROWSER = """
    @pytest.mark.browser
    def test_page(): pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester):
    """Runs pytest on this test file, with the tiers as its only plugin of ours."""

    def run(body: str, *arguments: str, floor: int = 0) -> pytest.RunResult:
        pytester.makeini(
            f"[pytest]\ntestpaths = .\ndatabase_tests_floor = {floor}\n"
            "markers =\n  sqlite\n  postgresql\n  browser\n"
        )
        pytester.makepyfile(test_it="import pytest\n" + textwrap.dedent(body))
        return pytester.runpytest_inprocess(
            "-p", "tests.plugins.tiers", "-p", "no:cacheprovider", "-p", "no:hypothesispytest",
            *arguments,
        )  # fmt: skip

    return run


def last_lines(result: pytest.RunResult) -> tuple[str, str]:
    closing, own = [line for line in result.outlines if line][-2:]
    return closing, own


def test_the_closing_line_comes_just_before_pytests_own(run) -> None:
    closing, own = last_lines(run(BOTH + BROWSER))

    assert closing == "sqlite 1 · postgresql 1 · browser 1 · skipped 0"
    assert "3 passed" in own


def test_the_reasons_for_skipping_are_told(run) -> None:
    result = run(SKIPPED_ON_ONE)

    assert last_lines(result)[0] == (
        "sqlite 1 · postgresql 0 · browser 0 · skipped 1 (no server: 1)"
    )
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_marker_counts_like_a_parameter(run) -> None:
    result = run(
        "@pytest.mark.sqlite\ndef test_a(): pass\n@pytest.mark.postgresql\ndef test_b(): pass\n"
    )

    assert last_lines(result)[0] == "sqlite 1 · postgresql 1 · browser 0 · skipped 0"


def test_other_words_in_a_parameter_do_not_count(run) -> None:
    result = run("@pytest.mark.parametrize('x', ['sqlite3', 'no postgresql'])\ndef test_a(x): pass")

    assert last_lines(result)[0] == "sqlite 0 · postgresql 0 · browser 0 · skipped 0"


def test_unequal_databases_fail_a_full_run(run) -> None:
    result = run(BOTH + ONE_MORE)

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "SQLite and PostgreSQL must run the same tests." in result.outlines
    assert "3 passed" in last_lines(result)[1]


@pytest.mark.parametrize("arguments", [["test_it.py"], ["-k", "sqlite"], ["--maxfail=5"]])
def test_a_narrowed_run_may_be_unequal(run, arguments: list[str]) -> None:
    assert run(BOTH + ONE_MORE, *arguments).ret == pytest.ExitCode.OK


def test_a_choice_of_markers_may_be_unequal_but_not_below_the_floor(run) -> None:
    chosen = ("-m", "not browser")
    assert run(BOTH + ONE_MORE, *chosen, floor=1).ret == pytest.ExitCode.OK
    assert run(BOTH + ONE_MORE, *chosen, floor=2).ret == pytest.ExitCode.TESTS_FAILED


def test_stories_run_on_postgresql_in_the_full_run_only(run, pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("journeys")
    for name in ("test_story.py", "test_processes.py"):
        (folder / name).write_text("import pytest\n" + textwrap.dedent(BOTH))
    quick = run(BOTH, "-m", "not slow", "--import-mode=importlib")
    assert last_lines(quick)[0] == "sqlite 3 · postgresql 2 · browser 0 · skipped 0"
    full = run(BOTH, "--import-mode=importlib")
    assert last_lines(full)[0] == "sqlite 3 · postgresql 3 · browser 0 · skipped 0"


def test_silence_fails_a_full_run(run) -> None:
    assert run("def test_a(): pass", floor=1).ret == pytest.ExitCode.TESTS_FAILED
    assert run(BOTH, floor=1).ret == pytest.ExitCode.OK


def test_this_project_has_a_floor(pytestconfig: pytest.Config) -> None:
    assert int(pytestconfig.getini("database_tests_floor")) >= 1


def test_workers_are_counted_together(run) -> None:
    closing, own = last_lines(run(BOTH + BROWSER, "-n", "2"))

    assert closing == "sqlite 1 · postgresql 1 · browser 1 · skipped 0"
    assert "3 passed" in own


def test_the_database_is_a_postgresql_of_this_workers_own(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        version = connection.execute(text("SELECT version()")).scalar_one()
        tables = connection.execute(
            text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
        )
        assert version.startswith("PostgreSQL")
        assert tables.scalar_one() >= 0
    engine.dispose()


def test_a_given_server_is_used_instead(postgres_url: str, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_a(postgres_url):\n    print('at', postgres_url)\n")
    given = make_url(postgres_url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEST_DATABASE_URL", postgres_url)
        patch.setenv("PYTHONPATH", str(ROOT))
        result = pytester.runpytest_subprocess("-s", "-p", "tests.plugins.postgres")

    result.assert_outcomes(passed=1)
    used = make_url(re.search(r"at (postgresql\S+)", result.stdout.str())[1])
    assert (used.query, used.host) == (given.query, given.host)
    assert used.database != given.database


def test_without_a_browser_ci_fails_and_a_developer_is_told(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    pytester.makepyfile("def test_a(chromium): pass")
    plugin = ("-p", "tests.plugins.browser", "-p", "no:cacheprovider")

    monkeypatch.delenv("CI", raising=False)
    pytester.runpytest_inprocess(*plugin).assert_outcomes(skipped=1)
    monkeypatch.setenv("CI", "true")
    pytester.runpytest_inprocess(*plugin).assert_outcomes(errors=1)


def test_the_seed_is_printed_and_can_be_given(pytester: pytest.Pytester, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("CI", raising=False)
    pytester.makepyfile("def test_a(): pass")

    result = pytester.runpytest_subprocess("-p", "tests.plugins.seeds", "--hypothesis-seed=7")

    assert "seed: 7 (again with --hypothesis-seed=7)" in result.outlines
