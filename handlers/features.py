"""All listeners of all features, and where a word, an event or a stale button goes."""

from difflib import get_close_matches

from bot.domain.refusals import refuse
from handlers import (
    admin,
    afterwards,
    agreements,
    away,
    calendars,
    channel,
    closing,
    contact,
    enrollment,
    find,
    flash,
    goals,
    guards,
    helping,
    home,
    invitations,
    lasting,
    learn,
    leaving,
    meetings,
    mydata,
    notes,
    preferences,
    profile,
    progress,
    reporting,
    requests,
    runs,
    selfcheck,
    setup,
    stages,
    support,
    surveys,
    talk,
    volunteers,
)
from handlers.desk import Answer, Desk, Heard, Listener, Offer, Say

LISTENERS: tuple[Listener, ...] = (
    *home.LISTENERS,
    *enrollment.LISTENERS,
    *invitations.LISTENERS,
    *find.LISTENERS,
    *flash.LISTENERS,
    *volunteers.LISTENERS,
    *requests.LISTENERS,
    *meetings.LISTENERS,
    *calendars.LISTENERS,
    *notes.LISTENERS,
    *goals.LISTENERS,
    *selfcheck.LISTENERS,
    *learn.LISTENERS,
    *stages.LISTENERS,
    *agreements.LISTENERS,
    *surveys.LISTENERS,
    *closing.LISTENERS,
    *lasting.LISTENERS,
    *afterwards.LISTENERS,
    *away.LISTENERS,
    *leaving.LISTENERS,
    *preferences.LISTENERS,
    *profile.LISTENERS,
    *mydata.LISTENERS,
    *support.LISTENERS,
    *contact.LISTENERS,
    *setup.LISTENERS,
    *admin.LISTENERS,
    *progress.LISTENERS,
    *reporting.LISTENERS,
    *guards.LISTENERS,
    *runs.LISTENERS,
    *channel.LISTENERS,
    *talk.LISTENERS,
    helping.listener(lambda: tuple(WORDS.values())),
)
"""Everything registered anywhere; the order of words is the order of help."""

WORDS: dict[str, Listener] = {
    listener.id: listener for listener in LISTENERS if listener.kind == "word"
}

_BY_ID = {
    (listener.kind, listener.id): listener
    for listener in LISTENERS
    if listener.kind not in ("word", "event")
}


def listener(heard: Heard) -> Listener:
    """Who listens to this; for a word or an event the one that passes it on, and for what an older
    version may have left behind the one that says so."""
    found = _BY_ID.get((heard.kind, heard.id))
    return found or _REST[heard.kind]


def slash(desk: Desk, heard: Heard) -> Answer:
    """`/mentor WORD`: the word's listener; for an unknown one the nearest known word."""
    word = WORDS.get(heard.id)
    if word is not None:
        return word.work(desk, heard)
    near = get_close_matches(heard.id, [word for word in WORDS if word], n=1, cutoff=0.5)
    if near:
        return Say("help.near", {"word": near[0]})
    return Say("help.unknown")


def event(desk: Desk, heard: Heard) -> Answer:
    """An event: each listener for it, once per event id."""
    for one in LISTENERS:
        if one.kind == "event" and one.id == heard.id:
            one.work(desk, heard)
    return None


def stale(_desk: Desk, _heard: Heard) -> Answer:
    """A button or form of an older version, or of nobody's making."""
    raise refuse("stale")


def nothing(_desk: Desk, _heard: Heard) -> Answer:
    """A search nobody knows: no options."""
    return Offer(())


_REST = {
    "word": Listener("word", "", slash),
    "event": Listener("event", "", event),
    "button": Listener("button", "stale", stale),
    "shortcut": Listener("shortcut", "stale", stale),
    "form": Listener("form", "stale", stale),
    "options": Listener("options", "stale", nothing),
}
