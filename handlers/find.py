"""Finding a mentor: suggestions with reasons, ask one, say who is next, or let the bot choose."""

from bot.domain.facts import Fact
from bot.domain.messages import Message
from bot.domain.refusals import refuse
from bot.domain.requests import RequestState
from bot.ports import Unit
from bot.services import oneself, requests, rounds, suggestions
from bot.services.messages.joined import next_in_line
from bot.services.messages.requests import asked_of
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import cards


def shown(desk: Desk, heard: Heard) -> Answer:
    """The mentors who fit, each with a button, and one that lets the bot choose; where somebody
    was asked already, who could be asked next."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        program, mentee = requests.asker(unit, desk.team, heard.user)
        asked = rounds.current(unit, mentee)
        if asked is not None and unit.requests.find(round_id=asked.id, state=RequestState.OPEN):
            return Show(cards.view(words, "find", _in_line(desk, unit, asked.id)))
        requests.none_open(unit, mentee)
        offers = suggestions.for_mentee(unit, program, mentee, moment=desk.now())
        if not offers and not suggestions.volunteers(unit, program, mentee, "", desk.now()):
            raise refuse("find.nobody")
        parts = [*oneself.before_suggestions(mentee)]
        parts += [suggestions.card(unit, offer) for offer in offers]
        parts.append(Message("find.choose" if offers else "find.none", mentee.id))
        parts += oneself.after_suggestions(unit, mentee)
    return Show(cards.view(words, "find", parts))


def ask(desk: Desk, heard: Heard) -> Answer:
    """Ask this mentor."""
    with desk.unit() as unit:
        request = requests.ask(unit, desk.team, heard.user, heard.value, desk.now())
    return _asked(desk, heard, request.round_id)


def choose(desk: Desk, heard: Heard) -> Answer:
    """Ask the first of the suggestions, and the others after."""
    with desk.unit() as unit:
        request = requests.choose(unit, desk.team, heard.user, desk.now())
    return _asked(desk, heard, request.round_id)


def then(desk: Desk, heard: Heard) -> Answer:
    """Put this mentor behind those who were asked."""
    with desk.unit() as unit:
        asked = requests.then(unit, desk.team, heard.user, heard.value, desk.now())
    return _asked(desk, heard, asked.id)


def _asked(desk: Desk, heard: Heard, round_id: str | None) -> Answer:
    """Who was asked, until when, and who could come next; in the open form, where there is one."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        if round_id is None:
            raise refuse("request.already_open")
        if heard.in_modal:
            return Turn(cards.view(words, "find", _in_line(desk, unit, round_id)))
        return Say("find.asked", _standing(unit, round_id))


def _in_line(desk: Desk, unit: Unit, round_id: str) -> list[Message]:
    """How the round stands, and the others who fit, each of whom can be asked next."""
    asked = unit.rounds.get(round_id)
    mentee = unit.participants.get(asked.participant_id)
    program = unit.programs.get(mentee.program_id)
    parts = [Message("find.asked", round_id, _standing(unit, round_id))]
    if rounds.full(unit, asked):
        return parts
    offers = suggestions.for_mentee(unit, program, mentee, moment=desk.now())
    others = [one for one in offers if one.mentor_id not in asked.choices]
    if others:
        parts.append(Message("find.others", round_id))
    return parts + [suggestions.card(unit, one, "find.then") for one in others]


def _standing(unit: Unit, round_id: str) -> dict[str, Fact]:
    asked = unit.rounds.get(round_id)
    waiting = rounds.live(unit, asked)
    return {
        "mentor": asked_of(unit, waiting),
        "next": next_in_line(unit, asked),
        "day": rounds.promised(unit, asked),
    }


LISTENERS = (
    Listener("word", "find", shown, help="help.word.find", who="mentee"),
    Listener("button", "find.open", shown),
    Listener("shortcut", "shortcut.find", shown),
    Listener("button", "request.ask", ask),
    Listener("button", "request.choose", choose),
    Listener("button", "request.then", then),
)
