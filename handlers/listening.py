"""The two listener kinds: one acknowledges and works, one decides and acknowledges last."""

import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.refusals import Refused
from bot.domain.words import Words
from bot.editing import Shown
from bot.ports import Busy
from bot.services import taps
from handlers import home, support
from handlers.desk import Answer, Desk, Give, Heard, Listener, Offer, Say, Show, Tell, Turn
from handlers.directory import SlackSilent
from handlers.messenger import give_file
from handlers.slack_client import Reply
from handlers.views import notice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wire:
    """The way back to the person who acted: Slack's client, and the address of one reply."""

    client: WebClient
    response_url: str | None = None


def answers(desk: Desk, listener: Listener, heard: Heard, wire: Wire) -> None:
    """Work on something already acknowledged, then reply; nothing escapes."""
    try:
        answer = work(desk, listener, heard)
        if answer is None and heard.whispered:
            answer = home.next_step(desk, heard)
        reply(desk, heard, wire, answer)
    except Exception as error:
        why = excuse(error, heard, desk.errand.kept)
        _quietly(heard, partial(reply, desk, heard, wire, why))
    finish(desk, heard, wire)


def decides(desk: Desk, listener: Listener, heard: Heard, wire: Wire, ack: Ack) -> None:
    """Decide on a form or a search, commit, and acknowledge with the decision.

    A refusal stands at its field; a surprise or a lock that did not come in time stands in the
    form, where what was typed still is. Once something was kept, nothing says otherwise.
    """
    try:
        answer = support.before_saving(desk, heard) or work(desk, listener, heard)
        ack(**decision(desk, heard, answer))
    except Exception as error:
        at = error.field_id if isinstance(error, Refused) else None
        kept = desk.errand.kept
        why = excuse(error, heard, kept)
        ack(**(_kept(desk, heard, why) if kept else refusal(desk, heard, at, why)))
    finish(desk, heard, wire)


def work(desk: Desk, listener: Listener, heard: Heard) -> Answer:
    """What the listener answers, once it is clear that this person is still with us."""
    desk.errand.begin(heard)
    if heard.kind != "event":
        desk.admit(heard.user)
    return listener.work(desk, heard)


def excuse(error: Exception, heard: Heard, kept: bool = False) -> Say:
    """What a person reads where something was not done: the rule, or that it was our side; where
    it was `kept` and only the answer failed, that."""
    side = "refusal.form" if heard.kind == "form" else "refusal"
    match error:
        case Refused():
            return Say(f"refusal.{error.code}", error.facts)
        case _ if kept:
            return Say(f"{side}.kept", {"reference": report(error, f"{heard.kind} {heard.id}")})
        case Busy():
            return Say(f"{side}.busy")
        case SlackSilent():
            return Say(f"{side}.slack")
        case _:
            return Say(f"{side}.surprise", {"reference": report(error, f"{heard.kind} {heard.id}")})


def decision(desk: Desk, heard: Heard, answer: Answer) -> Mapping[str, Any]:
    """The acknowledgement of a form that was taken, or of a search."""
    match answer:
        case Offer(options, groups):
            return {"option_groups": list(groups)} if groups else {"options": list(options)}
        case Turn(view) | Show(view):
            return {"response_action": "update", "view": dict(view)}
        case Say(id, facts):
            view = notice.form(_words(desk, heard.user), id, facts)
            return {"response_action": "update", "view": view}
        case _:
            return {"response_action": "clear"}


def _kept(desk: Desk, heard: Heard, why: Say) -> Mapping[str, Any]:
    """The acknowledgement of a form that was taken although something failed after that: it says
    so, or only closes where even that cannot be said."""
    try:
        return decision(desk, heard, why)
    except Exception as surprise:
        report(surprise, f"{heard.kind} {heard.id}")
        return {"response_action": "clear"}


def refusal(desk: Desk, heard: Heard, at: str | None, why: Say) -> Mapping[str, Any]:
    """The acknowledgement of a form that was not taken: at the field, or in the form."""
    if heard.kind == "options":
        return {"options": []}
    words = _words(desk, heard.user)
    inputs = [block["block_id"] for block in heard.view["blocks"] if block["type"] == "input"]
    if not inputs:
        return {"response_action": "update", "view": notice.form(words, why.id, why.facts)}
    place = at if at in inputs else inputs[0]
    sentence = words.plain(why.id, **why.facts)
    return {"response_action": "errors", "errors": {place: sentence}}


def reply(desk: Desk, heard: Heard, wire: Wire, answer: Answer) -> None:
    """Show the answer where the person is looking."""
    match answer:
        case Say(id, facts):
            _say(desk, heard, wire, id, facts)
        case Tell(text, blocks):
            _respond(heard, wire, text, blocks, instead=heard.whispered)
        case Show(view):
            _open(heard, wire, view)
        case Turn(view):
            wire.client.views_update(view_id=heard.view["id"], view=dict(view))
        case Give(file, done, refused):
            taken = give_file(wire.client, heard.user, file)
            view = done if taken else refused
            wire.client.views_update(view_id=heard.view["id"], view=dict(view))
        case _:
            pass


