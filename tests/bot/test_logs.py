"""Logs tell what happened and where, and never a word that anybody typed, nor a token."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.clock import HandClock
from bot.logs import set_up
from bot.services import notes
from sandbox.server import Sandbox
from tests.bot.conftest import Place
from tests.office import CHANNEL, MONDAY, Office, office
from tests.plugins.stores import KEY

CANARY = "zanzibar"
"""Part of every word typed here, and of nothing else."""

NEVER = ("xoxb-", "xapp-", CANARY, KEY)


class Said(io.StringIO):
    """Everything that was logged."""

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """The logs of the bot at their most talkative."""
    found = Said()
    monkeypatch.setattr(sys, "stderr", found)
    set_up("DEBUG")
    return found


@pytest.fixture
def story(place: Place, sandbox: Sandbox, clock: HandClock, said: Said) -> Iterator[Office]:
    with place.store_of(KEY) as store, office(sandbox, store, clock) as found:
        yield found


def first_stretch(story: Office) -> None:
    """The first stretch, with the canary in whatever anybody can type."""
    story.slack.invite_bot(CHANNEL, by="U_ADA")
    story.settle()
    story.nora.press("Start set-up", channel=CHANNEL)
    story.nora.fill("hope", f"{CANARY} hope")
    story.nora.submit()
    for field in ("assistance", "people_team", "harassment"):
        story.nora.fill(field, f"{CANARY} {field}")
    story.nora.submit()
    story.settle()
    topic = f"{CANARY} topic"
    story.join(story.maya, "to be a mentor", f"{CANARY} lesson", "giving feedback", topic)
    story.join(story.theo, "a mentor", f"{CANARY} hope", "giving feedback", topic)
    story.go_to(MONDAY + timedelta(hours=2))
    story.ask()
    story.accept()
    story.maya.press("Pick a time")
    story.maya.submit()
    story.theo.command("/mentor note")
    story.theo.fill("text", f"{CANARY} note")
    story.theo.submit()
    story.theo.command(f"/mentor {CANARY}")
    story.theo.write(f"{CANARY} message to the bot")
    story.go_to(MONDAY + timedelta(days=1, hours=6))
    story.theo.press("Send my topics")
    story.theo.submit()
    story.go_to(MONDAY + timedelta(days=3))
    story.theo.press("Yes, we met")
    story.theo.press("Easy")
    story.settle()


def test_the_first_stretch_leaves_no_word_and_no_token_in_the_logs(
    story: Office, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_stretch(story)

    def fails(*_args: object) -> None:
        raise ValueError(f"{CANARY} in an exception")

    story.slack.fault("status", "chat.postMessage", status=500)
    story.slack.fault("error", "chat.update", error=CANARY)
    monkeypatch.setattr(notes, "keep", fails)
    story.theo.command("/mentor note")
    story.theo.fill("text", f"{CANARY} once more")
    story.theo.submit()
    story.settle()
    everything = said.getvalue()
    assert "surprise" in everything
    assert "ValueError" in everything
    assert [word for word in NEVER if word in everything] == []
    assert all(line["from"] for line in said.lines())


def test_a_library_is_quoted_as_far_as_its_source_goes(said: Said) -> None:
    log, words = logging.getLogger("slack_sdk.web"), f"{CANARY} comes first"
    log.warning("Failed to retrieve WSS URL: %s", CANARY)
    log.warning(words)
    log.info("Sending a message with %s", CANARY)
    first, second = said.lines()
    assert CANARY not in said.getvalue()
    assert str(first["said"]).startswith("Failed to retrieve WSS URL (test_logs:")
    assert str(second["said"]).startswith("... (test_logs:")


def test_of_an_exception_only_its_kind_and_place_are_said(said: Said) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("bot.somewhere").exception("it failed")
    [line] = said.lines()
    assert (line["said"], line["error"]) == ("it failed", "ValueError")
    assert "test_logs.py:" in str(line["trail"])
    assert CANARY not in said.getvalue()


def test_what_nobody_catches_is_logged_in_the_same_way(said: Said) -> None:
    def fails() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    try:
        fails()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert [line["error"] for line in said.lines()] == ["ValueError", "ValueError"]
    assert CANARY not in said.getvalue()


def test_a_warning_and_a_record_that_does_not_fit_are_no_way_out_either(said: Said) -> None:
    warnings.simplefilter("always")
    warnings.warn(f"{CANARY} is old", stacklevel=1)
    logging.getLogger("bot.somewhere").warning("%d of them", CANARY)
    assert CANARY not in said.getvalue()


def test_tokens_and_addresses_are_masked_wherever_they_come_from(said: Said) -> None:
    logging.getLogger("bot.somewhere").warning("xoxb-1-a xapp-1-b ada@northwind.example it")
    [line] = said.lines()
    assert line["said"] == "*** *** *** it"
