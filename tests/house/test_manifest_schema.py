"""manifest.yml is what Slack accepts: the published schema, and limits it leaves out."""

import json
from copy import deepcopy
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.house.tree import ROOT

SCHEMA = json.loads(
    (ROOT / "tests/house/schema/manifest.schema.2.0.0.json").read_text(encoding="utf-8")
)
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


def schema_complaints(manifest: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(manifest)]


def limit_complaints(manifest: dict[str, Any]) -> list[str]:
    display, features = manifest["display_information"], manifest["features"]
    commands, shortcuts = features.get("slash_commands", []), features.get("shortcuts", [])
    measured = [
        ("name", len(display["name"]), 1, 35),
        ("description", len(display.get("description", "")), 0, 140),
        ("long description", len(display["long_description"]), 175, 4000),
        ("bot name", len(features["bot_user"]["display_name"]), 1, 80),
        ("commands", len(commands), 0, 50),
        ("shortcuts", len(shortcuts), 0, 10),
        ("unfurl domains", len(features.get("unfurl_domains", [])), 0, 5),
        *(("command name", len(c["command"]), 2, 32) for c in commands),
        *(("shortcut name", len(s["name"]), 1, 24) for s in shortcuts),
        *(("callback id", len(s["callback_id"]), 1, 255) for s in shortcuts),
    ]
    return [what for what, size, low, high in measured if not low <= size <= high]


def test_the_schema_accepts_the_manifest() -> None:
    Draft7Validator.check_schema(SCHEMA)

    assert schema_complaints(MANIFEST) == []


def test_the_manifest_keeps_slacks_limits() -> None:
    assert limit_complaints(MANIFEST) == []


def test_the_schema_refuses_a_planted_mistake() -> None:
    broken = deepcopy(MANIFEST)
    broken["features"]["bot_user"]["always_online"] = "yes"

    assert schema_complaints(broken) != []


@pytest.mark.parametrize(
    ("section", "key", "value", "complaint"),
    [
        ("display_information", "name", "n" * 36, "name"),
        ("display_information", "description", "d" * 141, "description"),
        ("display_information", "long_description", "too short", "long description"),
        ("display_information", "long_description", "l" * 4001, "long description"),
        ("features", "bot_user", {"display_name": "b" * 81}, "bot name"),
        ("features", "slash_commands", [{"command": "/" + "c" * 32}], "command name"),
        ("features", "slash_commands", [{"command": "/c"}] * 51, "commands"),
        ("features", "shortcuts", [{"name": "s" * 25, "callback_id": "x"}], "shortcut name"),
        ("features", "shortcuts", [{"name": "s", "callback_id": "x" * 256}], "callback id"),
        ("features", "shortcuts", [{"name": "s", "callback_id": "x"}] * 11, "shortcuts"),
        ("features", "unfurl_domains", ["example.com"] * 6, "unfurl domains"),
    ],
)
def test_a_planted_excess_is_found(section: str, key: str, value: Any, complaint: str) -> None:
    broken = deepcopy(MANIFEST)
    broken[section][key] = value

    assert limit_complaints(broken) == [complaint]
