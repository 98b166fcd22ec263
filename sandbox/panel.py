"""A panel that the host supplies: a clock and a few buttons above the page."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web


@dataclass(frozen=True)
class Panel:
    """What the page shows above everything: the time, and buttons by id with their labels.

    `press` is called with a button's id, in a thread of its own, one press at a time.
    """

    now: Callable[[], datetime]
    buttons: Mapping[str, str]
    press: Callable[[str], None]


class PanelRoutes:
    """Serves `GET /panel` (204 where the host supplies none) and `POST /panel/<id>`."""

    def __init__(self, panel: Panel | None) -> None:
        self._panel = panel
        self._turn = asyncio.Lock()

    async def show(self, _request: web.Request) -> web.Response:
        """The time and the buttons."""
        if self._panel is None:
            return web.Response(status=204)
        buttons = [{"id": id, "label": label} for id, label in self._panel.buttons.items()]
        return web.json_response({"now": self._panel.now().isoformat(), "buttons": buttons})

    async def press(self, request: web.Request) -> web.Response:
        """Press a button, and answer once what it does is done."""
        if self._panel is None or request.match_info["id"] not in self._panel.buttons:
            raise web.HTTPNotFound
        async with self._turn:
            await asyncio.to_thread(self._panel.press, request.match_info["id"])
        return await self.show(request)
