"""Every scope the bot asks for, why, and what stops without it; the manifest holds the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """A scope of the bot token; an optional one may be refused, the rest goes on."""

    name: str
    reason: str
    without: str
    optional: bool = False


SCOPES = (
    Scope("chat:write", "Post and change its own messages.", "Nothing is sent."),
    Scope("commands", "The `/mentor` command and the shortcuts.", "Nobody can start anything."),
    Scope(
        "groups:read",
        "Know who is in the coordinators' private channel, and that it is private.",
        "Set-up refuses: nobody is a coordinator.",
    ),
    Scope("im:write", "Open a direct message before the first word in it.", "No direct messages."),
    Scope(
        "mpim:write",
        "Open the one group message that introduces two people.",
        "The introduction comes to each person's own messages.",
    ),
    Scope(
        "users:read",
        "Time zone, language, deactivation, guests and workspace admins.",
        "Nobody can join or set up.",
    ),
    Scope(
        "im:history",
        "Answer what people write to the bot, and look up a message whose answer was lost.",
        "Typed words stay unanswered; a message in doubt is held, never repeated.",
        optional=True,
    ),
    Scope(
        "files:write",
        "Give people everything about themselves, or a talk for their calendar, as a file.",
        "They read it in a form instead; links into two calendars remain.",
        optional=True,
    ),
)
"""The one scope table: README and manifest are held equal to it by tests."""
