"""The pocket Slack as a server in a thread of its own."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from aiohttp import web

from sandbox.control import Control
from sandbox.manifest import read_manifest
from sandbox.panel import Panel, PanelRoutes
from sandbox.refusal import Json
from sandbox.slack import APP_TOKEN, BOT_TOKEN, Slack
from sandbox.state import BOT_USER_ID
from sandbox.webapi import WebApi
from sandbox.windows import Windows
from sandbox.workspace import Workspace

T = TypeVar("T")
_PAGE = Path(__file__).parent / "page"
_LARGEST_BODY = 16 * 1024 * 1024


class Sandbox:
    """A Slack workspace on loopback, with one app installed from its manifest."""

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN
    bot_user_id = BOT_USER_ID
    panel: Panel | None = None
    """What the page shows above everything; set it before `start`."""

    def __init__(
        self,
        manifest: Path | str,
        now: Callable[[], datetime],
        port: int = 0,
        windows: Windows | None = None,
    ) -> None:
        self._manifest = read_manifest(manifest)
        self._now = now
        self._windows = windows or Windows()
        self._port = port
        self._ready = threading.Event()
        self._stop: asyncio.Event
        self._loop: asyncio.AbstractEventLoop
        self._slack: Slack
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)

    @property
    def url(self) -> str:
        """The address of the page and of the control API."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """What the app takes for Slack's API, ending in a slash."""
        return f"{self.url}/api/"

    @property
    def lint(self) -> list[Json]:
        """What was taken but would be shown wrongly."""
        return self._call(lambda: list(self._slack.journal.lint))

    @property
    def journal(self) -> list[Json]:
        """Everything that was said so far."""
        return self._call(lambda: list(self._slack.journal.entries))

    def start(self) -> Self:
        """Serve in a thread; raises OSError where the port is taken."""
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            raise self._failure
        if not self._thread.is_alive():
            raise RuntimeError("the sandbox did not start; its thread said why")
        return self

    def stop(self) -> None:
        """Close all connections and end the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def reset(self) -> None:
        """Forget people, messages, faults and removed scopes; live sockets stay."""
        self._call(self._slack.reset)

    def seed(self, workspace: Workspace) -> None:
        """Replace people and channels by these."""
        self._call(lambda: self._slack.world.seed(workspace))

    def set_windows(self, **seconds: float) -> None:
        """Shorten or lengthen time windows from now on, by the names in Windows."""
        changed = Windows(**{**asdict(self._windows), **seconds})
        self._call(lambda: setattr(self._slack.world, "windows", changed))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_failure: object) -> None:
        self.stop()

    def _call(self, work: Callable[[], T]) -> T:
        async def on_loop() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(on_loop(), self._loop).result()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as failure:
            self._failure = failure
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._slack = Slack(self._manifest, self._now, self._windows)
        # A dying client cancels its held call, so that nothing happens after its death.
        runner = web.AppRunner(
            _application(self._slack, self.panel),
            handler_cancellation=True,
            access_log=None,
            shutdown_timeout=0.1,
        )
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", self._port)
            await site.start()
            self._port = runner.addresses[0][1]
            self._slack.base_url = self.url
            self._ready.set()
            await self._stop.wait()
            self._slack.reset()
            await self._slack.hub.drop("close")
        finally:
            await runner.cleanup()


def _application(slack: Slack, panel: Panel | None) -> web.Application:
    app = web.Application(client_max_size=_LARGEST_BODY)
    api, control = WebApi(slack), Control(slack)
    app.router.add_route("*", "/api/{method}", api.handle)
    app.router.add_post("/response/{name}", api.respond_later)
    app.router.add_post("/upload/{file_id}", api.take_file)
    app.router.add_get("/link/", slack.hub.serve)
    app.router.add_route("*", "/control/{verb}", control.handle)
    above = PanelRoutes(panel)
    app.router.add_get("/panel", above.show)
    app.router.add_post("/panel/{id}", above.press)
    if _PAGE.is_dir():
        app.router.add_get("/", _front_page)
        app.router.add_static("/", _PAGE)
    return app


async def _front_page(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(_PAGE / "index.html")
