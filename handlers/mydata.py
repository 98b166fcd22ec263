"""My data: read it, take it along, keep it longer, erase it."""

from bot.domain.access import Reader, Sight, sight
from bot.ports import File
from bot.services import erasure, mydata, retention
from handlers.desk import Answer, Desk, Give, Heard, Listener, Show, Turn
from handlers.views import mydata as view
from handlers.views.blocks import Block

FILE_SCOPE = "files:write"


def opened(desk: Desk, heard: Heard) -> Answer:
    """The first page."""
    return Show(_page(desk, heard.user, 0))


def turned(desk: Desk, heard: Heard) -> Answer:
    """Another page, in place."""
    return Turn(_page(desk, heard.user, int(heard.value) if heard.value.isdecimal() else 0))


def given(desk: Desk, heard: Heard) -> Answer:
    """Everything as a file in one's own messages; the form says where it is."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        found = mydata.known(unit, desk.team, heard.user)
    file = File(mydata.FILE, words.plain("data.file"), mydata.written(words, found.dossier))
    done, refused = (view.note(words, f"form.data.{one}") for one in ("given", "refused"))
    return Give(file, done, refused)


def kept(desk: Desk, heard: Heard) -> Answer:
    """One's own words stay beyond their day."""
    with desk.unit() as unit:
        retention.keep(unit, desk.team, heard.user, desk.now())
    return _shown(desk, heard)


def kept_no_longer(desk: Desk, heard: Heard) -> Answer:
    """One's own words go on their day."""
    with desk.unit() as unit:
        retention.keep_no_longer(unit, desk.team, heard.user)
    return _shown(desk, heard)


def asked(desk: Desk, heard: Heard) -> Answer:
    """What erasing does; nothing has happened yet."""
    with desk.store.read() as unit:
        erasure.erasable(unit, desk.team, heard.user)
    return Show(view.erase(desk.words_for(heard.user)))


def erased(desk: Desk, heard: Heard) -> Answer:
    """The second, explicit confirmation: everything is erased now."""
    words = desk.words_for(heard.user)
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            erasure.confirmed(view.SURE in (heard.said.get(view.SURE) or ()))
            erasure.erase(unit, desk.team, heard.user, desk.now())
    return Turn(view.note(words, "form.erase.done"))


def _shown(desk: Desk, heard: Heard) -> Answer:
    """The first page where it was pressed there; at Home nothing more, Home itself says it."""
    return Turn(_page(desk, heard.user, 0)) if heard.in_modal else None


def _page(desk: Desk, slack_id: str, page: int) -> Block:
    words = desk.words_for(slack_id)
    with desk.store.read() as unit:
        found = mydata.known(unit, desk.team, slack_id)
    parts = [
        view.Part(one.table, one.item, one.kept, one.rows)
        for one in found.dossier
        if sight(one.item, Reader.AUTHOR) is not Sight.NO
    ]
    head = view.Head(FILE_SCOPE in desk.scopes, found.joined, found.keeps, found.goes_on)
    return view.view(words, parts, head, page, found.zone)


LISTENERS = (
    Listener("word", "data", opened, help="help.word.data"),
    Listener("button", "data.open", opened),
    Listener("button", "data.more", turned),
    Listener("button", "data.back", turned),
    Listener("button", "data.file", given),
    Listener("button", "data.keep", kept),
    Listener("button", "data.unkeep", kept_no_longer),
    Listener("button", "data.erase", asked),
    Listener("form", "form.erase", erased),
)
