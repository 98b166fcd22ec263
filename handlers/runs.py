"""Runs over the whole cohort, in the coordinators' channel."""

from bot.apart import Broken, why_not_apart
from bot.domain.messages import Message
from bot.domain.refusals import Refused, refuse
from bot.matching.model import NoSolver
from bot.services import admin, drafts, publishing, runs
from bot.services.runs import Wanted
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import runs as view
from handlers.views.blocks import Block


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form that starts a run."""
    channel = _allowed(desk, heard)
    with desk.store.read() as unit:
        admin.current(unit, desk.team)
    return Show(view.start(desk.words_for(heard.user), channel))


def started(desk: Desk, heard: Heard) -> Answer:
    """A run was asked for: its message in the channel says how far it is."""
    _allowed(desk, heard)
    chosen = tuple(str(heard.said[one]) for one in ("weighting", "compare") if heard.said.get(one))
    wanted = Wanted(chosen, stable=bool(heard.said.get("stable")))
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            runs.ask(unit, desk.team, wanted, heard.user, desk.now())
    return Say("form.run.done")


def looked(desk: Desk, heard: Heard) -> Answer:
    """The draft, its first page."""
    channel = _allowed(desk, heard)
    return Show(_page(desk, heard, heard.value, 1, channel))


def turned(desk: Desk, heard: Heard) -> Answer:
    """Another page of it."""
    channel = _allowed(desk, heard)
    run_id, _, number = heard.value.partition(":")
    return Turn(_page(desk, heard, run_id, _number(number), channel))


def change(desk: Desk, heard: Heard) -> Answer:
    """Somebody else for one of the draft."""
    channel = _allowed(desk, heard)
    run_id, number = _about(heard, 3)[:2]
    with desk.store.read() as unit:
        shown = drafts.page(unit, run_id, _number(number), desk.now())
    part = next((one for one in shown.parts if one.value == heard.value), None)
    if part is None:
        raise refuse("runs.settled")
    about = f"{run_id}:{number}:{channel}:{heard.value}"
    bare = Message(part.text, part.value, part.facts, ())
    return Turn(view.change(desk.words_for(heard.user), about, bare))


def changed(desk: Desk, heard: Heard) -> Answer:
    """It was chosen; the page comes back as it is now."""
    run_id, number, channel, pair_id = _about(heard, 4)
    desk.coordinator(heard.user, channel)
    with desk.unit() as unit:
        drafts.move(unit, pair_id, heard.said.get("mentor") or None, desk.now())
    return Turn(_page(desk, heard, run_id, _number(number), channel))


def why(desk: Desk, heard: Heard) -> Answer:
    """Two people to ask about."""
    channel = _allowed(desk, heard)
    return Turn(
        view.why(desk.words_for(heard.user), f"{heard.value}:1:{channel}", "form.why.reads")
    )


def chosen(_desk: Desk, _heard: Heard) -> Answer:
    """One of the two was picked; the answer comes with the button."""
    return None


def tell(desk: Desk, heard: Heard) -> Answer:
    """Why these two are not matched; worked out beside the bot, in some seconds. Whatever the
    answer is, the two stay chosen."""
    about = f"{heard.value}:1:{_allowed(desk, heard)}"
    words = desk.words_for(heard.user)
    try:
        answer = _reason(desk, heard)
    except Refused as no:
        return Turn(view.why(words, about, f"refusal.{no.code}", no.facts))
    return Turn(view.why(words, about, answer.text, answer.facts))


def _reason(desk: Desk, heard: Heard) -> Message:
    two = tuple(str(heard.said.get(f"why.{one}") or "") for one in ("mentee", "mentor"))
    with desk.store.read() as unit:
        people, rules, ids = drafts.question(unit, heard.value, (two[0], two[1]), desk.now())
    try:
        reason = why_not_apart(people, rules, ids)
    except NoSolver:
        raise refuse("runs.no_solver") from None
    except Broken:
        raise refuse("runs.broken") from None
    with desk.store.read() as unit:
        return drafts.answer(unit, heard.value, reason)


def confirming(desk: Desk, heard: Heard) -> Answer:
    """What publishing means, and the button that does it."""
    channel = _allowed(desk, heard)
    with desk.store.read() as unit:
        run, _ = runs.ready(unit, heard.value)
    part = Message("run.publishing", run.id, {"n": int(str(run.totals["placed"]))})
    return Show(view.publish(desk.words_for(heard.user), f"{run.id}:{channel}", part))


def published(desk: Desk, heard: Heard) -> Answer:
    """Publish: everybody of the draft is asked, in one unit."""
    run_id, channel = _about(heard, 2)
    desk.coordinator(heard.user, channel)
    with desk.unit() as unit:
        asked, left_out = publishing.publish(unit, run_id, heard.user, desk.now())
    return Say("form.publish.done", {"asked": asked, "left_out": left_out})


def discarded(desk: Desk, heard: Heard) -> Answer:
    """Drop the draft; its message says so."""
    _allowed(desk, heard)
    with desk.unit() as unit:
        drafts.discard(unit, heard.value, desk.now())
    return None


def _page(desk: Desk, heard: Heard, run_id: str, number: int, channel: str) -> Block:
    with desk.store.read() as unit:
        found = drafts.page(unit, run_id, number, desk.now())
    about = f"{run_id}:{found.number}:{channel}"
    place = (found.number, found.pages)
    return view.page(desk.words_for(heard.user), about, found.parts, place)


def _allowed(desk: Desk, heard: Heard) -> str:
    """The admin channel, where this person is a coordinator there now; raises Refused."""
    channel = heard.channel or (heard.about.split(":") + [""] * 3)[2] or heard.about
    desk.coordinator(heard.user, channel)
    return channel


def _about(heard: Heard, parts: int) -> list[str]:
    """The first parts of what the form was opened for; raises Refused where there are fewer."""
    found = heard.about.split(":")
    if len(found) < parts:
        raise refuse("stale")
    return found[:parts]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 1


LISTENERS = (
    Listener("button", "run.start", opened),
    Listener("form", "form.run", started),
    Listener("button", "run.look", looked),
    Listener("button", "run.before", turned),
    Listener("button", "run.after", turned),
    Listener("button", "run.change", change),
    Listener("form", "form.change", changed),
    Listener("button", "run.why", why),
    Listener("button", "why.mentee", chosen),
    Listener("button", "why.mentor", chosen),
    Listener("button", "run.tell", tell),
    Listener("button", "run.publish", confirming),
    Listener("form", "form.publish", published),
    Listener("button", "run.discard", discarded),
)
