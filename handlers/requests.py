"""Requests: the mentor's answer, the mentee's confirmation, and proposing oneself."""

from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.words import Words
from bot.services import admin, pairing, proposals, requests
from handlers import learn
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import cards
from handlers.views import propose as propose_view


def four_lines(desk: Desk, heard: Heard) -> Answer:
    """The four lines a mentor accepts."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        whole = requests.four_lines(unit, heard.user, heard.value)
    lines = Message("request.lines", whole.request.id)
    return Show(cards.view(words, "accept", [lines], "form.accept.submit", about=heard.value))


def lines_again(desk: Desk, heard: Heard) -> Answer:
    """The four lines for the mentee, from Home."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        whole = requests.confirmable(unit, heard.user, heard.value)
    lines = Message("request.lines", whole.request.id)
    return Show(cards.view(words, "confirm", [lines], "form.accept.submit", about=heard.value))


def accepted(desk: Desk, heard: Heard) -> Answer:
    """The mentor accepted the four lines."""
    with desk.unit() as unit:
        requests.accept(unit, heard.user, heard.about, desk.now())
    return learn.after_accepting(desk, heard)


def passed(desk: Desk, heard: Heard) -> Answer:
    """The mentor passes."""
    with desk.unit() as unit:
        requests.pass_on(unit, heard.user, heard.value, desk.now())
    return None


def confirmed(desk: Desk, heard: Heard) -> Answer:
    """The mentee accepts the four lines, from the message or from the form."""
    with desk.unit() as unit:
        requests.confirm(unit, heard.user, heard.about or heard.value, desk.now())
    return Say("form.accept.done") if heard.kind == "form" else None


def withdrawn(desk: Desk, heard: Heard) -> Answer:
    """The mentee takes the request back."""
    with desk.unit() as unit:
        requests.withdraw(unit, heard.user, heard.value, desk.now())
    return Say("request.withdrawn.done") if heard.at_home else None


def declined(desk: Desk, heard: Heard) -> Answer:
    """The mentee passes on what a mentor proposed."""
    with desk.unit() as unit:
        requests.decline(unit, heard.user, heard.value, desk.now())
    return Say("request.passed.done") if heard.at_home else None


def propose(desk: Desk, heard: Heard) -> Answer:
    """The form to propose a mentorship with oneself in it; for others in the coordinators'
    channel."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        bound = unit.workspaces.get(desk.team).admin_channel
    if bound is not None and heard.channel == bound:
        return _for_others(desk, heard, words)
    with desk.store.read() as unit:
        proposals.may_propose(unit, desk.team, heard.user)
    return Show(propose_view.view(words, requests.LINE_MOST))


def proposed(desk: Desk, heard: Heard) -> Answer:
    """The proposal was sent; the proposer has accepted the four lines with it."""
    role = Role(heard.said["role"]) if heard.said.get("role") else None
    said = proposals.Proposal(heard.said.get("person"), role, heard.text("line"))
    with desk.unit() as unit:
        proposals.propose(unit, desk.team, heard.user, said, desk.now())
    return Say("form.propose.done")


def _for_others(desk: Desk, heard: Heard, words: Words) -> Answer:
    desk.coordinator(heard.user, heard.channel)
    with desk.store.read() as unit:
        kinds = pairing.kinds(admin.current(unit, desk.team))
    return Show(propose_view.pair(words, kinds, requests.LINE_MOST, heard.channel or ""))


def again(desk: Desk, heard: Heard) -> Answer:
    """The four lines of another round."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        proposals.renewable(unit, heard.user, heard.value)
    lines = Message("request.lines", heard.value)
    return Show(cards.view(words, "again", [lines], "form.again.submit", about=heard.value))


def begun_again(desk: Desk, heard: Heard) -> Answer:
    """One of the two accepted them; the other is asked."""
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            proposals.again(unit, desk.team, heard.user, heard.about, desk.now())
    return Say("form.propose.done")


def paired(desk: Desk, heard: Heard) -> Answer:
    """A coordinator proposed two people to each other."""
    desk.coordinator(heard.user, heard.about)
    said = pairing.Pair(
        heard.said.get("mentee"),
        heard.said.get("mentor"),
        heard.text("type"),
        heard.text("line"),
        heard.user,
    )
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            pairing.propose(unit, desk.team, said, desk.now())
    return Say("form.pair.done")


LISTENERS = (
    Listener("word", "propose", propose, help="help.word.propose", who="joined"),
    Listener("form", "form.propose", proposed),
    Listener("form", "form.pair", paired),
    Listener("button", "again.start", again),
    Listener("form", "form.again", begun_again),
    Listener("button", "request.accept", four_lines),
    Listener("button", "request.lines", lines_again),
    Listener("form", "form.accept", accepted),
    Listener("form", "form.confirm", confirmed),
    Listener("button", "request.pass", passed),
    Listener("button", "request.confirm", confirmed),
    Listener("button", "request.withdraw", withdrawn),
    Listener("button", "request.decline", declined),
)
