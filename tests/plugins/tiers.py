"""Says, just before pytest's last line, what ran where. Where no tests were left out, both
databases must have run the same.

A test counts for a database by a parameter of that name (`[sqlite]`, `[postgresql]`) or a marker.
A test that only one database can pass carries neither: it asks for `postgres_url` and no more.
"""

from collections import Counter
from collections.abc import Generator

import pytest

DATABASES = ("sqlite", "postgresql")
COUNTED = (*DATABASES, "browser")
TOLD_ONCE, AT_ONE_INSTANT = {"journeys", "requests"}, "test_processes.py"


class Tally:
    """What the reports of one run add up to."""

    def __init__(self) -> None:
        self.ran: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    def add(self, report: pytest.TestReport) -> None:
        expected_to_fail = hasattr(report, "wasxfail")
        if report.skipped and not expected_to_fail:
            self.skipped[_reason(report)] += 1
        elif report.when == "call":
            self.ran.update(getattr(report, "tiers", ()))

    def line(self) -> str:
        counts = [f"{tier} {self.ran[tier]}" for tier in COUNTED]
        reasons = "; ".join(f"{reason}: {n}" for reason, n in sorted(self.skipped.items()))
        counts.append(f"skipped {self.skipped.total()}" + (f" ({reasons})" if reasons else ""))
        return " · ".join(counts)

    def complaints(self, floor: int, alike: bool) -> list[str]:
        """Why a full run is not a pass, though no test failed; `alike`: nothing was left out, so
        both databases must have run the same."""
        fewest, most = sorted(self.ran[database] for database in DATABASES)
        found = []
        if alike and fewest != most:
            found.append("SQLite and PostgreSQL must run the same tests.")
        if fewest < floor:
            found.append(f"Each database must run at least {floor} tests.")
        return found


TALLY = pytest.StashKey[Tally]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "database_tests_floor", "the fewest tests each database runs in a full run", default="0"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TALLY] = Tally()
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Closing(config), "closing-line")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories are told on SQLite in the quick run, on PostgreSQL too in the full one; where
    people meet at one instant, on both in either."""
    for item in items:
        story = TOLD_ONCE & set(item.path.parts) and item.path.name != AT_ONE_INSTANT
        if story and _is_in(item, "postgresql"):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    report.tiers = [tier for tier in COUNTED if _is_in(item, tier)]  # type: ignore[attr-defined]
    return report


class _Closing:
    """Listens where all reports arrive: in the only process, or the one that leads the others."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.tally = config.stash[TALLY]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.tally.add(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.OK and self._complaints():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Generator[None]:
        yield
        for complaint in self._complaints():
            terminalreporter.write_line(complaint, red=True)
        terminalreporter.write_line(self.tally.line())

    def _complaints(self) -> list[str]:
        if not _is_full(self.config):
            return []
        floor = int(self.config.getini("database_tests_floor"))
        return self.tally.complaints(floor, alike=not self.config.option.markexpr)


def _is_full(config: pytest.Config) -> bool:
    """Whether nothing was asked for by path, word or last result; a choice of markers is fine."""
    option = config.option
    narrowed = [option.keyword, option.collectonly, option.deselect, option.maxfail]
    narrowed += [getattr(option, name, None) for name in ("lf", "stepwise", "setuponly")]
    return config.args_source is config.ArgsSource.TESTPATHS and not any(narrowed)


def _is_in(item: pytest.Item, tier: str) -> bool:
    callspec = getattr(item, "callspec", None)
    by_parameter = callspec is not None and tier in callspec.id.split("-")
    return by_parameter or item.get_closest_marker(tier) is not None


def _reason(report: pytest.TestReport) -> str:
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)
