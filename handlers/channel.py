"""What happens to the admin channel and to people: invitations, members, deactivation."""

from bot.services import people, setup
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
        people.changed(unit, desk.team, profile, desk.now())
    return None


LISTENERS = (
    Listener("event", "member_joined_channel", joined),
    Listener("event", "member_left_channel", changed),
    Listener("event", "group_archive", changed),
    Listener("event", "group_deleted", changed),
    Listener("event", "group_left", changed),
    Listener("event", "channel_id_changed", moved),
    Listener("event", "user_change", profile_changed),
)
