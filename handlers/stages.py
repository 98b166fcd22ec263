"""Going on to the next stage, or one back: taps without a reason."""

from functools import partial

from bot.domain.facts import Term
from bot.services import stages
from bot.services.questions import place
from handlers.desk import Answer, Desk, Heard, Listener, Say


def said(ready: bool, desk: Desk, heard: Heard) -> Answer:
    """Go on, or not yet; the message says what follows."""
    with desk.unit() as unit:
        stages.say(unit, place(unit, heard.value, heard.user), ready, desk.now())
    return None


def ready(desk: Desk, heard: Heard) -> Answer:
    """Somebody says at Home that they are ready."""
    with desk.unit() as unit:
        here = place(unit, heard.value, heard.user)
        stages.say(unit, here, True, desk.now())
        told = stages.said(unit, here)
    return Say("stage.noted", {"said": told})


def back(desk: Desk, heard: Heard) -> Answer:
    """One stage back."""
    with desk.unit() as unit:
        stage = stages.back(unit, place(unit, heard.value, heard.user), desk.now())
    return Say("stage.went_back", {"stage": Term(f"stage.{stage}")})


LISTENERS = (
    Listener("button", "stage.yes", partial(said, True)),
    Listener("button", "stage.not_yet", partial(said, False)),
    Listener("button", "stage.ready", ready),
    Listener("button", "stage.back", back),
)
