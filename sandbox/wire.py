"""One request to the control API, on the standard library."""

import json
import urllib.error
import urllib.request
from typing import Any

from sandbox.seen import Impossible, Value

_LOOPBACK = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str, verb: str, body: dict[str, Any], timeout: float = 60.0) -> Value:
    """Return the answer of `/control/<verb>`; raises Impossible where Slack would not let you."""
    data = json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(  # noqa: S310 - the sandbox speaks http only
        f"{url}/control/{verb}", data, headers
    )
    try:
        with _LOOPBACK.open(request, timeout=timeout) as response:
            return json.load(response)
    except urllib.error.HTTPError as refused:
        with refused:
            raise Impossible(_reason(refused.read())) from None


def _reason(body: bytes) -> str:
    try:
        return str(json.loads(body)["unable"])
    except (ValueError, KeyError):
        return body.decode(errors="replace")[:500]
