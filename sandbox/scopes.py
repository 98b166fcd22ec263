"""Which scope a method needs, by method and by kind of conversation."""

from typing import Final, Literal

from sandbox.refusal import Refused

Kind = Literal["channel", "private", "im", "mpim"]
KINDS: Final[tuple[Kind, ...]] = ("channel", "private", "im", "mpim")

_PREFIX: Final[dict[Kind, str]] = {
    "channel": "channels",
    "private": "groups",
    "im": "im",
    "mpim": "mpim",
}
METHOD_SCOPES: Final[dict[str, str]] = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "users.info": "users:read",
    "users.list": "users:read",
}
_KIND_SCOPES: Final[dict[str, str]] = {
    "conversations.info": "read",
    "conversations.members": "read",
    "conversations.list": "read",
    "users.conversations": "read",
    "conversations.history": "history",
    "conversations.open": "write",
}


def scope_for(method: str, kind: Kind) -> str:
    """Return the scope that a conversation method needs for this kind of conversation."""
    return f"{_PREFIX[kind]}:{_KIND_SCOPES[method]}"


class Scopes:
    """The scopes granted to the app, which may change while it runs."""

    def __init__(self, granted: tuple[str, ...]) -> None:
        self._manifest = granted
        self.granted = set(granted)

    def restore(self) -> None:
        """Grant what the manifest asks for, no more and no less."""
        self.granted = set(self._manifest)

    def header(self) -> str:
        """Return the value of Slack's `X-OAuth-Scopes` header."""
        return ",".join(sorted(self.granted))

    def require(self, scope: str) -> None:
        """Refuse with `missing_scope` unless this scope is granted."""
        if scope not in self.granted:
            raise Refused("missing_scope", needed=scope, provided=self.header())

    def require_for(self, method: str, kind: Kind) -> None:
        """Refuse unless the method may be used on this kind of conversation."""
        self.require(scope_for(method, kind))

    def require_any(self, method: str) -> None:
        """Refuse a conversation method of which no kind is granted at all."""
        needed = [scope_for(method, kind) for kind in KINDS]
        if not self.granted & set(needed):
            raise Refused("missing_scope", needed=",".join(needed), provided=self.header())
