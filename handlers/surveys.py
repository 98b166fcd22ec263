"""Two short questions in the second week, and small steps that are suggested in private."""

from functools import partial

from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.surveys import SAYS
from bot.services import mentorships, surveys
from handlers import closing
from handlers.desk import Answer, Desk, Heard, Listener, Show, Turn
from handlers.views import cards

STEPS = ("time", "goal", "fit")


def said(value: str, desk: Desk, heard: Heard) -> Answer:
    """The first answer; the second question follows in place."""
    with desk.unit() as unit:
        surveys.say(unit, heard.value, heard.user, value, desk.now())
    return None


def goes_on(desk: Desk, heard: Heard) -> Answer:
    """All is well as it is."""
    with desk.unit() as unit:
        surveys.go(unit, heard.value, heard.user, desk.now())
    return None


def changes(desk: Desk, heard: Heard) -> Answer:
    """Something should change: what, is asked in private and kept nowhere."""
    with desk.unit() as unit:
        surveys.go(unit, heard.value, heard.user, desk.now())
    words = desk.words_for(heard.user)
    return Show(cards.view(words, "step", [Message("step.choose", heard.value)]))


def rather(desk: Desk, heard: Heard) -> Answer:
    """They would rather change match: that opens the card for it, and does nothing else."""
    with desk.unit() as unit:
        surveys.go(unit, heard.value, heard.user, desk.now())
    return closing.end_card(desk, heard, heard.value)


def in_the_way(desk: Desk, heard: Heard) -> Answer:
    """What is in the way: asked in private and kept nowhere."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        mentorships.mine(unit, heard.value, heard.user)
    parts = [Message(one, heard.value) for one in ("step.choose", "step.more")]
    parts.append(closing.word(heard.value))
    return Show(cards.view(words, "step", parts))


def step(which: str, desk: Desk, heard: Heard) -> Answer:
    """One small step for what was chosen."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        _, member = mentorships.mine(unit, heard.value, heard.user)
    text = f"step.{which}"
    if which == "goal":
        text += ".mentee" if member.role is Role.MENTEE else ".mentor"
    return Turn(cards.view(words, "step", [Message(text, heard.value)]))


LISTENERS = (
    *(Listener("button", f"survey.say.{one}", partial(said, one)) for one in SAYS),
    Listener("button", "survey.go.on", goes_on),
    Listener("button", "survey.go.change", changes),
    Listener("button", "survey.go.rather", rather),
    Listener("button", "step.open", in_the_way),
    *(Listener("button", f"step.{one}", partial(step, one)) for one in STEPS),
)
