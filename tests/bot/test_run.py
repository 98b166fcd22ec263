"""`run`: starts clean, ends clean, and says in plain words what keeps it from starting."""

import json
import sqlite3
import time
from collections.abc import Callable
from http.client import HTTPConnection
from socket import socket

import pytest

from bot.cli import COMMANDS
from bot.clock import RealClock
from bot.content.reader import Library
from bot.domain.deliveries import State
from bot.host import Host, Parts
from handlers import slack_client
from handlers.slack_client import Access
from sandbox.client import Client
from sandbox.server import Sandbox
from storage.sealing import new_key
from tests import builders
from tests.bot.conftest import ROOT, Place, Process, free_port
from tests.plugins.stores import KEY

PATIENCE = 60.0


def until(holds: Callable[[], object], process: Process | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert process is None or process.running, process.said
        assert time.monotonic() < end, process.said if process else "too late"
        time.sleep(0.02)


def asked(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_starts_serves_and_ends_clean_while_nobody_else_may_write(
    place: Place, slack: Client
) -> None:
    port = free_port()
    place.change(HEALTH_PORT=str(port))
    process = place.start("run")
    until(lambda: '"ready"' in process.said, process)
    until(lambda: asked(port, "/readyz") == 200, process)
    assert asked(port, "/healthz") == 200
    place.change(HEALTH_PORT="0")
    for command in (("run",), ("migrate",), ("keys", "rotate"), ("tick", "--at", "2026-11-23T09Z")):
        code, _, err = place.call(*command)
        assert (code, "Another process of the bot is writing" in err) == (1, True), command
    for command in (("check",), ("migrate", "--dry-run")):
        assert place.call(*command)[0] == 0, command
    process.ask_to_stop()
    assert process.ended(PATIENCE) == 0
    lines = [json.loads(line) for line in process.said.splitlines()]
    assert [line["said"] for line in lines] == [
        "hears Slack by Socket Mode",
        "ready",
        "stopping",
        "stopped",
    ]
    until(lambda: slack.connections == 0)


HEAVY = {"numpy", "ortools", "pandas", "scipy"}
"""What only matching a whole cohort needs; an idle bot must not hold it in memory."""


@pytest.mark.slow
def test_an_idle_bot_never_imports_the_solver(place: Place, slack: Client) -> None:
    roots = "sorted({name.split('.')[0] for name in sys.modules})"
    told = f"print('imported', *{roots}, file=sys.stderr)"
    process = place.start("run", planted=f"import atexit\natexit.register(lambda: {told})")
    until(lambda: '"ready"' in process.said, process)
    process.ask_to_stop()
    assert process.ended(PATIENCE) == 0
    imported = set(process.said.splitlines()[-1].split())
    assert {"imported", "sqlalchemy", "slack_bolt", "storage"} <= imported
    assert imported & HEAVY == set()


def newer(place: Place) -> None:
    connection = sqlite3.connect(place.data / "mentor.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def sealed_by_another(place: Place) -> None:
    with place.store_of(new_key()) as store, store.unit() as unit:
        unit.workspaces.add(builders.workspace())
        unit.people.add(builders.person())
        unit.programs.add(builders.program())
        unit.participants.add(builders.participant())
        unit.notes.add(builders.note(mentorship_id=None))


def broken_texts(place: Place) -> None:
    own = place.folder / "own" / "en" / "messages"
    own.mkdir(parents=True)
    (own / "no.such.id.md").write_text("Hello.\n")
    place.change(CONTENT_DIR=str(place.folder / "own"))


MISSING: dict[str, tuple[Callable[[Place], object], str]] = {
    "no tokens": (lambda p: p.change(SLACK_BOT_TOKEN="", SLACK_APP_TOKEN=""), "SLACK_BOT_TOKEN"),
    "wrong bot token": (
        lambda p: p.change(SLACK_BOT_TOKEN="xoxb-of-nobody"),
        "Slack does not accept SLACK_BOT_TOKEN",
    ),
    "wrong app token": (
        lambda p: p.change(SLACK_APP_TOKEN="xapp-of-nobody"),
        "Slack does not accept SLACK_APP_TOKEN (invalid_auth)",
    ),
    "no key": (lambda p: (p.folder / "key").unlink(), "python -m bot keys new"),
    "a key that is none": (lambda p: p.change(DATA_KEY="short"), "is not one. Make one"),
    "another key": (sealed_by_another, "Give the key it was sealed with"),
    "newer schema": (newer, "Run the newer version again"),
    "no folder": (
        lambda p: p.change(DATABASE_URL=f"sqlite:///{p.folder}/none/mentor.db"),
        "Make it, or name another place in DATABASE_URL",
    ),
    "no database": (
        lambda p: (p.data / "mentor.db").write_bytes(b"nonsense" * 200),
        "is not a readable database",
    ),
    "broken texts": (broken_texts, "no.such.id"),
}


@pytest.mark.parametrize("case", MISSING)
def test_what_is_missing_is_said_in_plain_words(place: Place, slack: Client, case: str) -> None:
    prepare, words = MISSING[case]
    prepare(place)
    code, out, err = place.call("run")
    assert (code, out, words in err, "Traceback" in err) == (1, "", True, False)
    assert slack.connections == 0


def test_slack_that_answers_nothing_ends_the_start(
    place: Place, slack: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack_client, "TIMEOUT_SECONDS", 0.2)
    slack.fault("hang", "auth.test", count=-1)
    code, _, err = place.call("run")
    assert (code, "Check the network and SLACK_API_URL" in err) == (1, True)


@pytest.mark.parametrize("variable", ["HEALTH_PORT", "HTTP_PORT"])
def test_a_port_that_is_taken_is_named(place: Place, slack: Client, variable: str) -> None:
    with socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        place.change(SLACK_SIGNING_SECRET="secret", **{variable: port})
        code, _, err = place.call("run")
    assert code == 1
    assert f"{variable} {port} cannot be used (Address already in use)" in err


@pytest.mark.slow
def test_a_stop_that_takes_too_long_is_cut_short_and_still_a_clean_end(
    place: Place, slack: Client
) -> None:
    slack.invite_bot("C0MENTORING", by="U_ADA")
    slack.fault("hold", "users.info", count=-1)
    process = place.start("run", planted="import bot.cli.run; bot.cli.run.STOP_SECONDS = 0.3")
    until(lambda: '"ready"' in process.said, process)
    slack.person("U_NORA").command("/mentor setup", channel="C0MENTORING")
    slack.wait_until_held()
    process.ask_to_stop()
    assert process.ended(5) == 0
    assert "what was in hand is settled at the next start" in process.said


STUCK = """
import time, bot.host
from bot.ticks import Tick, Ticks
bot.ticks.LOOK_SECONDS = 0.1
Ticks.__init__.__defaults__ = (0.1,)
bot.host.three = lambda *works: (Tick("recover", lambda: time.sleep(60), 1.0),)
"""


@pytest.mark.slow
def test_a_tick_that_never_ends_ends_the_process_with_70(place: Place, slack: Client) -> None:
    process = place.start("run", planted=STUCK)
    assert process.ended(20) == 70
    assert "recover made no progress; leaving" in process.said


def test_a_token_revoked_while_it_runs_loses_nothing(
    place: Place, slack: Client, sandbox: Sandbox, library: Library
) -> None:
    with place.store_of(KEY) as store:
        access = Access(sandbox.bot_token, sandbox.api_url)
        parts = Parts(store, library, access, RealClock())
        first = Host(parts)
        first.listen(sandbox.app_token)
        slack.fault("error", "chat.postMessage", count=-1, error="token_revoked")
        first.start()
        until(lambda: first.report()["ready"])
        slack.invite_bot("C0MENTORING", by="U_ADA")
        until(lambda: first.report()["paused"])
        assert (first.report()["paused"], first.report()["ready"]) == ("token_revoked", False)
        first.stop()
        with store.read() as unit:
            assert [row.state for row in unit.deliveries.find()] == [State.PENDING]
        slack.clear_faults()
        second = Host(parts)
        second.listen(sandbox.app_token)
        second.start()
        assert slack.until(lambda: slack.count("I can run a mentoring program") == 1, PATIENCE)
        assert second.report()["paused"] is None
        second.stop()


def test_help_says_what_each_command_does_and_wrong_usage_ends_with_2(place: Place) -> None:
    for command in COMMANDS:
        code, out, _ = place.call(command, "--help")
        assert (code, out.startswith(f"usage: python -m bot {command}")) == (0, True), command
        assert place.call(command, "--nonsense")[0] == 2
    assert place.call("nonsense")[0] == 2
    assert place.call()[0] == 2
    assert place.call("--help")[0] == 0


def test_the_commands_are_those_of_the_folder() -> None:
    paths = (ROOT / "bot" / "cli").glob("[!_]*.py")
    found = {path.stem for path in paths if "\ndef main(args" in path.read_text(encoding="utf-8")}
    assert {name.replace("-", "_") for name in COMMANDS} == found
