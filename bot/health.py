"""Health and readiness on loopback, for whatever watches the process."""

import json
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Report = Mapping[str, object]

_LOOK_SECONDS = 0.1
"""How often the server looks whether it is to stop."""


class Health:
    """Serves `/healthz` (the process lives) and `/readyz` (it can do its work) on loopback.

    `report` gives facts without content and, under "ready", whether all is well; it may be
    replaced at any time.
    """

    def __init__(self, port: int, report: Callable[[], Report] = dict) -> None:
        """Bind the port (0: any free one); raises OSError where it is taken."""
        self.report = report
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = Thread(
            target=self._server.serve_forever, args=(_LOOK_SECONDS,), name="health", daemon=True
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_request: object) -> None:
        """Say nothing: a probe that hangs up is no news."""


def _handler(health: Health) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            if self.path == "/healthz":
                self._answer(200, {"alive": True})
            elif self.path == "/readyz":
                facts = {"ready": False, **health.report()}
                self._answer(200 if facts["ready"] else 503, facts)
            else:
                self._answer(404, {"error": "only /healthz and /readyz are here"})

        def _answer(self, status: int, facts: Report) -> None:
            body = json.dumps(facts, default=str).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing: probes come every few seconds."""

    return Handler
