"""Posting, editing and deleting messages, and telling the app about it."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.portraits import message_object
from sandbox.refusal import Json, Value
from sandbox.state import BOT_USER_ID, Conversation, Message, World


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    files: list[Json] = field(default_factory=list)


def with_ids(world: World, blocks: list[Json]) -> list[Json]:
    """Return copies of the blocks with the ids that Slack adds where there is none."""
    completed = []
    for block in blocks:
        copy = {**block, "block_id": block.get("block_id") or world.new_id("b")}
        for key in ("accessory", "element"):
            if isinstance(copy.get(key), dict):
                copy[key] = _with_action_id(world, copy[key])
        if copy.get("type") == "actions":
            copy["elements"] = [_with_action_id(world, entry) for entry in copy["elements"]]
        completed.append(copy)
    return completed


def _with_action_id(world: World, element: Json) -> Json:
    if element.get("type") == "image":
        return element
    return {**element, "action_id": element.get("action_id") or world.new_id("a")}


def post(world: World, author: str, channel: str, content: Content) -> Message:
    """Put a message into a conversation that everyone in it sees, and tell the app."""
    message = write_down(world, author, channel, content)
    announce(world, message)
    return message


def write_down(world: World, author: str, channel: str, content: Content) -> Message:
    """Put a message into a conversation, without a word to the app yet."""
    message = _write(world, author, channel, content)
    world.journal.add("message", channel=channel, ts=message.ts, author=author, text=message.text)
    return message


def announce(world: World, message: Message) -> Value:
    """Tell the app of a new message; return what the event's carrier returns."""
    event = message_object(world, message, with_metadata=True)
    conversation = world.conversations[message.channel]
    return world.emit({**event, "channel": message.channel, **_envelope(conversation)})


def whisper(world: World, reader: str, channel: str, content: Content) -> Message:
    """Show a message of the bot to one reader only."""
    message = _write(world, BOT_USER_ID, channel, content)
    message.reader = reader
    world.journal.add("ephemeral", channel=channel, ts=message.ts, user=reader, text=message.text)
    return message


def edit(world: World, message: Message, content: Content) -> None:
    """Replace what a message says."""
    before = message_object(world, message)
    message.text = content.text
    message.blocks = with_ids(world, content.blocks)
    message.attachments = content.attachments
    message.metadata = content.metadata
    message.edited = world.stamp()
    world.journal.add("edit", channel=message.channel, ts=message.ts, text=message.text)
    if message.reader is None:
        after = message_object(world, message, with_metadata=True)
        _tell(world, message, {"subtype": "message_changed", "message": after}, before)


def delete(world: World, message: Message) -> None:
    """Take a message away."""
    before = message_object(world, message)
    message.deleted = True
    world.journal.add("delete", channel=message.channel, ts=message.ts)
    if message.reader is None:
        _tell(world, message, {"subtype": "message_deleted", "deleted_ts": message.ts}, before)


def _write(world: World, author: str, channel: str, content: Content) -> Message:
    message = Message(
        ts=world.stamp(),
        channel=channel,
        author=author,
        text=content.text,
        blocks=with_ids(world, content.blocks),
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=content.thread_ts,
        files=content.files,
    )
    world.conversations[channel].messages.append(message)
    return message


def _tell(world: World, message: Message, facts: Json, before: Json) -> None:
    conversation = world.conversations[message.channel]
    event: dict[str, Any] = {
        "type": "message",
        **facts,
        "previous_message": before,
        "channel": message.channel,
        "hidden": True,
        "ts": world.stamp(),
        **_envelope(conversation),
    }
    world.emit({**event, "event_ts": event["ts"]})


def _envelope(conversation: Conversation) -> Json:
    kinds = {"channel": "channel", "private": "group", "im": "im", "mpim": "mpim"}
    last = conversation.messages[-1].ts if conversation.messages else "0"
    return {"channel_type": kinds[conversation.kind], "event_ts": last}
