"""Configuration: every problem at once, each with the way out."""

from pathlib import Path

import pytest

from bot.config import VARIABLES, ConfigurationError, environment, load

ROOT = Path(__file__).parents[2]
GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DATA_KEY": "key"}


def test_the_example_lists_every_variable_with_its_words_and_default() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    listed = {
        line.partition("=")[0]: (line.partition("=")[2], lines[place - 1].removeprefix("# "))
        for place, line in enumerate(lines)
        if "=" in line and not line.startswith("#")
    }
    assert listed == {one.name: (one.default, one.words) for one in VARIABLES}


def test_a_complete_environment_is_taken() -> None:
    config = load(GOOD)
    assert (config.bot_token, config.http_port) == ("xoxb-1", None)


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SLACK_BOT_TOKEN", "", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "xoxb-"),
        ("SLACK_APP_TOKEN", "", "xapp-"),
        ("SLACK_API_URL", "https://slack.com.evil.example/api/", "SLACK_API_URL"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL"),
        ("HEALTH_PORT", "99999", "HEALTH_PORT"),
        ("HTTP_PORT", "x", "HTTP_PORT"),
        ("CONTENT_DIR", "/nowhere/at/all", "CONTENT_DIR"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, word: str) -> None:
    with pytest.raises(ConfigurationError, match=word):
        load(GOOD | {name: value})


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load({"LOG_LEVEL": "LOUD", "DATA_KEY_FILE": "/nowhere/key"})
    assert len(caught.value.problems) == 4


def test_a_missing_key_file_comes_with_the_command_that_makes_one(tmp_path: Path) -> None:
    values = {**GOOD, "DATA_KEY": "", "DATA_KEY_FILE": str(tmp_path / "key")}
    with pytest.raises(ConfigurationError, match="python -m bot keys new"):
        load(values)


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nLOG_LEVEL=DEBUG\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-environment")
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    values = environment(tmp_path)
    assert (values["SLACK_BOT_TOKEN"], values["LOG_LEVEL"]) == ("xoxb-environment", "DEBUG")
