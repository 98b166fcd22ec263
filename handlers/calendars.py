"""The next talk into one's own calendar: links, and a file where Slack lets the bot give one."""

from bot.services import calendar
from handlers import ics
from handlers.desk import Answer, Desk, Give, Heard, Listener, Show
from handlers.mydata import FILE_SCOPE
from handlers.views import cards, notice


def opened(desk: Desk, heard: Heard) -> Answer:
    """The ways there are."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        part = calendar.offered(unit, heard.value, heard.user, FILE_SCOPE in desk.scopes)
    return Show(cards.view(words, "calendar", [part]))


def given(desk: Desk, heard: Heard) -> Answer:
    """The file, into one's own messages; the form says where it is."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        entry = calendar.entry(unit, heard.value, heard.user)
    file = ics.written(entry, words.plain("calendar.title"), desk.now())
    done, refused = (notice.form(words, f"calendar.{one}", {}) for one in ("given", "refused"))
    return Give(file, done, refused)


LISTENERS = (
    Listener("button", "calendar.open", opened),
    Listener("button", "calendar.file", given),
)
