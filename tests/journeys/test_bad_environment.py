"""Whatever is wrong with the configuration: a plain sentence names the place and the way out."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.cli import main
from sandbox.client import Client
from sandbox.server import Sandbox
from storage.sealing import new_key

ROOT = Path(__file__).parents[2]


@pytest.fixture
def good(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sandbox: Sandbox) -> Iterator[Path]:
    """An environment in which everything is right; what `run` changes in the process is undone."""
    sandbox.reset()
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'mentor.db'}",
        "DATA_KEY": new_key(),
        "HEALTH_PORT": "0",
    }.items():
        monkeypatch.setenv(name, value)
    handlers, level = logging.root.handlers[:], logging.root.level
    signals = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield tmp_path
    logging.root.handlers[:], logging.root.level = handlers, level
    for number, handler in signals.items():
        signal.signal(number, handler)


def typo(folder: Path) -> str:
    """A content folder in which a fact is misspelled."""
    messages = folder / "texts" / "en" / "messages"
    messages.mkdir(parents=True)
    (messages / "home.newcomer.md").write_text("Hello {persn}\n")
    return str(folder / "texts")


def broken(folder: Path) -> str:
    """A content folder with a file that is no TOML."""
    words = folder / "texts" / "en" / "words"
    words.mkdir(parents=True)
    (words / "buttons.toml").write_text("[button\n")
    return str(folder / "texts")


def no_database(folder: Path) -> str:
    """A file that is no database."""
    (folder / "notes.txt").write_text("Buy milk. " * 200)
    return f"sqlite:///{folder / 'notes.txt'}"


WRONG: Mapping[str, tuple[str, object, tuple[str, ...]]] = {
    "no bot token": ("SLACK_BOT_TOKEN", "", ("SLACK_BOT_TOKEN", "OAuth & Permissions")),
    "a user's token": ("SLACK_BOT_TOKEN", "xoxp-1", ("SLACK_BOT_TOKEN", "xoxb-")),
    "a wrong bot token": ("SLACK_BOT_TOKEN", "xoxb-wrong", ("SLACK_BOT_TOKEN", "copy the token")),
    "no app token": ("SLACK_APP_TOKEN", "", ("SLACK_APP_TOKEN", "connections:write")),
    "a file that is no database": ("DATABASE_URL", no_database, ("notes.txt",)),
    "a folder that is not there": ("DATABASE_URL", "sqlite:////no/where/m.db", ("/no/where",)),
    "nobody at the database": (
        "DATABASE_URL",
        "postgresql://127.0.0.1:1/mentor",
        ("127.0.0.1:1",),
    ),
    "a misspelled fact": ("CONTENT_DIR", typo, ("home.newcomer.md", "persn")),
    "a file that is no TOML": ("CONTENT_DIR", broken, ("buttons.toml",)),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_with_its_place(
    good: Path, what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name, value, said = WRONG[what]
    monkeypatch.setenv(name, value(good) if callable(value) else str(value))
    assert main(["run"]) == 1
    shown = capsys.readouterr().err
    assert [words for words in said if words not in shown] == []
    assert "Traceback" not in shown
    assert shown.count("\n") <= 4


def test_a_missing_key_is_named_with_the_command_that_makes_one(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATA_KEY")
    monkeypatch.setenv("DATA_KEY_FILE", str(good / "data.key"))
    assert main(["run"]) == 1
    shown = capsys.readouterr().err
    assert str(good / "data.key") in shown
    assert "python -m bot keys new" in shown


def test_a_missing_scope_is_named_with_what_stops_without_it(
    good: Path, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    Client(sandbox.url).remove_scope("mpim:write")
    assert main(["check"]) == 1
    shown = capsys.readouterr().err
    assert "mpim:write" in shown
    assert "OAuth & Permissions" in shown


@pytest.mark.slow
def test_no_traceback_reaches_the_terminal(tmp_path: Path) -> None:
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=bare,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "SLACK_BOT_TOKEN" in ran.stderr
    assert "SLACK_APP_TOKEN" in ran.stderr
    assert "data.key" in ran.stderr
    assert "Traceback" not in ran.stderr