def finish(desk: Desk, heard: Heard, wire: Wire) -> None:
    """After the answer: what this person looks at is brought up to date now, the rest soon."""
    errand = desk.errand
    others, shown = errand.changes(), None
    if errand.tapped in others:
        shown, others = _shown(desk, heard, others[0]), others[1:]
    if heard.at_home or heard.id == "app_home_opened":
        _quietly(heard, partial(home.publish, desk, heard.user, wire.client))
    if errand.kept or errand.message is not None:
        changed = heard.kind == "form" or (heard.in_modal and errand.kept)
        left = Left(shown, errand.message, others, changed)
        desk.later(partial(_afterwards, desk, heard, wire, left))


@dataclass(frozen=True)
class Left:
    """What nobody waits for: an edit to be kept, a tap to be noted, messages to be changed, and
    Home, which lies below a form in which something was done."""

    shown: Shown | None
    message: tuple[str, str] | None
    others: Sequence[str]
    home: bool


def _shown(desk: Desk, heard: Heard, delivery_id: str) -> Shown | None:
    """Change the message that was tapped, before anything is written down about that."""
    try:
        return desk.editor.show(delivery_id, desk.now())
    except Exception as surprise:
        report(surprise, f"{heard.kind} {heard.id}")
        return None


def _afterwards(desk: Desk, heard: Heard, wire: Wire, left: Left) -> None:
    if left.shown is not None:
        _quietly(heard, partial(desk.editor.keep, left.shown, desk.now()))
    if left.message is not None:
        _quietly(heard, partial(_note_tap, desk, left.message, heard.user))
    desk.wake()
    if left.home:
        _quietly(heard, partial(home.publish, desk, heard.user, wire.client))
    for delivery_id in left.others:
        _quietly(heard, partial(desk.editor.edit_now, delivery_id, desk.now()))


def report(surprise: Exception, what: str) -> str:
    """Log a surprise without a word anybody typed; the reference to quote."""
    reference = uuid4().hex[:8]
    frames = traceback.extract_tb(surprise.__traceback__)
    trail = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-6:]))
    kind = type(surprise).__name__
    if isinstance(surprise, SlackApiError):
        kind += f" {surprise.response.get('error')}"
    log.error("surprise %s in %s: %s at %s", reference, what, kind, trail)
    return reference


def _words(desk: Desk, slack_id: str) -> Words:
    """The reader's words; the base language where the store cannot say, so that a person is
    answered even then."""
    try:
        return desk.words_for(slack_id)
    except Exception as surprise:
        log.error("no language for a reader: %s", type(surprise).__name__)
        return desk.library.words("en")


def _say(desk: Desk, heard: Heard, wire: Wire, id: str, facts: Mapping[str, Any]) -> None:
    words = _words(desk, heard.user)
    if wire.response_url:
        _respond(heard, wire, words(id, **facts), notice.blocks(words, id, facts))
    elif heard.in_modal:
        view = notice.form(words, id, facts)
        wire.client.views_update(view_id=heard.view["id"], view=view)
    elif heard.trigger:
        wire.client.views_open(trigger_id=heard.trigger, view=notice.form(words, id, facts))


def _respond(
    heard: Heard,
    wire: Wire,
    text: str,
    blocks: Sequence[Mapping[str, Any]],
    instead: bool = False,
) -> None:
    """Reply to this person alone, or put the reply in the place of the one that was tapped."""
    if wire.response_url is None:
        raise ValueError(f"no way to answer {heard.kind} {heard.id}")
    answer = Reply(wire.response_url, wire.client).send(
        text=text,
        blocks=[dict(block) for block in blocks],
        response_type="ephemeral",
        replace_original=instead,
    )
    if answer.status_code != 200:
        log.warning("a reply to %s %s was refused: %s", heard.kind, heard.id, answer.status_code)


def _open(heard: Heard, wire: Wire, view: Mapping[str, Any]) -> None:
    call = wire.client.views_push if heard.in_modal else wire.client.views_open
    call(trigger_id=heard.trigger, view=dict(view))


def _note_tap(desk: Desk, message: tuple[str, str], slack_id: str) -> None:
    with desk.store.unit() as unit:
        taps.note(unit, message, slack_id, desk.now())


def _quietly(heard: Heard, call: Callable[[], object]) -> None:
    """Make a call whose failure changes nothing that is kept; it is logged."""
    try:
        call()
    except (SlackApiError, SlackClientError, OSError, Busy) as failure:
        reason = failure.response.get("error") if isinstance(failure, SlackApiError) else ""
        log.warning("a reply could not be shown: %s %s", type(failure).__name__, reason)
    except Exception as surprise:
        report(surprise, f"{heard.kind} {heard.id}")
