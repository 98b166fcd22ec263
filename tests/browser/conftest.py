"""A workspace, an app of the tests' own, and a browser that looks at both."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from sandbox import Channel, Client, Human, Sandbox, Workspace
from sandbox.panel import Panel
from tests.browser.app import Parrot
from tests.browser.story_walk import FLAGS, SOON, Album

MANIFEST = Path(__file__).with_name("manifest.yml")
SCREENS = os.environ.get("SEE_SCREENS")
"""A folder in which to keep what is seen, for whoever wants to look."""

CAST = Workspace(
    name="Harbour",
    people=(
        Human("U_ANA", "ana", "Ana Ruiz", "America/New_York"),
        Human("U_BEN", "ben", "Ben Okri", "Europe/London", locale="en-GB"),
        Human("U_CY", "cy", "Cy Young", "Asia/Tokyo"),
        Human("U_GONE", "gone", "Gone Girl", deleted=True),
    ),
    channels=(
        Channel("C_TOWN", "town", members=("U_ANA", "U_BEN")),
        Channel("C_DESK", "desk", is_private=True, members=("U_BEN", "U0SANDBOX")),
        Channel("C_OLD", "old", is_archived=True, members=("U_BEN",)),
    ),
)

Opener = Callable[..., Page]


class Clock:
    """Wall time that moves by hand; it begins on a Monday at nine in London."""

    def __init__(self) -> None:
        self.reset()

    def __call__(self) -> datetime:
        return self.moment

    def reset(self) -> None:
        self.moment = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def running_clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server(running_clock: Clock) -> Iterator[Sandbox]:
    made = Sandbox(MANIFEST, running_clock)
    buttons = {"next-day": "Next day"}
    made.panel = Panel(running_clock, buttons, lambda _id: running_clock.advance(days=1))
    with made as running:
        yield running


@pytest.fixture(scope="session")
def running_bot(server: Sandbox) -> Iterator[Parrot]:
    bot = Parrot(server)
    bot.handler.connect()
    yield bot
    bot.handler.client.close()
    bot.app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def clock(running_clock: Clock) -> Clock:
    running_clock.reset()
    return running_clock


@pytest.fixture
def sandbox(server: Sandbox, clock: Clock) -> Sandbox:
    server.reset()
    server.seed(CAST)
    server.set_windows(ack=3.0)
    return server


@pytest.fixture
def client(sandbox: Sandbox) -> Client:
    return Client(sandbox.url)


@pytest.fixture
def bot(client: Client, running_bot: Parrot) -> Iterator[Parrot]:
    client.wait_until_connected()
    running_bot.reset()
    yield running_bot
    running_bot.go.set()


@pytest.fixture
def album(tmp_path: Path) -> Album:
    """Pictures of what people see, kept where one asked for them."""
    return Album(Path(SCREENS) if SCREENS else tmp_path)


@pytest.fixture
def complaints() -> list[str]:
    """What the console complained of; a test that wants some takes it out."""
    return []


@pytest.fixture
def look(
    browser: Browser, sandbox: Sandbox, bot: Parrot, complaints: list[str]
) -> Iterator[Opener]:
    """Open the page as somebody, somewhere; a complaint of the console fails the test."""
    context = browser.new_context(viewport={"width": 1100, "height": 760})
    context.set_default_timeout(SOON)

    def noted(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.text} {message.location['url']}")

    def opened(user: str = "", place: str = "", **size: int) -> Page:
        page = context.new_page()
        page.on("console", noted)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if size:
            page.set_viewport_size({"width": 1100, "height": 760, **size})
        page.goto(f"{sandbox.url}/#{user}/{place}" if user else sandbox.url)
        page.locator("h1").wait_for()
        return page

    yield opened
    context.close()
    assert complaints == []
