"""The console: for coordinators, in their channel, asked anew at every step."""

from collections.abc import Callable

from bot.domain.refusals import refuse
from bot.domain.settings import SETTINGS
from bot.ports import Unit
from bot.services import admin
from bot.services.admin import By
from handlers import home
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import admin as view
from handlers.views.admin import Choice

Deed = Callable[[Unit, str, By], None]


def console(desk: Desk, heard: Heard) -> Answer:
    """How the program stands, and what can be done about it."""
    _allowed(desk, heard)
    with desk.store.read() as unit:
        parts = admin.console(unit, desk.team, heard.user)
    return home.tell(desk, heard, parts)


def settings(desk: Desk, heard: Heard) -> Answer:
    """The settings, as they are."""
    channel, words = _allowed(desk, heard), desk.words_for(heard.user)
    with desk.store.read() as unit:
        values = admin.settings(admin.current(unit, desk.team))
    return Show(view.settings(words, channel, [Choice(one.setting, one.value) for one in values]))


def changed(desk: Desk, heard: Heard) -> Answer:
    """Settings were sent: what differs is kept and written down."""
    _allowed(desk, heard)
    wanted = {name: _number(heard, name) for name in SETTINGS}
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            admin.change(unit, desk.team, wanted, By(heard.user, desk.now()))
    return Say("form.settings.done")


def paused(desk: Desk, heard: Heard) -> Answer:
    """Pause the program."""
    return _done(desk, heard, admin.pause)


def resumed(desk: Desk, heard: Heard) -> Answer:
    """Let it go on."""
    return _done(desk, heard, admin.resume)


def closing(desk: Desk, heard: Heard) -> Answer:
    """What closing means, and the button that does it."""
    channel, words = _allowed(desk, heard), desk.words_for(heard.user)
    with desk.store.read() as unit:
        program = admin.current(unit, desk.team)
    return Show(view.sure(words, channel, program.id))


def closed(desk: Desk, heard: Heard) -> Answer:
    """Close the program."""
    _allowed(desk, heard)
    with desk.unit() as unit:
        admin.close(unit, desk.team, By(heard.user, desk.now()))
    return Say("form.closing.done")


def preview(desk: Desk, heard: Heard) -> Answer:
    """The first messages, to the coordinator's own DM."""
    _allowed(desk, heard)
    profile = desk.profile(heard.user)
    with desk.unit() as unit:
        admin.preview(unit, desk.team, profile, desk.now())
    return Say("admin.previewed")


def _done(desk: Desk, heard: Heard, deed: Deed) -> Answer:
    """Do it, and show the console as it is then; twice is once."""
    _allowed(desk, heard)
    with desk.unit() as unit:
        deed(unit, desk.team, By(heard.user, desk.now()))
    return console(desk, heard)


def _allowed(desk: Desk, heard: Heard) -> str:
    """The admin channel, where this person is a coordinator there now; raises Refused."""
    channel = heard.channel or heard.about
    desk.coordinator(heard.user, channel)
    return channel


def _number(heard: Heard, name: str) -> int:
    said = heard.text(name)
    if not said.isdecimal():
        raise refuse("admin.value", at=name)
    return int(said)


LISTENERS = (
    Listener("word", "admin", console, help="help.word.admin", who="admin"),
    Listener("button", "admin.open", console),
    Listener("button", "admin.settings", settings),
    Listener("form", "form.settings", changed),
    Listener("button", "admin.pause", paused),
    Listener("button", "admin.resume", resumed),
    Listener("button", "admin.close", closing),
    Listener("form", "form.closing", closed),
    Listener("button", "admin.preview", preview),
)
