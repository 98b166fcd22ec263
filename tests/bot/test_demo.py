"""The demo plays without an account: taps are answered, the clock bar moves time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.demo import BUTTONS, Stage, playing
from bot.domain.people import PersonStatus
from tests.bot.conftest import ROOT, Place


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with playing(0) as found:
        yield found


def panel(stage: Stage, press: str = "") -> dict[str, Any]:
    """The clock bar, as the page asks for it and presses it."""
    connection = HTTPConnection(urlsplit(stage.sandbox.url).netloc, timeout=30)
    try:
        connection.request("POST" if press else "GET", f"/panel/{press}".rstrip("/"))
        answer = connection.getresponse()
        assert answer.status == 200
        return dict(json.loads(answer.read()))
    finally:
        connection.close()


def now(stage: Stage) -> datetime:
    return datetime.fromisoformat(panel(stage)["now"])


def test_a_tap_on_the_page_is_answered_while_the_clock_stands(stage: Stage) -> None:
    before, sam = now(stage), stage.slack.person("U_SAM")
    sam.command("/mentor join")
    sam.wait_for_view("I would like")
    sam.fill("topics", ["giving feedback"])
    sam.fill("hope", "I would like to be heard.")
    sam.submit()
    sam.wait_for("You are in", timeout=10)
    assert now(stage) == before


def test_the_clock_bar_moves_time_and_what_falls_due_is_said(stage: Stage) -> None:
    lena, priya = stage.slack.person("U_LENA"), stage.slack.person("U_PRIYA")
    lena.press("See who fits")
    lena.wait_for_view("People who fit")
    lena.press("Ask this mentor", in_view=True, within="Priya")
    assert [button["id"] for button in panel(stage)["buttons"]] == list(BUTTONS)
    before = now(stage)
    panel(stage, "day")
    assert (now(stage) - before).days == 1
    asked = priya.wait_for("hopes to work with you", timeout=10)
    assert before.timestamp() < float(asked.ts) < now(stage).timestamp()
    panel(stage, "week")
    assert (now(stage) - before).days == 8


def test_a_tap_while_time_is_moved_is_answered_too(stage: Stage) -> None:
    theo = stage.slack.person("U_THEO")
    moving = Thread(target=panel, args=(stage, "week"))
    moving.start()
    assert theo.command("/mentor help").acked
    while moving.is_alive():
        assert theo.command("/mentor help").acked
    moving.join()
    theo.wait_for("/mentor", timeout=10)
    assert stage.slack.unacked() == []
    assert stage.slack.errors() == []


def test_the_next_message_is_never_more_than_a_week_away(stage: Stage) -> None:
    """Where everything waits for an answer, nothing is said however long one waits."""
    for _ in range(3):
        before, sent = now(stage), len(stage.slack.posts())
        panel(stage, "next")
        assert now(stage) - before <= timedelta(weeks=1)
        assert len(stage.slack.posts()) > sent


def test_a_day_that_goes_by_is_a_day_of_housekeeping_too(stage: Stage) -> None:
    stage.sandbox._slack.world.change_person("U_JONAS", deleted=True)
    panel(stage, "day")
    panel(stage, "day")
    with stage.host.store.read() as unit:
        found = unit.people.one(slack_id="U_JONAS")
    assert found is not None
    assert found.status is PersonStatus.GONE


@pytest.mark.slow
def test_it_works_without_any_environment_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    seconds = time.monotonic() - began
    process.send_signal(signal.SIGINT)
    rest, complaints = process.communicate(timeout=15)
    assert (process.returncode, complaints) == (0, "")
    assert (first + rest).count("http://127.0.0.1:") == 1
    assert seconds < 10
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_or_none_is_said_plainly(stage: Stage, place: Place) -> None:
    port = stage.sandbox.url.rsplit(":", 1)[1]
    code, _, err = place.call("demo", "--port", port)
    assert (code, "Choose another with --port" in err) == (1, True)
    assert place.call("demo", "--port", "99999")[0] == 2
