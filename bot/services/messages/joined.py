"""What the first message to somebody who joined says, in its present state."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Day, Fact, Mention, Term
from bot.domain.messages import Message
from bot.domain.participants import Participant, Role, RoleTaken
from bot.domain.programs import Program
from bot.domain.requests import LIVE, RequestState
from bot.ports import Unit
from bot.services import enrollment, programs, suggestions


def joined(unit: Unit, delivery: Delivery) -> Message | None:
    """The first message, in its present state: choose, asked, accepted, or thanks."""
    member = unit.participants.get(delivery.subject_id)
    if member.left_at is not None:
        return None
    program = unit.programs.get(member.program_id)
    roles = {role.role: role for role in unit.roles.find(participant_id=member.id)}
    if Role.MENTEE in roles:
        return _mentee(unit, program, member)
    return _mentor(unit, program, member, roles[Role.MENTOR])


def _mentee(unit: Unit, program: Program, member: Participant) -> Message:
    if enrollment.is_matched(unit, member):
        return Message("joined.matched", member.id)
    request = unit.requests.one(mentee_id=member.id, state=LIVE)
    if request is not None:
        mentor = unit.people.get(unit.participants.get(request.mentor_id).person_id)
        facts: dict[str, Fact] = {"mentor": Mention(mentor.slack_id), "day": Day(request.answer_by)}
        said_yes = request.state is RequestState.MENTOR_YES
        return Message("joined.yes" if said_yes else "joined.asked", request.id, facts)
    count = len(suggestions.for_mentee(unit, program, member))
    if count == 0:
        return Message("joined.none", member.id)
    offers = "joined.choose.apart" if program.line_loaded_on else "joined.choose"
    return Message(offers, member.id, {"people": Term("count.offers", {"n": count})})


def _mentor(unit: Unit, program: Program, member: Participant, role: RoleTaken) -> Message:
    names = enrollment.topics_of(unit, member.id, Role.MENTOR)
    facts: dict[str, Fact] = {
        "places": Term("count.one_place", {"n": role.capacity}),
        "topics": enrollment.topic_list(names),
        "days": programs.setting(program, "answer_days"),
    }
    return Message("joined.mentor", member.id, facts)
