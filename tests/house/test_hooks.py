"""The Slack CLI, which by itself knows neither manifest.yml nor our entry point, finds both."""

import json
import shlex
import subprocess
import sys

import yaml

from tests.house.tree import ROOT

HOOKS = json.loads((ROOT / ".slack/hooks.json").read_text(encoding="utf-8"))
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


def run_hook(name: str, *arguments: str) -> str:
    """What the CLI would read: the hook's own command, run by the Python of this environment."""
    python, *rest = shlex.split(HOOKS["hooks"][name])
    assert python == "python3"
    run = subprocess.run(
        [sys.executable, *rest, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return run.stdout


def test_the_manifest_stands_between_the_boundaries() -> None:
    said = run_hook("get-manifest", "--protocol=message-boundaries", "--boundary=<<42>>")
    before, manifest, after = said.split("<<42>>")

    assert json.loads(manifest) == MANIFEST
    assert (before, after.strip()) == ("", "")


def test_without_a_protocol_the_manifest_stands_alone() -> None:
    assert json.loads(run_hook("get-manifest")) == MANIFEST


def test_the_stock_hooks_still_answer_for_the_rest() -> None:
    stock = json.loads(run_hook("get-hooks"))

    assert {"get-manifest", "start"} <= set(stock["hooks"])
    assert set(HOOKS["config"]["watch"]) == set(stock["config"]["watch"])


def test_the_bot_starts_as_a_module() -> None:
    """By path, its folder would come first on sys.path and shadow the standard library."""
    assert HOOKS["hooks"]["start"] == "python3 -m bot run"


def test_what_is_watched_is_there() -> None:
    watched = HOOKS["config"]["watch"]
    paths = [*watched["manifest"]["paths"], *watched["app"]["paths"]]

    assert "manifest.yml" in paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_project_is_the_source_of_the_manifest() -> None:
    config = json.loads((ROOT / ".slack/config.json").read_text(encoding="utf-8"))

    assert config["manifest"]["source"] == "local"
