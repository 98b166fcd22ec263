"""The workspace as it is now: people, conversations and messages."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.refusal import Json, Refused, Unable, Value
from sandbox.scopes import Kind, Scopes
from sandbox.windows import Windows
from sandbox.workspace import Channel, Human, Workspace

APP_ID = "A0SANDBOX"
BOT_ID = "B0SANDBOX"
BOT_USER_ID = "U0SANDBOX"


@dataclass
class Message:
    """One message; an ephemeral one has a reader."""

    ts: str
    channel: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    edited: str | None = None
    deleted: bool = False
    reader: str | None = None
    state: dict[str, Json] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)


@dataclass
class Conversation:
    """A channel, a private channel, a DM with the bot or a group DM with it."""

    id: str
    kind: Kind
    name: str
    members: list[str]
    created: int
    creator: str = ""
    is_archived: bool = False
    is_ext_shared: bool = False
    messages: list[Message] = field(default_factory=list)


class World:
    """All state of the pocket Slack; touched by the server's own thread only."""

    def __init__(self, manifest: Manifest, now: Callable[[], datetime], windows: Windows) -> None:
        self.manifest = manifest
        self.now = now
        self.windows = windows
        self.scopes = Scopes(manifest.scopes)
        self.journal = Journal(now)
        self.emit: Callable[[Json], Any] = lambda _event: None
        self.reset()

    def reset(self) -> None:
        """Drop people, conversations, messages and what was taken away from the app."""
        self._last_ts = 0
        self._ids = 0
        self.files: dict[str, Json] = {}
        self.short_pages = 0
        self.scopes.restore()
        self.journal.reset()
        self.seed(Workspace())

    def seed(self, workspace: Workspace) -> None:
        """Replace people and conversations by these."""
        self.team_id = workspace.team_id
        self.team_name = workspace.name
        self.domain = workspace.domain
        bot = Human(BOT_USER_ID, self.manifest.bot_name.lower(), self.manifest.bot_name)
        self.people = {person.id: person for person in workspace.people}
        self.people[BOT_USER_ID] = replace(bot, is_bot=True)
        self.conversations: dict[str, Conversation] = {}
        for channel in workspace.channels:
            self.add_channel(channel)
        self.journal.touch()

    def add_channel(self, channel: Channel) -> None:
        """Add a public or private channel."""
        self.conversations[channel.id] = Conversation(
            id=channel.id,
            kind="private" if channel.is_private else "channel",
            name=channel.name,
            members=list(channel.members),
            created=int(self.now().timestamp()),
            creator=channel.creator,
            is_archived=channel.is_archived,
            is_ext_shared=channel.is_ext_shared,
        )

    def stamp(self) -> str:
        """Return a new message time stamp, later than all before it."""
        gap = self.now() - datetime.fromtimestamp(0, ZoneInfo("UTC"))
        self._last_ts = max(gap // timedelta(microseconds=1), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """Return an id that was not given out before."""
        self._ids += 1
        return f"{prefix}{self._ids:09d}"

    def person(self, user_id: str) -> Human:
        """Return a person; refuses with `user_not_found`."""
        if user_id not in self.people:
            raise Refused("user_not_found")
        return self.people[user_id]

    def actor(self, user_id: str) -> Human:
        """Return a person who can act through Slack's client; raises Unable."""
        person = self.people.get(user_id)
        if person is None:
            raise Unable(f"there is no {user_id} in the workspace")
        if person.deleted:
            raise Unable(f"{user_id} is deactivated and cannot act")
        return person

    def name_of(self, user_id: str) -> str:
        """Return the name shown for a person."""
        person = self.people.get(user_id)
        return (person.real_name or person.name or person.id) if person else user_id

    def conversation(self, channel: str) -> Conversation:
        """Return what the bot can see under this id; refuses with `channel_not_found`."""
        found = self.conversations.get(channel)
        if found is None or (found.kind != "channel" and BOT_USER_ID not in found.members):
            raise Refused("channel_not_found")
        return found

    def dm_with(self, user_id: str) -> tuple[Conversation, bool]:
        """Return the DM of a person with the bot, and whether it was there already."""
        dm_id = f"D{user_id[1:]}"
        if dm_id in self.conversations:
            return self.conversations[dm_id], True
        return self._begin(dm_id, "im", [user_id, BOT_USER_ID]), False

    def group_with(self, users: list[str]) -> tuple[Conversation, bool]:
        """Return the group DM of these people with the bot, and whether it was there already."""
        members = list(dict.fromkeys([*users, BOT_USER_ID]))
        for found in self.conversations.values():
            if found.kind == "mpim" and set(found.members) == set(members):
                return found, True
        return self._begin(self.new_id("C0MPIM"), "mpim", members), False

    def _begin(self, channel: str, kind: Kind, members: list[str]) -> Conversation:
        names = "--".join(self.people[user].name or user for user in members)
        begun = Conversation(
            id=channel,
            kind=kind,
            name=f"mpdm-{names}-1" if kind == "mpim" else "",
            members=members,
            created=int(self.now().timestamp()),
            creator=BOT_USER_ID,
        )
        self.conversations[channel] = begun
        return begun

    def message(self, channel: str, ts: str) -> Message | None:
        """Return a message that was not deleted, ephemeral ones too."""
        found = self.conversations.get(channel)
        for message in reversed(found.messages if found else []):
            if message.ts == ts and not message.deleted:
                return message
        return None

    def change_person(self, user_id: str, **changes: Value) -> Human:
        """Change fields of a person; raises Unable for a field that Human has not."""
        person = self.people[user_id]
        unknown = changes.keys() - asdict(person).keys()
        if unknown:
            raise Unable(f"a person has no {', '.join(sorted(unknown))}")
        self.people[user_id] = replace(person, **changes)
        self.journal.touch()
        return self.people[user_id]
