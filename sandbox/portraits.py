"""People, conversations and messages as Slack's API describes them."""

from zoneinfo import ZoneInfo

from sandbox.refusal import Json
from sandbox.state import APP_ID, BOT_ID, BOT_USER_ID, Conversation, Message, World
from sandbox.workspace import Human


def user_object(world: World, person: Human, with_locale: bool = False) -> Json:
    """Return a person as `users.info` shows them."""
    zone = ZoneInfo(person.tz or "UTC")
    moment = world.now().astimezone(zone)
    offset = moment.utcoffset()
    user: Json = {
        "id": person.id,
        "team_id": world.team_id,
        "name": person.name or person.id.lower(),
        "deleted": person.deleted,
        "real_name": world.name_of(person.id),
        "tz": person.tz,
        "tz_label": moment.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": {
            "real_name": world.name_of(person.id),
            "display_name": person.name,
            "team": world.team_id,
        },
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(world.now().timestamp()),
    }
    if person.is_stranger:
        user["is_stranger"] = True
    if with_locale:
        user["locale"] = person.locale
    if person.deleted or not person.tz:
        for gone in ("tz", "tz_label", "tz_offset"):
            user.pop(gone, None)
    return user


def conversation_object(world: World, conversation: Conversation) -> Json:
    """Return a conversation as `conversations.info` shows it."""
    kind = conversation.kind
    shown: Json = {"id": conversation.id, "created": conversation.created, "is_im": kind == "im"}
    shown["context_team_id"] = world.team_id
    if kind == "im":
        user = next(member for member in conversation.members if member != BOT_USER_ID)
        shown.update(user=user, is_user_deleted=world.people[user].deleted, is_org_shared=False)
        return shown
    shown.update(
        name=conversation.name,
        name_normalized=conversation.name,
        is_channel=kind == "channel",
        is_group=kind == "private",
        is_mpim=kind == "mpim",
        is_private=kind != "channel",
        is_archived=conversation.is_archived,
        is_general=False,
        is_shared=conversation.is_ext_shared,
        is_ext_shared=conversation.is_ext_shared,
        is_org_shared=False,
        is_member=BOT_USER_ID in conversation.members,
        creator=conversation.creator,
        num_members=len(conversation.members),
    )
    return shown


def message_object(world: World, message: Message, with_metadata: bool = False) -> Json:
    """Return a message as the API and interactions show it."""
    shown: Json = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "text": message.text,
        "team": world.team_id,
    }
    if message.author == BOT_USER_ID:
        shown.update(bot_id=BOT_ID, app_id=APP_ID)
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.attachments:
        shown["attachments"] = message.attachments
    if message.files:
        shown["files"] = message.files
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.author, "ts": message.edited}
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    return shown
