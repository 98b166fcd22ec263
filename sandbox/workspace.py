"""What a workspace looks like before anything happens in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Human:
    """A member of the workspace as `users.info` would describe them; `tz` may be empty."""

    id: str
    name: str = ""
    real_name: str = ""
    tz: str = "Europe/London"
    locale: str = "en-US"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    is_bot: bool = False
    is_stranger: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A public or private channel; `members` are user ids, the bot's own id among them."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    members: tuple[str, ...] = ()
    creator: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """One team with its people and channels."""

    team_id: str = "T0SANDBOX"
    name: str = "Sandbox"
    domain: str = "sandbox"
    people: tuple[Human, ...] = ()
    channels: tuple[Channel, ...] = ()
