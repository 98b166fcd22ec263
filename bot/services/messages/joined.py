"""What the first message to somebody who joined says, in its present state."""

from datetime import datetime

from bot.content.types import ONE_ON_ONE
from bot.domain.deliveries import Delivery
from bot.domain.facts import Day, Fact, Mention, Term
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role, RoleTaken
from bot.domain.programs import Program
from bot.domain.requests import LIVE, Request, RequestState
from bot.domain.rounds import Round
from bot.ports import Unit
from bot.services import enrollment, programs, rounds, sides, suggestions
from bot.services.messages.requests import asked_of


def joined(unit: Unit, delivery: Delivery) -> Message | None:
    """The first message, in its present state: choose, asked, accepted, or thanks."""
    member = unit.participants.get(delivery.subject_id)
    if enrollment.came_back(unit, delivery):
        return Message("joined.before", member.id) if delivery.ts else None
    if member.left_at is not None:
        return Message("joined.left", member.id) if delivery.ts else None
    program = unit.programs.get(member.program_id)
    roles = {role.role: role for role in unit.roles.find(participant_id=member.id)}
    if Role.MENTEE in roles:
        return _mentee(unit, program, member, delivery.as_of)
    return _mentor(unit, program, member, roles[Role.MENTOR])


def _mentee(unit: Unit, program: Program, member: Participant, moment: datetime) -> Message:
    if enrollment.is_matched(unit, member):
        return Message("joined.matched", member.id)
    found = unit.requests.find(mentee_id=member.id, state=LIVE, type=ONE_ON_ONE)
    known = tuple(one for one in found if not one.by_others or one.state is not RequestState.OPEN)
    if known:
        return _asked(unit, known)
    asked = rounds.current(unit, member)
    count = len(suggestions.for_mentee(unit, program, member, moment=moment))
    if count == 0 and asked is not None:
        return Message("joined.none", member.id, {"day": Day(asked.answer_by)})
    if count == 0:
        return Message("joined.nobody", member.id)
    offers = "joined.choose.apart" if program.line_loaded_on else "joined.choose"
    return Message(offers, member.id, {"people": Term("count.offers", {"n": count})})


def _asked(unit: Unit, found: tuple[Request, ...]) -> Message:
    """Who was asked and who comes next, with the promised day; or that somebody said yes."""
    yes = [one for one in found if one.state is RequestState.MENTOR_YES]
    facts: dict[str, Fact] = {"mentor": asked_of(unit, yes or found)}
    if yes:
        return Message("joined.yes", yes[0].id, facts)
    asked = unit.rounds.get(found[0].round_id) if found[0].round_id else None
    facts |= {"day": Day(sides.of(unit, found[0]).heard_by), "next": ""}
    if asked is not None:
        facts |= {"day": rounds.promised(unit, asked), "next": next_in_line(unit, asked)}
    return Message("joined.asked", found[0].id, facts)


def next_in_line(unit: Unit, asked: Round) -> Fact:
    """Who is asked next, as a sentence; nothing where nobody stands in line."""
    ahead = rounds.ahead(unit, asked)
    if not ahead:
        return ""
    person = unit.people.get(unit.participants.get(ahead[0]).person_id)
    return Term("joined.next", {"mentor": Mention(person.slack_id)})


def _mentor(unit: Unit, program: Program, member: Participant, role: RoleTaken) -> Message:
    names = enrollment.topics_of(unit, member.id, Role.MENTOR)
    facts: dict[str, Fact] = {
        "places": Term("count.one_place", {"n": role.capacity}),
        "topics": enrollment.topic_list(names),
        "days": programs.setting(program, "answer_days"),
        "reads": "",
    }
    if unit.lessons.find(participant_id=member.id):
        return Message("joined.mentor", member.id, facts, buttons=("join.open",))
    facts["reads"] = Term("joined.reads")
    return Message("joined.mentor", member.id, facts)
