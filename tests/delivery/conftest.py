"""One pocket Slack for the run, empty before each test, and a clock that is moved by hand."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import HandClock
from handlers.directory import SlackDirectory
from handlers.messenger import SlackMessenger
from handlers.slack_client import Access, posting_client
from sandbox import Channel, Client, Human, Sandbox, Workspace
from sandbox.state import BOT_ID
from storage.store import SqlStore
from tests.builders import CAST, TEAM, TUESDAY
from tests.delivery.office import Office

MANIFEST = Path(__file__).parents[2] / "manifest.yml"

WORKSPACE = Workspace(
    team_id=TEAM,
    people=(
        *(Human(who.slack_id, who.id, who.id.title(), who.zone) for who in CAST),
        Human("UGUEST", "guest", is_restricted=True, locale="de-DE"),
        Human("UGONE", "gone", deleted=True),
        Human("UROBOT", "robot", is_bot=True),
    ),
    channels=(
        Channel("CADMIN", "mentoring-team", is_private=True, members=("UADA", "U0SANDBOX")),
        Channel("CTOWN", "town", members=("UADA", "U0SANDBOX")),
        Channel("CVAULT", "vault", is_private=True, members=("UADA",)),
        Channel("COLD", "old", is_private=True, is_archived=True, members=("U0SANDBOX",)),
        Channel("CPARTNER", "partner", is_private=True, is_ext_shared=True, members=("U0SANDBOX",)),
    ),
)


class _Now:
    """What the sandbox takes for the time: the clock of the test that runs."""

    clock = HandClock(TUESDAY)

    def __call__(self) -> datetime:
        return self.clock.wall()


@pytest.fixture(scope="session")
def now() -> _Now:
    return _Now()


@pytest.fixture
def clock(now: _Now) -> HandClock:
    """It is Tuesday 1 December 2026, 11:00 in Madrid."""
    now.clock = HandClock(TUESDAY)
    return now.clock


@pytest.fixture(scope="session")
def slack_server(now: _Now) -> Iterator[Sandbox]:
    with Sandbox(MANIFEST, now) as running:
        yield running


@pytest.fixture
def sandbox(slack_server: Sandbox, clock: HandClock) -> Sandbox:
    slack_server.reset()
    slack_server.seed(WORKSPACE)
    return slack_server


@pytest.fixture
def slack(sandbox: Sandbox) -> Client:
    """Steers and questions the pocket Slack."""
    return Client(sandbox.url)


@pytest.fixture
def access(sandbox: Sandbox) -> Access:
    return Access(sandbox.bot_token, sandbox.api_url)


@pytest.fixture
def messenger(access: Access, sandbox: Sandbox) -> SlackMessenger:

    return SlackMessenger(posting_client(access), sandbox.bot_user_id, BOT_ID)


@pytest.fixture
def directory(access: Access, clock: HandClock) -> SlackDirectory:
    return SlackDirectory(posting_client(access), clock.monotonic)


@pytest.fixture
def office(store: SqlStore, messenger: SlackMessenger, clock: HandClock, slack: Client) -> Office:
    """A furnished post office, on each of the two databases."""
    furnished = Office(store, messenger, clock, slack)
    furnished.furnish()
    return furnished
