"""The parts of the pocket Slack that belong together."""

from collections.abc import Callable
from datetime import datetime

from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.manifest import Manifest
from sandbox.rates import Rates
from sandbox.responses import ResponseUrls
from sandbox.sockets import Hub
from sandbox.state import World
from sandbox.views import Views
from sandbox.windows import Windows

# Made up: they open nothing but this sandbox.
BOT_TOKEN = "xoxb-sandbox-bot"  # noqa: S105
APP_TOKEN = "xapp-1-A0SANDBOX-app"  # noqa: S105


class Slack:
    """One workspace, one installed app, and what goes on between them."""

    def __init__(self, manifest: Manifest, now: Callable[[], datetime], windows: Windows) -> None:
        self.world = World(manifest, now, windows)
        self.journal = self.world.journal
        self.views = Views(self.world)
        self.faults = Faults(self.journal)
        self.hub = Hub(self.world, self.faults)
        self.events = Events(self.world, self.hub)
        self.urls = ResponseUrls(self.world)
        self.rates = Rates()
        self.world.emit = self.events.emit
        self.base_url = ""

    def reset(self) -> None:
        """Forget everything but the open connections."""
        self.events.reset()
        self.world.reset()
        self.views.reset()
        self.faults.reset()
        self.urls.reset()
        self.rates.reset()
        for connection in self.hub.connections:
            connection.silent = connection.retiring = False
