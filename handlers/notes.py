"""Parked questions: keep one, send them before a talk."""

from bot.domain.access import shown
from bot.domain.refusals import refuse
from bot.services import mentorships, notes
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import notes as view


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form to keep a question; words typed after `/mentor note` stand in it already."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        notes.author(unit, desk.team, heard.user)
    typed = heard.value if heard.kind == "word" else ""
    return Show(view.keep(words, notes.NOTE_MOST, typed))


def kept(desk: Desk, heard: Heard) -> Answer:
    """A question was kept; sending the form twice keeps it once."""
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            notes.keep(unit, desk.team, heard.user, heard.text("text"), desk.now())
    return Say("form.note.done")


def topics(desk: Desk, heard: Heard) -> Answer:
    """What to send to the partner before a talk."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        meeting = unit.meetings.one(id=heard.value)
        if meeting is None:
            raise refuse("mentorship.not_yours")
        _, member = mentorships.mine(unit, meeting.mentorship_id, heard.user)
        mine = (member.participant_id,)
        parked = notes.fitting(notes.parked(unit, member.participant_id))
        texts = [shown(note.text, mine) for note in parked]
    return Show(view.topics(words, meeting.id, notes.TOPICS_MOST, texts))


def sent(desk: Desk, heard: Heard) -> Answer:
    """Topics were sent; sending the form twice sends them once."""
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            notes.send(unit, heard.about, heard.user, heard.text("topics"), desk.now())
    return None


LISTENERS = (
    Listener("word", "note", opened, help="help.word.note", who="joined"),
    Listener("shortcut", "shortcut.note", opened),
    Listener("button", "note.open", opened),
    Listener("form", "form.note", kept),
    Listener("button", "before.send", topics),
    Listener("form", "form.topics", sent),
)
