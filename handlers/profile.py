"""What people tell later, on tap: the screen that lists it, and its small forms."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.domain.profile import FORMS
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import oneself, profile
from bot.services.profile import Known, Said
from handlers.desk import Answer, Desk, Heard, Listener, Show, Turn
from handlers.views import profile as view
from handlers.views.blocks import Block
from handlers.views.profile import UNSAID


def opened(desk: Desk, heard: Heard) -> Answer:
    """Everything told so far, with a button for each part."""
    return Show(_overview(desk, heard))


def form(name: str, desk: Desk, heard: Heard) -> Answer:
    """One small form; inside the screen it takes its place, elsewhere it opens."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        mine = profile.known(unit, desk.team, heard.user)
    if name == "levels":
        shown = view.levels(words, tuple(mine.by_name.values()))
    elif name == "order":
        shown = view.order(words, mine.wanted_topics)
    elif name in mine.forms:
        shown = view.fixed(words, name, mine.forms[name], profile.said(mine, desk.now()))
    else:
        raise refuse("profile.other_role")
    return _in_place(heard, shown)


def sent(name: str, desk: Desk, heard: Heard) -> Answer:
    """A form was sent; the screen comes back with what it holds now."""
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            mine = profile.known(unit, desk.team, heard.user)
            _KEEP.get(name, partial(_fixed, name))(desk, unit, mine, _said(heard.said))
    return Turn(_overview(desk, heard))


def _fixed(name: str, desk: Desk, unit: Unit, mine: Known, said: Said) -> None:
    if name not in mine.forms:
        raise refuse("profile.other_role")
    profile.keep(unit, mine, name, said, desk.now())


def _levels(desk: Desk, unit: Unit, mine: Known, said: Said) -> None:
    profile.keep_levels(unit, mine, said, desk.now())


def _order(desk: Desk, unit: Unit, mine: Known, said: Said) -> None:
    profile.keep_order(unit, mine, said, desk.now())


_KEEP: Mapping[str, Callable[[Desk, Unit, Known, Said], None]] = {
    "levels": _levels,
    "order": _order,
}


def _overview(desk: Desk, heard: Heard) -> Block:
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        mine = profile.known(unit, desk.team, heard.user)
    return view.overview(words, oneself.parts(mine, desk.now()))


def _in_place(heard: Heard, shown: Block) -> Answer:
    """In the screen it takes the screen's place; in another form, where something may have been
    typed, it comes on top."""
    at_screen = heard.in_modal and heard.view.get("callback_id") == view.SCREEN
    return Turn(shown) if at_screen else Show(shown)


def _said(fields: Mapping[str, Any]) -> Said:
    """What stands in the fields; "no answer" is an empty one."""
    return {name: "" if value == UNSAID else value for name, value in fields.items()}


_NAMES = (*FORMS, "levels", "order")

LISTENERS = (
    Listener("button", "profile.open", opened),
    *(Listener("button", f"profile.{name}", partial(form, name)) for name in _NAMES),
    *(Listener("form", f"form.profile.{name}", partial(sent, name)) for name in _NAMES),
)
