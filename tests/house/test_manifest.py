"""What the manifest asks for is what the code handles, both ways."""

from pathlib import Path

import yaml

from bot.content.reader import read
from handlers.app import COMMAND, EVENTS
from handlers.features import LISTENERS
from handlers.scopes import SCOPES

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


def test_the_manifest_asks_for_exactly_the_scopes_of_the_table() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert sorted(scopes["bot"]) == sorted(scope.name for scope in SCOPES)
    optional = sorted(scope.name for scope in SCOPES if scope.optional)
    assert sorted(scopes["bot_optional"]) == optional


def test_every_event_of_the_manifest_is_listened_to_and_no_other() -> None:
    asked = {
        event.split(".")[0] for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    }
    handled = {listener.id for listener in LISTENERS if listener.kind == "event"}
    assert asked == set(EVENTS) == handled


def test_every_shortcut_and_command_of_the_manifest_is_listened_to_and_no_other() -> None:
    shortcuts = {one["callback_id"] for one in MANIFEST["features"]["shortcuts"]}
    assert shortcuts == {one.id for one in LISTENERS if one.kind == "shortcut"}
    assert [one["command"] for one in MANIFEST["features"]["slash_commands"]] == [COMMAND]


def test_every_button_of_the_content_has_a_listener_and_a_label() -> None:
    words = read().words("en")
    shown = {button for text in words.texts() for button in text.buttons}
    handled = {one.id for one in LISTENERS if one.kind == "button"}
    assert shown <= handled
    labelled = {id.removeprefix("button.") for id in words.ids() if id.startswith("button.")}
    assert labelled - {"why", "later"} <= handled


def test_no_two_listeners_share_a_place() -> None:
    places = [(one.kind, one.id) for one in LISTENERS if one.kind != "event"]
    assert len(places) == len(set(places))
