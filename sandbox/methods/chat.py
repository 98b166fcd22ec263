"""chat.*: posting, editing and deleting messages."""

from dataclasses import replace
from typing import Any, Final

from sandbox.blocks import check_blocks_length, check_message_blocks
from sandbox.limits import most
from sandbox.lint import lint_message
from sandbox.methods.call import Call, Method
from sandbox.portraits import message_object
from sandbox.refusal import Json, Refused, Value
from sandbox.state import BOT_USER_ID, Conversation, Message
from sandbox.talk import Content, delete, edit, post, whisper


def post_message(call: Call) -> Json:
    """Post into a conversation; a user id stands for the DM with that person."""
    channel = _target(call)
    content, warnings = _content(call)
    message = post(call.slack.world, BOT_USER_ID, channel.id, content)
    shown = message_object(call.slack.world, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **warnings}


def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a conversation."""
    channel, user = _target(call), call.args.required("user")
    call.slack.world.person(user)
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    content, warnings = _content(call)
    message = whisper(call.slack.world, user, channel.id, replace(content, metadata=None))
    return {"message_ts": message.ts, **warnings}


def update(call: Call) -> Json:
    """Edit a message of the bot where it stands."""
    channel = call.slack.world.conversation(call.args.required("channel"))
    message = _own_message(call, channel, "cant_update_message")
    if channel.is_archived:
        raise Refused("is_inactive")
    if len(call.args.text("text")) > most("message.update_text"):
        raise Refused("msg_too_long")
    content, warnings = _content(call, message)
    edit(call.slack.world, message, content)
    shown = message_object(call.slack.world, message, with_metadata=True)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": shown,
        **warnings,
    }


def remove(call: Call) -> Json:
    """Delete a message of the bot."""
    channel = call.slack.world.conversation(call.args.required("channel"))
    message = _own_message(call, channel, "cant_delete_message")
    delete(call.slack.world, message)
    return {"channel": channel.id, "ts": message.ts}


def _target(call: Call) -> Conversation:
    world, name = call.slack.world, call.args.required("channel")
    channel = _dm_of(call, name) if name in world.people else world.conversation(name)
    if channel.is_archived:
        raise Refused("is_archived")
    if channel.kind == "im":
        if not world.manifest.messages_tab:
            raise Refused("messages_tab_disabled")
    elif BOT_USER_ID not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _dm_of(call: Call, user: str) -> Conversation:
    world = call.slack.world
    person = world.people[user]
    if person.is_bot:
        raise Refused("cannot_dm_bot")
    # Into a DM that exists Slack posts for a deactivated person too (python-slack-sdk#1156).
    if person.deleted and f"D{user[1:]}" not in world.conversations:
        raise Refused("user_disabled")
    return world.dm_with(user)[0]


def _own_message(call: Call, channel: Conversation, foreign: str) -> Message:
    message = call.slack.world.message(channel.id, call.args.required("ts"))
    if message is None or message.reader is not None:
        raise Refused("message_not_found")
    if message.author != BOT_USER_ID:
        raise Refused(foreign)
    return message


def _content(call: Call, before: Message | None = None) -> tuple[Content, Json]:
    args = call.args
    text, blocks = args.text("text"), args.structure("blocks", "invalid_blocks_format")
    attachments = args.structure("attachments", "invalid_attachments")
    metadata = args.structure("metadata", "invalid_metadata_format")
    if blocks is not None:
        check_message_blocks(blocks)
        check_blocks_length(blocks)
    if len(attachments or []) > most("message.attachments"):
        raise Refused("too_many_attachments")
    if not text and not blocks and not attachments:
        raise Refused("no_text")
    if metadata:
        _check_metadata(metadata)
    thread = args.text("thread_ts") or None
    content = Content(text, blocks or [], attachments or [], metadata, thread)
    if before is not None:
        content = _kept(content, before, args.given)
    lint_message(call.slack.journal, content, call.name, call.index)
    longest = most("message.text")
    if len(text) <= longest:
        return content, {}
    return replace(content, text=text[:longest]), {"warning": "message_truncated"}


def _kept(content: Content, before: Message, given: dict[str, Any]) -> Content:
    """Keep what an edit does not name; a new text alone takes the old blocks away."""
    if "blocks" not in given and not content.text:
        content = replace(content, blocks=before.blocks)
    if "attachments" not in given:
        content = replace(content, attachments=before.attachments)
    kept = before.metadata if given.get("metadata") is None else content.metadata
    return replace(content, metadata=kept or None)


def _check_metadata(metadata: Value) -> None:
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise Refused("invalid_metadata_schema")
    if metadata.keys() - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_schema")


METHODS: Final[dict[str, Method]] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": remove,
}
