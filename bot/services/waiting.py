"""Requests that wait for an answer, as both sides see them at Home."""

from collections.abc import Sequence

from bot.content.types import FLASH
from bot.domain.facts import Day, Fact, Mention, Term
from bot.domain.messages import Message
from bot.domain.participants import Participant
from bot.domain.requests import LIVE, Request, RequestState
from bot.ports import Unit
from bot.services import rounds, sides, together
from bot.services.together import Group


def of_mentor(unit: Unit, member: Participant) -> list[Group]:
    """Requests that wait for this mentor's answer, and those she said yes to."""
    waiting = unit.requests.find(mentor_id=member.id, state=LIVE)
    return [(_request(unit, one),) for one in waiting if not one.silent]


def _request(unit: Unit, request: Request) -> Message:
    mentee = sides.of(unit, request).mentee_person
    facts: dict[str, Fact] = {"mentee": Mention(mentee.slack_id), "day": Day(request.answer_by)}
    if request.state is not RequestState.OPEN:
        return Message("home.request.yes", request.id, facts)
    if request.by_others:
        facts["what"] = Term(f"request.what.{request.type}")
        return Message("home.request.suggested", request.id, facts)
    text = "home.request.half_hour" if request.type == FLASH else "home.request"
    return Message(text, request.id, facts)


def talks(unit: Unit, member: Participant) -> list[Group]:
    """A talk of half an hour this mentee asked for."""
    asked = of_mentee(unit, member, FLASH)
    return [(asked,)] if asked else []


def of_mentee(unit: Unit, member: Participant, kind: str) -> Message | None:
    """Whom this mentee asked, or who said yes; of what others proposed, only once there is a
    yes."""
    for state in (RequestState.MENTOR_YES, RequestState.OPEN):
        found = unit.requests.find(mentee_id=member.id, state=state, type=kind)
        known = [one for one in found if not one.by_others or state is not RequestState.OPEN]
        if known:
            half = kind == FLASH and state is RequestState.OPEN
            return _asked(unit, known, "home.asked.half_hour" if half else f"home.asked.{state}")
    return None


def _asked(unit: Unit, found: Sequence[Request], text: str) -> Message:
    """Who was asked, and the day by which an answer comes; several while the next is asked
    beside."""
    everybody = [sides.of(unit, one) for one in found]
    turn = everybody[0].round
    day = rounds.promised(unit, turn) if turn else Day(everybody[0].heard_by)
    facts: dict[str, Fact] = {"mentor": together.mentions([one.mentor_person for one in everybody])}
    return Message(text, found[0].id, facts | {"day": day})
