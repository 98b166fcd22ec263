"""What is measured is what somebody sees."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from benchmarks import company, replies
from benchmarks.company import Asked
from benchmarks.crowd import at_once
from benchmarks.figures import Spread, percentile
from benchmarks.processes import Place, Pocket, bot, pocket
from sandbox.client import Client
from storage.schema import upgrade
from storage.sealing import Sealer, new_key
from storage.store import SqlStore


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(f"sqlite:///{tmp_path}/bench.db", new_key(), tmp_path)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Pocket]:
    with pocket(tmp_path) as found:
        yield found


@pytest.fixture
def asked(slack: Pocket, place: Place) -> Asked:
    upgrade(place.database_url)
    store = SqlStore(place.database_url, Sealer([place.key]))
    try:
        [found] = company.prepare(slack, store, 1)
    finally:
        store.close()
    return found


@pytest.mark.slow
def test_a_reply_is_measured_when_it_is_seen(slack: Pocket, place: Place, asked: Asked) -> None:
    person = Client(slack.url).person(asked.user)
    with bot(slack, place):
        taken = {case: at_once(slack.url, [case.press(asked)]) for case in replies.CASES}
        assert person.ephemerals()
        assert person.view is not None
        [question] = [one for one in person.messages(asked.channel) if one.ts == asked.ts]
        assert question.edited
    for spread in taken.values():
        assert spread.unseen == 0
        assert 0 < spread.p50 < 10


@pytest.mark.slow
@pytest.mark.parametrize("ledger", [False, True], ids=["alone", "with a row"])
def test_bolt_gives_the_replies_of_the_bot(
    slack: Pocket, place: Place, asked: Asked, ledger: bool
) -> None:
    person = Client(slack.url).person(asked.user)
    question = replies._question(slack, asked)
    with bot(slack, place):
        for case in replies.CASES:
            at_once(slack.url, [case.press(asked)])
    kept = place.folder / "ledger.db" if ledger else None
    with replies.bare(place.folder, replies.recorded(slack, asked), kept) as other:
        [posed] = replies.pose(other, question, [asked])
        for case in replies.CASES:
            assert at_once(other.url, [case.press(posed)]).unseen == 0
        there = Client(other.url).person(asked.user)
        assert there.ephemerals()[-1].words == person.ephemerals()[-1].words
        assert there.view is not None
        assert person.view is not None
        assert there.view.text() == person.view.text()
        assert there.dms[0].words == next(one.words for one in person.dms if one.ts == asked.ts)
        if kept is not None:
            taps = sqlite3.connect(kept).execute("SELECT user FROM tap").fetchall()
            assert taps == [(asked.user,)]


@pytest.mark.slow
def test_an_acknowledgement_is_no_reply(slack: Pocket) -> None:
    company.furnish(slack, 1)
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    with ThreadPoolExecutor(1) as threads:
        app = App(token=slack.bot_token, client=client, listener_executor=threads)
        app.command("/mentor")(lambda ack: ack())
        wire = SocketModeHandler(app, slack.app_token)
        wire.connect()
        try:
            Client(slack.url).wait_until_connected()
            press = replies.STATUS.press(Asked(company.mentee(0), "", ""))
            assert at_once(slack.url, [press], patience=1.0) == Spread((), unseen=1)
        finally:
            wire.close()


def test_a_row_is_held_against_each_baseline_by_itself() -> None:
    row = replies.Row("a word", 1, Spread((0.005,)), Spread((0.001,)), Spread((0.004,)))
    assert row.ratios(row.bare) == (5.0, 5.0)
    assert not row.within(row.bare)
    assert row.within(row.durable)
    assert row.in_time
    late = replies.Row("a word", 1, Spread((0.005,), unseen=1), row.bare, row.durable)
    assert not late.in_time


def test_of_fewer_than_a_hundred_samples_the_p99_is_the_longest() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile(list(range(1, 101)), 0.99) == 99


def test_what_was_never_seen_took_for_ever() -> None:
    assert Spread((0.1,), unseen=1).longest == float("inf")
