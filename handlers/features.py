"""All listeners of all features, and where a word, an event or a stale button goes."""

from difflib import get_close_matches

from bot.domain.refusals import refuse
from handlers import (
    admin,
    away,
    channel,
    closing,
    enrollment,
    find,
    goals,
    helping,
    home,
    meetings,
    notes,
    preferences,
    requests,
    setup,
    stages,
    talk,
)
from handlers.desk import Answer, Desk, Heard, Listener, Offer, Say

LISTENERS: tuple[Listener, ...] = (
    *home.LISTENERS,
    *enrollment.LISTENERS,
    *find.LISTENERS,
    *requests.LISTENERS,
    *meetings.LISTENERS,
    *notes.LISTENERS,
    *goals.LISTENERS,
    *stages.LISTENERS,
    *closing.LISTENERS,
    *away.LISTENERS,
    *preferences.LISTENERS,
    *setup.LISTENERS,
    *admin.LISTENERS,
    *channel.LISTENERS,
    *talk.LISTENERS,
    helping.listener(lambda: tuple(WORDS.values())),
)
"""Everything registered anywhere; the order of words is the order of help."""

WORDS: dict[str, Listener] = {
    listener.id: listener for listener in LISTENERS if listener.kind == "word"
}


def slash(desk: Desk, heard: Heard) -> Answer:
    """`/mentor WORD`: the word's listener; for an unknown one the nearest known word."""
    listener = WORDS.get(heard.id)
    if listener is not None:
        return listener.work(desk, heard)
    near = get_close_matches(heard.id, [word for word in WORDS if word], n=1, cutoff=0.5)
    if near:
        return Say("help.near", {"word": near[0]})
    return Say("help.unknown")


def event(desk: Desk, heard: Heard) -> Answer:
    """An event: each listener for it, once per event id."""
    for listener in LISTENERS:
        if listener.kind == "event" and listener.id == heard.id:
            listener.work(desk, heard)
    return None


def stale(_desk: Desk, _heard: Heard) -> Answer:
    """A button or form of an older version, or of nobody's making."""
    raise refuse("stale")


def nothing(_desk: Desk, _heard: Heard) -> Answer:
    """A search nobody knows: no options."""
    return Offer(())
