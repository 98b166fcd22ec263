"""What a person has before their eyes: messages, forms and the Home tab."""

from sandbox.blocks import elements_of
from sandbox.refusal import Json, Value
from sandbox.shown import Reader, touchables
from sandbox.slack import Slack
from sandbox.state import BOT_USER_ID, Message
from sandbox.values import options_of, value_of
from sandbox.views import View


def messages_of(slack: Slack, user: str, channel: str | None = None) -> list[Message]:
    """Return the messages that a person can see, the newest last."""
    found = [
        message
        for conversation in slack.world.conversations.values()
        if user in conversation.members and channel in (None, conversation.id)
        for message in conversation.messages
        if not message.deleted and message.reader in (None, user)
    ]
    return sorted(found, key=lambda message: tuple(map(int, message.ts.split("."))))


def describe_message(slack: Slack, user: str, message: Message) -> Json:
    """Return a message as this person sees it."""
    reader = Reader(slack.world, user)
    touch = touchables(reader, message.blocks)
    buttons = [entry for entry in touch if entry["type"] == "button"]
    return {
        "channel": message.channel,
        "ts": message.ts,
        "author": "bot" if message.author == BOT_USER_ID else message.author,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": [
            {"content": "", **slack.world.files.get(one["id"], one)} for one in message.files
        ],
        "metadata": message.metadata,
        "thread_ts": message.thread_ts,
        "buttons": [[entry["text"], entry["action_id"], entry["value"]] for entry in buttons],
        "menu": [
            option for entry in touch if entry["type"] == "overflow" for option in entry["options"]
        ],
        "touchables": touch,
        "edited": message.edited is not None,
        "ephemeral": message.reader is not None,
        "visible": reader.message(message.text, message.blocks),
    }


def describe_view(slack: Slack, view: View) -> Json:
    """Return a modal or a Home tab as its person sees it."""
    reader, body = Reader(slack.world, view.user), view.body
    lines = [reader.text(body.get("title")), *reader.lines(body["blocks"])]
    lines += list(view.errors.values())
    touch = touchables(reader, body["blocks"])
    buttons = [entry for entry in touch if entry["type"] == "button"]
    return {
        "id": view.id,
        "type": body["type"],
        "title": reader.text(body.get("title")),
        "submit": reader.text(body.get("submit")),
        "close": reader.text(body.get("close")),
        "callback_id": body.get("callback_id", ""),
        "private_metadata": body.get("private_metadata", ""),
        "external_id": body.get("external_id", ""),
        "hash": view.hash,
        "blocks": body["blocks"],
        "values": view.values,
        "errors": view.errors,
        "text": "\n".join(line for line in lines if line),
        "inputs": [_input(view, block) for block in body["blocks"] if block["type"] == "input"],
        "buttons": [[entry["text"], entry["action_id"], entry["value"]] for entry in buttons],
        "touchables": touch,
    }


def _input(view: View, block: Json) -> Json:
    element = elements_of(block)[0]
    state = view.values.get(block["block_id"], {}).get(element["action_id"])
    value: Value = value_of(state) if state else None
    return {
        "label": block["label"]["text"],
        "hint": (block.get("hint") or {}).get("text", ""),
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "type": element["type"],
        "optional": bool(block.get("optional")),
        "value": value,
        "options": [option["text"]["text"] for option in options_of(element)],
    }
