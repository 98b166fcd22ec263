"""How the pocket Slack says no."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
# Whatever JSON may hold; Slack decides what it wants, and the checks are there to look.
Value: TypeAlias = Any


class Refused(Exception):
    """An API call is answered with `ok: false` and this error code."""

    def __init__(self, code: str, messages: tuple[str, ...] = (), **extra: Value) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages
        self.extra = extra

    def body(self) -> Json:
        """Return the response body as Slack words it."""
        body: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            if self.code == "invalid_blocks":
                body["errors"] = list(self.messages)
            lines = [f"[ERROR] {message}" for message in self.messages]
            body["response_metadata"] = {"messages": lines}
        return body


class Unable(Exception):
    """A person tried something that Slack's own client would not let them do."""
