"""The command line of `tick`, which every other test here trusts."""

import pytest

from bot.cli.tick import main

NINE = "2026-12-01T09:00+01:00"


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--at", "tomorrow"],
        ["--at", "2026-12-01T09:00"],
        ["--at", NINE, "--until", "2026-12-01T08:59+01:00"],
    ],
    ids=["no_moment", "no_instant", "no_zone", "backwards"],
)
def test_a_moment_that_is_none_is_a_wrong_usage(args: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(args)


def test_it_never_plays_with_time_in_a_real_workspace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = {"SLACK_API_URL": "https://slack.com/api/", "DATA_KEY": "key"}
    for name, value in {**real, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}.items():
        monkeypatch.setenv(name, value)
    assert main(["--at", NINE]) == 1
    assert "only against a sandbox" in capsys.readouterr().err
