"""Help: where it is, how to stop a match this moment; that somebody looked is kept nowhere."""

from datetime import datetime

from bot.domain.facts import Fact, Mention, Several
from bot.domain.mentorships import Member
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.ports import Unit
from bot.services import endings, home, mentorships, people, programs
from bot.services.mentorships import Whole


def card(unit: Unit, workspace_id: str, slack_id: str) -> tuple[Message, ...]:
    """The card for this person: contacts, each running match with its stop, what else there is."""
    found = mentorships.of_person(unit, workspace_id, slack_id)
    matches = tuple(
        Message("support.match", whole.mentorship.id, {"partner": _partners(whole, member)})
        for whole, member in found
    )
    mentors = any(member.role is Role.MENTOR for _, member in found)
    more = _more(unit, workspace_id, slack_id, mentors)
    return (_contacts(unit, workspace_id, "support.card"), *matches, *more)


def _more(unit: Unit, workspace_id: str, slack_id: str, mentors: bool) -> tuple[Message, ...]:
    """What else there is: for somebody who never joined, nothing; for who has left, the line."""
    person = people.find(unit, workspace_id, slack_id)
    every = unit.participants.find(person_id=person.id) if person else ()
    if not every:
        return ()
    if all(one.left_at is not None for one in every):
        return (Message("support.more.left", workspace_id),)
    return (Message("support.more.mentor" if mentors else "support.more", workspace_id),)


def worried(unit: Unit, workspace_id: str) -> Message:
    """For somebody who is worried about another: look, listen, link."""
    return _contacts(unit, workspace_id, "guide.worried")


def contacts(unit: Unit, workspace_id: str) -> dict[str, Fact]:
    """Where people of this workspace find help; empty before any program is open."""
    program = programs.current(unit, workspace_id)
    return home.contacts(program) if program else {}


def stop(unit: Unit, mentorship_id: str, slack_id: str, moment: datetime) -> Message:
    """Stop this match: nothing more is sent between or about its people, and the others are told
    neutrally, later, by the program. Raises Refused for others."""
    whole = endings.end(unit, mentorship_id, slack_id, moment)
    member = next(one for one in whole.members if whole.person(one).slack_id == slack_id)
    text = f"support.stopped.{member.role}"
    return Message(text, mentorship_id, {"partner": _partners(whole, member)})


def _contacts(unit: Unit, workspace_id: str, text: str) -> Message:
    found = contacts(unit, workspace_id)
    return Message(text, workspace_id, found) if found else Message("support.none", workspace_id)


def _partners(whole: Whole, member: Member) -> Fact:
    return Several(tuple(Mention(one.slack_id) for one in whole.partners(member)))
