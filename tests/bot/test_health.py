"""Health and readiness say what is, and what makes no progress ends the process."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.client import HTTPConnection
from threading import Event

import pytest
from sqlalchemy import text

from bot.clock import HandClock
from bot.company import BEGINS
from bot.content.reader import Library
from bot.health import Health
from bot.host import Host, Parts
from bot.ticks import STUCK_SECONDS, Tick, Ticks
from handlers.slack_client import Access
from sandbox.server import Sandbox
from tests.bot.conftest import Place
from tests.plugins.stores import KEY

LONGER = timedelta(seconds=STUCK_SECONDS + 1)
SHORTER = timedelta(seconds=STUCK_SECONDS - 1)


class Wire:
    """A transport that is up or down as a test wants it."""

    def __init__(self) -> None:
        self.up = True

    def connect(self) -> None: ...

    def close(self) -> None: ...

    def alive(self) -> bool:
        return self.up


class Stuck(list[str]):
    """What made no progress, in order; a process would have ended at the first."""

    def __call__(self, what: str) -> None:
        self.append(what)


@pytest.fixture
def stuck() -> Stuck:
    return Stuck()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def host(
    place: Place, sandbox: Sandbox, clock: HandClock, stuck: Stuck, wire: Wire, library: Library
) -> Iterator[Host]:
    """A host that counts as running, while its threads stand still."""
    access = Access(sandbox.bot_token, sandbox.api_url)
    with place.store_of(KEY) as store:
        found = Host(Parts(store, library, access, clock, on_stuck=stuck))
        found._transport, found._running = wire, True
        yield found
        found.stop()


@pytest.fixture
def health() -> Iterator[Health]:
    found = Health(0)
    found.start()
    yield found
    found.stop()


def ask(health: Health, path: str) -> tuple[int, dict[str, object]]:
    connection = HTTPConnection("127.0.0.1", health.port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "application/json"
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_the_process_lives_before_it_is_ready(health: Health) -> None:
    assert ask(health, "/healthz") == (200, {"alive": True})
    assert ask(health, "/readyz") == (503, {"ready": False})
    assert ask(health, "/")[0] == 404


def test_ready_shows_facts_and_no_content(health: Health, host: Host) -> None:
    health.report = host.report
    status, facts = ask(health, "/readyz")
    assert (status, facts["ready"]) == (200, True)
    shown = {"ready", "slack", "paused", "stuck", "in_doubt", "tick_ages", "sender_age"}
    assert set(facts) == shown


def wire_down(host: Host, _clock: HandClock) -> None:
    assert isinstance(host._transport, Wire)
    host._transport.up = False


def token_revoked(host: Host, _clock: HandClock) -> None:
    with host.store.unit() as unit:
        unit.workspaces.change(host.identity.team_id, {}, {"paused_reason": "token_revoked"})


def tick_stuck(host: Host, clock: HandClock) -> None:
    host.ticks._stamp("wake")
    clock.advance(LONGER + timedelta(seconds=20))
    host.sender._beat = clock.monotonic()


def sender_dead(_host: Host, clock: HandClock) -> None:
    clock.advance(LONGER)


def database_gone(host: Host, _clock: HandClock) -> None:
    with host.store.unit() as unit:
        unit.session.write(text("DROP TABLE delivery"))  # type: ignore[attr-defined]


def stopping(host: Host, _clock: HandClock) -> None:
    host._running = False


TROUBLES: dict[str, tuple[Callable[[Host, HandClock], None], str, object]] = {
    "wire": (wire_down, "slack", False),
    "token": (token_revoked, "paused", "token_revoked"),
    "tick": (tick_stuck, "stuck", "wake"),
    "sender": (sender_dead, "sender_age", STUCK_SECONDS + 1),
    "database": (database_gone, "database", "NotUpgraded"),
    "stopping": (stopping, "slack", True),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_keeps_it_from_its_work_makes_it_not_ready(
    health: Health, host: Host, clock: HandClock, trouble: str
) -> None:
    happens, name, value = TROUBLES[trouble]
    health.report = host.report
    happens(host, clock)
    status, facts = ask(health, "/readyz")
    assert (status, facts["ready"], facts[name]) == (503, False, value)
    assert ask(health, "/healthz")[0] == 200


def test_a_wire_that_stays_silent_ends_the_process(
    host: Host, clock: HandClock, stuck: Stuck, wire: Wire
) -> None:
    host.recover()
    wire.up = False
    host.recover()
    clock.advance(timedelta(seconds=STUCK_SECONDS))
    host.recover()
    assert stuck == []
    clock.advance(timedelta(seconds=1))
    host.recover()
    assert stuck == ["wire"]


def test_a_wire_that_comes_back_in_time_does_not(
    host: Host, clock: HandClock, stuck: Stuck, wire: Wire
) -> None:
    for up in (False, True, False):
        wire.up = up
        host.recover()
        clock.advance(SHORTER)
    assert stuck == []


def test_a_dead_sender_ends_the_process(host: Host, clock: HandClock, stuck: Stuck) -> None:
    host.wake()
    assert stuck == []
    clock.advance(LONGER)
    host.wake()
    assert stuck == ["sender"]


def test_the_watchdog_ends_a_process_with_a_stuck_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ticks.LOOK_SECONDS", 0.01)
    clock, told, named, go_on = HandClock(BEGINS), Event(), Stuck(), Event()

    def on_stuck(name: str) -> None:
        named(name)
        told.set()

    ticks = Ticks((Tick("wake", go_on.wait, 3600.0),), clock, on_stuck)
    ticks.start()
    clock.advance(LONGER + timedelta(hours=1))
    assert told.wait(5)
    go_on.set()
    ticks.stop()
    assert named == ["wake"]
