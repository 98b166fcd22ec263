"""Finding a mentor: suggestions with reasons, ask one, or let the bot choose."""

from bot.domain.facts import Day, Mention
from bot.domain.messages import Message
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import requests, suggestions
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import cards


def shown(desk: Desk, heard: Heard) -> Answer:
    """Up to three mentors, each with a button, and one that lets the bot choose."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        program, mentee = requests.asker(unit, desk.team, heard.user)
        requests.none_open(unit, mentee)
        offers = suggestions.for_mentee(unit, program, mentee)
        if not offers:
            raise refuse("find.nobody")
        parts = [suggestions.card(unit, mentee, offer) for offer in offers]
    parts.append(Message("find.choose", mentee.id))
    return Show(cards.view(words, "find", parts))


def ask(desk: Desk, heard: Heard) -> Answer:
    """Ask this mentor."""
    with desk.unit() as unit:
        request = requests.ask(unit, desk.team, heard.user, heard.value, desk.now())
        return _asked(unit, request.id)


def choose(desk: Desk, heard: Heard) -> Answer:
    """Ask the first of the suggestions."""
    with desk.unit() as unit:
        program, mentee = requests.asker(unit, desk.team, heard.user)
        offers = suggestions.for_mentee(unit, program, mentee)
        if not offers:
            raise refuse("find.nobody")
        request = requests.ask(unit, desk.team, heard.user, offers[0].mentor_id, desk.now())
        return _asked(unit, request.id)


def _asked(unit: Unit, request_id: str) -> Answer:
    whole = requests.sides(unit, unit.requests.get(request_id))
    mentor, day = Mention(whole.mentor_person.slack_id), Day(whole.request.answer_by)
    return Say("form.find.asked", {"mentor": mentor, "day": day})


LISTENERS = (
    Listener("word", "find", shown, help="help.word.find", who="mentee"),
    Listener("button", "find.open", shown),
    Listener("shortcut", "shortcut.find", shown),
    Listener("button", "request.ask", ask),
    Listener("button", "request.choose", choose),
)
