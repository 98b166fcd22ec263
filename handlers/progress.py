"""Requests' progress, for coordinators in their channel: counts and ages only."""

from bot.services import admin, progress
from handlers import home
from handlers.desk import Answer, Desk, Heard, Listener


def shown(desk: Desk, heard: Heard) -> Answer:
    """How requests stand now."""
    desk.coordinator(heard.user, heard.channel or heard.about)
    with desk.store.read() as unit:
        part = progress.progress(unit, admin.current(unit, desk.team), desk.now())
    return home.tell(desk, heard, (part,))


LISTENERS = (Listener("button", "admin.progress", shown),)
