"""Reads the app manifest: the only thing the pocket Slack knows about the app."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of a manifest that change how Slack behaves."""

    name: str
    bot_name: str
    commands: dict[str, bool]
    shortcuts: dict[str, dict[str, str]]
    events: frozenset[str]
    scopes: tuple[str, ...]
    home_tab: bool
    messages_tab: bool
    socket_mode: bool


def read_manifest(path: Path | str) -> Manifest:
    """Return the manifest in a YAML or JSON file; raises KeyError where it names no app."""
    document: dict[str, Any] = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    features = document.get("features", {})
    settings = document.get("settings", {})
    scopes = document.get("oauth_config", {}).get("scopes", {})
    granted = dict.fromkeys([*scopes.get("bot", []), *scopes.get("bot_optional", [])])
    home = features.get("app_home", {})
    name = document["display_information"]["name"]
    return Manifest(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        commands={
            entry["command"]: bool(entry.get("should_escape"))
            for entry in features.get("slash_commands", [])
        },
        shortcuts={
            entry["callback_id"]: {"name": entry["name"], "description": entry["description"]}
            for entry in features.get("shortcuts", [])
        },
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        scopes=tuple(granted),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
    )
