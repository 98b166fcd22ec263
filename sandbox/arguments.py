"""The arguments of an API call, from a form or from JSON, and cursors over lists."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from sandbox.refusal import Json, Refused, Value

_LEAST_PAGE, _LARGEST_PAGE = 1, 1000


class Args:
    """What the app sent; a form carries structures as JSON text."""

    def __init__(self, given: Json) -> None:
        self.given = {key: value for key, value in given.items() if key != "token"}

    def text(self, name: str) -> str:
        """Return a string, empty where it was not sent."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """Return a string; refuses where it was not sent."""
        if not self.text(name):
            reason = f"missing required field: {name} [json-pointer:/{name}]"
            raise Refused("invalid_arguments", (reason,))
        return self.text(name)

    def flag(self, name: str) -> bool:
        """Return whether a boolean was sent as true, in any of its spellings."""
        return str(self.given.get(name, "")).lower() in ("1", "true")

    def structure(self, name: str, error: str) -> Value:
        """Return a list or an object, None where it was not sent; refuses broken JSON."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refused(error) from None

    def number(self, name: str, default: int) -> int:
        """Return a whole number; refuses anything else."""
        try:
            return int(self.given.get(name) or default)
        except (TypeError, ValueError):
            reason = f"must be an integer [json-pointer:/{name}]"
            raise Refused("invalid_arguments", (reason,)) from None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list and the cursor of the next part, empty at the end."""

    items: list[Any]
    cursor: str

    def metadata(self) -> Json:
        """Return the part of a response that carries the cursor."""
        return {"response_metadata": {"next_cursor": self.cursor}}


def page_of(items: list[Any], args: Args, shortest: int, default: int = 100) -> Page:
    """Return the page that the call asks for; `shortest` above zero makes pages shorter."""
    limit = args.number("limit", default)
    if not _LEAST_PAGE <= limit <= _LARGEST_PAGE:
        raise Refused("invalid_limit")
    start = _read_cursor(args.text("cursor"), len(items))
    size = min(limit, shortest) if shortest else limit
    end = start + size
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return Page(items[start:end], following)


def _read_cursor(cursor: str, length: int) -> int:
    if not cursor:
        return 0
    try:
        word, _, start = base64.b64decode(cursor, validate=True).decode().partition(":")
        number = int(start)
    except ValueError:
        raise Refused("invalid_cursor") from None
    if word != "next" or not 0 <= number < length:
        raise Refused("invalid_cursor")
    return number
