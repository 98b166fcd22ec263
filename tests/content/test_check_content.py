"""`check-content` tells an author what to put right, and a script whether it may go on."""

import json
from pathlib import Path

import pytest

from bot.cli.check_content import main
from tests.content.planting import plant

FINE = {"en/words/ours.toml": 'lunch = "Lunch is on us."\n'}
UNPLAIN = {"en/words/ours.toml": 'lunch = "Lunch is overdue."\n'}
BROKEN = {"en/words/ours.toml": "lunch = \n"}


@pytest.fixture(autouse=True)
def no_folder_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONTENT_DIR", raising=False)


def test_the_built_in_texts_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([])
    assert (status, capsys.readouterr().out.splitlines()[:-1]) == (0, [])


def test_clean_texts_of_a_company(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(plant(tmp_path, FINE))]) == 0
    assert capsys.readouterr().out.endswith("messages in en: all can be used.\n")


def test_a_text_that_breaks_a_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(plant(tmp_path, UNPLAIN))]) == 1
    shown = capsys.readouterr().out
    assert f"{tmp_path}/en/words/ours.toml: lunch: 'overdue'" in shown
    assert shown.endswith("One thing to put right.\n")


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(plant(tmp_path, BROKEN))]) == 1
    assert f"{tmp_path}/en/words/ours.toml:1: this is not TOML" in capsys.readouterr().out


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().out


def test_the_environment_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONTENT_DIR", str(plant(tmp_path, UNPLAIN)))
    assert main([]) == 1
    assert "overdue" in capsys.readouterr().out


@pytest.mark.parametrize(("files", "ok"), [(FINE, True), (UNPLAIN, False), (BROKEN, False)])
def test_a_script_reads_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], ok: bool
) -> None:
    assert main([str(plant(tmp_path, files)), "--json"]) == (0 if ok else 1)
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is ok
    assert all(problem["file"].endswith("ours.toml") for problem in answer["problems"])
    assert bool(answer["problems"]) is not ok


def test_a_wrong_call_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["one", "two"]) == 2
    assert "usage: python -m bot check-content" in capsys.readouterr().err


def test_help_is_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "CONTENT_DIR" in capsys.readouterr().out
