"""What happens to people and channels, and the events that tell of it."""

from sandbox.acting import awaited
from sandbox.interactions import Outcome
from sandbox.portraits import user_object
from sandbox.refusal import Json, Unable, Value
from sandbox.slack import Slack
from sandbox.state import BOT_USER_ID, Conversation
from sandbox.workspace import Human


class Membership:
    """Joins, leaves, archives and changes."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._world = slack.world

    def _channel(self, channel: str) -> Conversation:
        found = self._world.conversations.get(channel)
        if found is None:
            raise Unable(f"there is no channel {channel}")
        return found

    def _note(self, what: str, **facts: Value) -> None:
        self._slack.journal.add("action", what=what, **facts)

    async def join(self, channel: str, user: str, by: str | None = None) -> Outcome:
        """Let a person, or the bot, join a channel."""
        found = self._channel(channel)
        if user not in found.members:
            found.members.append(user)
        self._note("join", channel=channel, user=user)
        event: Json = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel,
            "channel_type": "G" if found.kind == "private" else "C",
            "team": self._world.team_id,
        }
        return await awaited(self._world.emit({**event, **({"inviter": by} if by else {})}))

    async def leave(self, channel: str, user: str) -> Outcome:
        """Let a person, or the bot, leave a channel."""
        found = self._channel(channel)
        if user not in found.members:
            raise Unable(f"{user} is not in {channel}")
        self._note("leave", channel=channel, user=user)
        kind = "G" if found.kind == "private" else "C"
        event: Json = {"type": "member_left_channel", "user": user, "channel": channel}
        event.update(channel_type=kind, team=self._world.team_id)
        if user == BOT_USER_ID:
            name = "group_left" if found.kind == "private" else "channel_left"
            event = {"type": name, "channel": channel, "actor_id": found.creator}
        found.members.remove(user)
        return await awaited(self._world.emit(event))

    async def archive(self, channel: str, by: str, away: bool = True) -> Outcome:
        """Archive a channel, or bring it back."""
        found = self._channel(channel)
        found.is_archived = away
        self._note("archive" if away else "unarchive", channel=channel)
        prefix = "group" if found.kind == "private" else "channel"
        name = f"{prefix}_archive" if away else f"{prefix}_unarchive"
        return await awaited(self._world.emit({"type": name, "channel": channel, "user": by}))

    async def delete(self, channel: str, by: str) -> Outcome:
        """Delete a channel for good."""
        found = self._channel(channel)
        del self._world.conversations[channel]
        self._note("delete channel", channel=channel)
        name = "group_deleted" if found.kind == "private" else "channel_deleted"
        return await awaited(self._world.emit({"type": name, "channel": channel, "actor_id": by}))

    async def change_channel_id(self, old: str, new: str) -> Outcome:
        """Give a channel another id, as Slack does when it becomes shared."""
        found = self._channel(old)
        del self._world.conversations[old]
        found.id = new
        for message in found.messages:
            message.channel = new
        self._world.conversations[new] = found
        self._note("change channel id", channel=old, new=new)
        event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
        return await awaited(self._world.emit(event))

    async def change_user(self, user: str, changes: Json) -> Outcome:
        """Change a person, deactivation included."""
        if user not in self._world.people:
            raise Unable(f"there is no {user} in the workspace")
        person = self._world.change_person(user, **changes)
        if changes.get("deleted"):
            self._slack.views.clear(user)
        self._note("change user", user=user, **changes)
        return await self._tell("user_change", person)

    async def add_user(self, person: Human) -> Outcome:
        """Let a new person into the workspace."""
        self._world.people[person.id] = person
        self._note("new user", user=person.id)
        return await self._tell("team_join", person)

    async def _tell(self, name: str, person: Human) -> Outcome:
        shown = user_object(self._world, person, with_locale=True)
        cached = int(self._world.now().timestamp())
        return await awaited(self._world.emit({"type": name, "user": shown, "cache_ts": cached}))
