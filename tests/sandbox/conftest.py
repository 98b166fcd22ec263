"""One sandbox for the whole run, empty before each test, with a small cast."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from sandbox import Channel, Client, Human, Sandbox, Windows, Workspace
from tests.sandbox.app import Bot

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


class Clock:
    """Wall time that moves by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


CAST = Workspace(
    people=(
        Human("U_ANA", "ana", "Ana Ruiz", "America/New_York"),
        Human("U_BEN", "ben", "Ben Okri", "Europe/London", is_admin=True),
        Human("U_CY", "cy", "Cy Young", "Asia/Tokyo", locale="ja-JP"),
        Human("U_GONE", "gone", "Gone Girl", deleted=True),
        Human("U_ROBOT", "robot", "Robot", is_bot=True),
        *(Human(f"U_P{number}", f"p{number}") for number in range(1, 9)),
    ),
    channels=(
        Channel("C_TOWN", "town", members=("U_ANA", "U_BEN")),
        Channel("C_DESK", "desk", is_private=True, members=("U_BEN", "U0SANDBOX")),
        Channel("C_VAULT", "vault", is_private=True, members=("U_BEN",)),
        Channel("C_OLD", "old", is_private=True, is_archived=True, members=("U0SANDBOX",)),
    ),
)


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(MANIFEST, clock) as running:
        yield running


@pytest.fixture
def sandbox(server: Sandbox) -> Sandbox:
    server.reset()
    server.seed(CAST)
    server.set_windows(trigger=3.0, ack=3.0, response_url=1800.0)
    return server


@pytest.fixture
def client(sandbox: Sandbox) -> Client:
    return Client(sandbox.url)


@pytest.fixture
def api(sandbox: Sandbox) -> WebClient:
    return WebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture(scope="session")
def running_bot(server: Sandbox) -> Iterator[Bot]:
    bot = Bot(server)
    bot.handler.connect()
    yield bot
    bot.handler.client.close()
    bot.app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def bot(sandbox: Sandbox, client: Client, running_bot: Bot) -> Bot:
    client.wait_until_connected()
    running_bot.heard.clear()
    running_bot.answer = {}
    running_bot.slow.clear()
    return running_bot


@pytest.fixture
def sandbox_with_short_ack(sandbox: Sandbox) -> None:
    sandbox.set_windows(ack=0.2)


@pytest.fixture
def lone_sandbox(clock: Clock) -> Iterator[Sandbox]:
    """A sandbox to which no app is connected, with short windows."""
    with Sandbox(MANIFEST, clock, windows=Windows(ack=0.1)) as running:
        running.seed(CAST)
        yield running
