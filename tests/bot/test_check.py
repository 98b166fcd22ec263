"""`check` names every problem at once, in plain words, and only then says that all is well."""

import json
import sqlite3
from pathlib import Path

import pytest

from handlers.scopes import SCOPES
from sandbox.client import Client
from storage.sealing import new_key
from tests.bot.conftest import Place

WELL = "Everything is in place. Start with: python -m bot run\n"


def test_one_sentence_says_that_all_is_well(place: Place, slack: Client) -> None:
    assert place.call("check") == (0, WELL, "")


def test_without_a_database_all_is_well_too_and_none_is_made(place: Place, slack: Client) -> None:
    place.change(DATABASE_URL=f"sqlite:///{place.data}/new.db")
    assert place.call("check") == (0, WELL, "")
    assert sorted(path.name for path in place.data.iterdir()) == ["mentor.db"]


def test_every_problem_is_named_at_once(place: Place, slack: Client) -> None:
    own = place.folder / "own" / "en" / "messages"
    own.mkdir(parents=True)
    (own / "no.such.id.md").write_text("Hello.\n")
    (place.data / "mentor.db").write_bytes(b"no database" * 100)
    slack.remove_scope("users:read")
    slack.remove_scope("mpim:write")
    place.change(
        LOG_LEVEL="LOUD",
        SLACK_APP_TOKEN="xapp-of-nobody",
        DATA_KEY_FILE=str(place.folder / "nothing"),
        CONTENT_DIR=str(place.folder / "own"),
        ADMIN_CHANNEL="C0GENERAL",
    )
    code, out, err = place.call("check")
    assert (code, out) == (1, "")
    for words in (
        "LOG_LEVEL must be",
        "Slack does not accept SLACK_APP_TOKEN (invalid_auth)",
        "python -m bot keys new",
        "no.such.id",
        "is not a readable database",
        "The scope users:read is missing. Nobody can join or set up.",
        "The scope mpim:write is missing.",
        "ADMIN_CHANNEL C0GENERAL is public",
    ):
        assert words in err
    assert "Traceback" not in err


def test_the_same_as_json(place: Place, slack: Client) -> None:
    slack.remove_scope("commands")
    slack.remove_scope("im:history")
    code, out, _ = place.call("check", "--json")
    said = json.loads(out)
    assert (code, said["ok"]) == (1, False)
    assert [one["about"] for one in said["problems"]] == ["commands"]
    assert [one["about"] for one in said["notes"]] == ["im:history"]


@pytest.mark.parametrize("scope", [one.name for one in SCOPES if not one.optional])
def test_a_missing_scope_is_a_problem(place: Place, slack: Client, scope: str) -> None:
    slack.remove_scope(scope)
    code, _, err = place.call("check")
    assert (code, f"The scope {scope} is missing." in err) == (1, True)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-of-nobody", "does not accept SLACK_BOT_TOKEN"),
        ("SLACK_API_URL", "http://127.0.0.1:9/api/", "Slack did not answer"),
        ("SLACK_API_URL", "https://example.com/api/", "SLACK_API_URL must be"),
        ("DATA_KEY", "no key", "The key for private words is not one"),
        ("DATA_KEY_BESIDE_DATA", "perhaps", "DATA_KEY_BESIDE_DATA must be"),
        ("DATABASE_URL", "sqlite:///", "DATABASE_URL must begin"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all/mentor.db", "no directory /nowhere/at/all"),
        ("DATABASE_URL", "postgresql://u:secret@127.0.0.1:9/db", "cannot be reached"),
        ("ADMIN_CHANNEL", "C0MENTORING", "does not know the bot; invite it first"),
        ("HTTP_PORT", "0", "HTTP_PORT must be"),
        ("HTTP_PORT", "3000", "SLACK_SIGNING_SECRET is needed"),
    ],
)
def test_a_problem_comes_with_the_way_out(
    place: Place, slack: Client, variable: str, value: str, words: str
) -> None:
    place.change(**{variable: value})
    code, _, err = place.call("check")
    assert (code, words in err, "secret" in err) == (1, True, False)
    assert len(err.splitlines()) <= 2


def test_a_newer_schema_is_named(place: Place, slack: Client) -> None:
    connection = sqlite3.connect(place.data / "mentor.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    code, _, err = place.call("check")
    assert (code, "Run the newer version again" in err) == (1, True)


def test_an_older_schema_is_a_note_since_run_upgrades_it(place: Place, slack: Client) -> None:
    older = place.data / "older.db"
    connection = sqlite3.connect(older)
    connection.execute("CREATE TABLE something (x)")
    connection.close()
    place.change(DATABASE_URL=f"sqlite:///{older}")
    code, out, err = place.call("check")
    assert (code, err, out.startswith("Note: The database lacks")) == (0, "", True)


def test_key_and_data_in_one_folder_want_an_explicit_yes(place: Place, slack: Client) -> None:
    inside = place.data / "deeper" / "data.key"
    inside.parent.mkdir()
    inside.write_text(new_key())
    inside.chmod(0o600)
    place.change(DATA_KEY_FILE=str(inside))
    code, _, err = place.call("check")
    assert code == 1
    assert f"{inside} holds the key and lies in the folder of the database" in err
    place.change(DATA_KEY_BESIDE_DATA="yes")
    assert place.call("check") == (0, WELL, "")


def test_a_key_in_the_env_file_beside_the_data_lies_beside_it_too(
    place: Place, slack: Client
) -> None:
    env: Path = place.folder / ".env"
    env.write_text(f"DATA_KEY={new_key()}\n")
    assert place.call("check")[0] == 0
    place.change(DATABASE_URL=f"sqlite:///{place.folder}/mentor.db")
    code, _, err = place.call("check")
    assert (code, f"{env} holds the key" in err) == (1, True)


def test_a_key_that_others_can_read_is_a_note(place: Place, slack: Client) -> None:
    (place.folder / "key").chmod(0o644)
    code, out, _ = place.call("check")
    assert (code, "chmod 600" in out) == (0, True)


def test_a_channel_that_is_fit_is_no_problem(place: Place, slack: Client) -> None:
    slack.invite_bot("C0MENTORING", by="U_ADA")
    place.change(ADMIN_CHANNEL="C0MENTORING")
    assert place.call("check") == (0, WELL, "")


def test_nothing_is_asked_of_slack_that_changes_anything(place: Place, slack: Client) -> None:
    place.call("check")
    calls = {entry["method"] for entry in slack.journal(kind="call")}
    assert calls == {"auth.test", "apps.connections.open"}
