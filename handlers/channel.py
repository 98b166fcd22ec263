"""What happens to the admin channel and to people: invitations, members, deactivation."""

from collections.abc import Callable
from datetime import datetime

from bot.ports import Unit
from bot.services import leavers, people, setup
from handlers.desk import EVENT_WAIT, Answer, Desk, Heard, Listener


def joined(desk: Desk, heard: Heard) -> Answer:
    """Somebody, perhaps the bot itself, is in a channel now."""
    channel = heard.channel or ""
    desk.directory.invalidate(channel)
    with desk.unit(EVENT_WAIT) as unit:
        if not unit.once(heard.key, desk.now()):
            return None
        if heard.user == unit.workspaces.get(desk.team).bot_user:
            setup.bot_invited(unit, desk.team, channel, desk.now())
        else:
            setup.coordinator_joined(unit, desk.team, channel, heard.user, desk.now())
    return None


def changed(desk: Desk, heard: Heard) -> Answer:
    """The channel's members or the channel itself changed: look again before the next step."""
    desk.directory.invalidate(heard.channel or "")
    return None


def moved(desk: Desk, heard: Heard) -> Answer:
    """The channel has a new id."""
    with desk.unit(EVENT_WAIT) as unit:
        setup.channel_moved(
            unit, desk.team, heard.event["old_channel_id"], heard.event["new_channel_id"]
        )
    return None


def profile_changed(desk: Desk, heard: Heard) -> Answer:
    """Slack says something new of somebody: a stranger's profile is forgotten, that of somebody
    we know is taken over."""
    desk.directory.invalidate(heard.user)
    with desk.store.read() as unit:
        known = people.find(unit, desk.team, heard.user) is not None
    if not known:
        return None
    profile = desk.profile(heard.user)
    with desk.unit(EVENT_WAIT) as unit:
        leavers.changed(unit, desk.team, profile, desk.now())
    return None


def did_leave(desk: Desk, heard: Heard) -> Answer:
    """A coordinator says that the many who went at once did leave."""
    return _said(desk, heard, leavers.confirm)


def did_not_leave(desk: Desk, heard: Heard) -> Answer:
    """A coordinator says that it was a mistake: everything goes on waiting."""
    return _said(desk, heard, leavers.keep)


def _said(desk: Desk, heard: Heard, deed: Callable[[Unit, str, str, datetime], None]) -> Answer:
    desk.coordinator(heard.user, heard.channel)
    with desk.unit() as unit:
        deed(unit, desk.team, heard.user, desk.now())
    return None


LISTENERS = (
    Listener("button", "leavers.left", did_leave),
    Listener("button", "leavers.stay", did_not_leave),
    Listener("event", "member_joined_channel", joined),
    Listener("event", "member_left_channel", changed),
    Listener("event", "group_archive", changed),
    Listener("event", "group_deleted", changed),
    Listener("event", "group_left", changed),
    Listener("event", "channel_id_changed", moved),
    Listener("event", "user_change", profile_changed),
)
