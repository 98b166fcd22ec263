"""conversations.*: opening DMs, and reading what the bot may see."""

from typing import Final

from sandbox.arguments import page_of
from sandbox.limits import most
from sandbox.methods.call import Call, Method
from sandbox.portraits import conversation_object, message_object
from sandbox.refusal import Json, Refused
from sandbox.scopes import Kind
from sandbox.state import BOT_USER_ID, Conversation, Message

_TYPES: Final[dict[str, Kind]] = {
    "public_channel": "channel",
    "private_channel": "private",
    "im": "im",
    "mpim": "mpim",
}


def open_conversation(call: Call) -> Json:
    """Open or resume a DM with one person, or a group DM with up to eight."""
    world, args = call.slack.world, call.args
    if args.text("channel"):
        call.slack.world.scopes.require_any(call.name)
        found, existed = world.conversation(args.text("channel")), True
        if found.kind not in ("im", "mpim"):
            raise Refused("method_not_supported_for_channel_type")
    else:
        users = _people(call)
        world.scopes.require_for(call.name, "im" if len(users) == 1 else "mpim")
        found, existed = world.dm_with(users[0]) if len(users) == 1 else world.group_with(users)
    full = args.flag("return_im")
    channel = conversation_object(world, found) if full else {"id": found.id}
    return {"channel": channel, **({"no_op": True, "already_open": True} if existed else {})}


def _people(call: Call) -> list[str]:
    given = call.args.given.get("users")
    listed = given if isinstance(given, list) else call.args.text("users").split(",")
    users = list(dict.fromkeys(str(user).strip() for user in listed if str(user).strip()))
    if not users:
        raise Refused("users_list_not_supplied")
    people = [call.slack.world.person(user) for user in users]
    if any(person.is_bot for person in people):
        raise Refused("cannot_dm_bot")
    if any(person.deleted for person in people):
        raise Refused("user_disabled")
    if any(person.is_stranger for person in people):
        raise Refused("user_not_visible")
    if len(users) > most("people.group"):
        raise Refused("too_many_users")
    return users


def _readable(call: Call) -> Conversation:
    world = call.slack.world
    world.scopes.require_any(call.name)
    found = world.conversation(call.args.required("channel"))
    world.scopes.require_for(call.name, found.kind)
    return found


def info(call: Call) -> Json:
    """Describe a conversation."""
    return {"channel": conversation_object(call.slack.world, _readable(call))}


def members(call: Call) -> Json:
    """List the members of a conversation."""
    world, found = call.slack.world, _readable(call)
    page = page_of(found.members, call.args, world.short_pages)
    return {"members": page.items, **page.metadata()}


def history(call: Call) -> Json:
    """List messages, newest first; metadata only where it is asked for."""
    world, args, found = call.slack.world, call.args, _readable(call)
    if found.kind == "channel" and BOT_USER_ID not in found.members:
        raise Refused("not_in_channel")
    chosen = [message for message in reversed(found.messages) if _within(call, message)]
    page = page_of(chosen, args, world.short_pages)
    with_metadata = args.flag("include_all_metadata")
    shown = [message_object(world, message, with_metadata) for message in page.items]
    more = bool(page.cursor)
    body: Json = {"messages": shown, "has_more": more, "pin_count": 0}
    return {**body, **(page.metadata() if more else {})}


def _within(call: Call, message: Message) -> bool:
    if message.deleted or message.reader is not None:
        return False
    oldest, latest = call.args.text("oldest") or "0", call.args.text("latest") or "9" * 10
    inclusive = call.args.flag("inclusive")
    after, at = _micros(oldest) - inclusive, _micros(message.ts)
    return after < at < _micros(latest) + inclusive


def _micros(ts: str) -> int:
    seconds, _, rest = ts.partition(".")
    try:
        return int(seconds) * 1_000_000 + int(rest.ljust(6, "0")[:6] or 0)
    except ValueError:
        raise Refused("invalid_ts_oldest") from None


def list_conversations(call: Call) -> Json:
    """List the conversations that the bot can see."""
    visible = [
        found
        for found in _of_types(call)
        if found.kind == "channel" or BOT_USER_ID in found.members
    ]
    return _listing(call, visible)


def users_conversations(call: Call) -> Json:
    """List the conversations that a person, or the bot itself, is in."""
    world, user = call.slack.world, call.args.text("user") or BOT_USER_ID
    world.person(user)
    visible = [
        found
        for found in _of_types(call)
        if user in found.members and (found.kind == "channel" or BOT_USER_ID in found.members)
    ]
    return _listing(call, visible)


def _of_types(call: Call) -> list[Conversation]:
    world = call.slack.world
    names = (call.args.text("types") or "public_channel").split(",")
    kinds = [_TYPES.get(name.strip()) for name in names]
    if None in kinds:
        raise Refused("invalid_types")
    for kind in kinds:
        if kind is not None:
            world.scopes.require_for(call.name, kind)
    skip_archived = call.args.flag("exclude_archived")
    return [
        found
        for found in world.conversations.values()
        if found.kind in kinds and not (skip_archived and found.is_archived)
    ]


def _listing(call: Call, found: list[Conversation]) -> Json:
    world = call.slack.world
    page = page_of(found, call.args, world.short_pages)
    return {
        "channels": [conversation_object(world, each) for each in page.items],
        **page.metadata(),
    }


METHODS: Final[dict[str, Method]] = {
    "conversations.open": open_conversation,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.list": list_conversations,
    "users.conversations": users_conversations,
}
