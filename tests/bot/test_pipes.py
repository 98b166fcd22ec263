"""Output that is piped on: whoever has read enough hangs up, and no other wire is meant by it."""

import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.cli import HUNG_UP, main, match
from tests.bot.conftest import ROOT

PEOPLE = 300


class Terminal(io.StringIO):
    """A screen somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Rosters that lead to more output than a pipe holds."""
    found = []
    for side in ("mentees", "mentors"):
        rows = "".join(f"{side}-of-the-company-{number},maps\n" for number in range(PEOPLE))
        (tmp_path / side).write_text(f"id,topics\n{rows}")
        found.append(f"--{side}={tmp_path / side}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("python", [(), ("-u",)], ids=["buffered", "unbuffered"])
def test_who_has_read_enough_of_a_command_hangs_up_without_a_word(
    files: list[str], python: Sequence[str]
) -> None:
    call = [sys.executable, *python, "-m", "bot", "match", "--json", *files]
    with subprocess.Popen(
        call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == "{\n"
        running.stdout.close()
        assert running.stderr.read() == ""
        assert running.wait(timeout=30) == HUNG_UP


def test_another_broken_wire_is_no_reader_who_hung_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_args: Sequence[str]) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "main", breaks)
    with open("/dev/null", "w") as somewhere:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", somewhere)
        with pytest.raises(BrokenPipeError):
            cli.called(["match"])


def run(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, files: list[str]) -> int:
    monkeypatch.setattr(match, "SHOWN_AFTER", 0)
    monkeypatch.setattr(sys, "stderr", screen)
    return main(["match", "--json", "--week=2026-12-01", *files])


def test_a_bar_is_drawn_for_people_and_leaves_the_output_alone(
    files: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    screen, file = Terminal(), io.StringIO()
    assert run(monkeypatch, screen, files) == 0
    shown = capsys.readouterr().out
    assert run(monkeypatch, file, files) == 0
    assert "0%" in screen.getvalue()
    assert file.getvalue() == ""
    assert capsys.readouterr().out == shown
