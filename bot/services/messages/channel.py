"""What the messages in the admin channel say: counts and states, never who said what."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Day, Fact, Mention, Several, Term
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.programs import Program, ProgramState
from bot.domain.requests import LIVE
from bot.domain.topics import SHARED, topic_fact
from bot.ports import Unit
from bot.services import programs


def invited(unit: Unit, delivery: Delivery) -> Message:
    """The card a channel reads when the bot was invited; spent once a program is open."""
    if programs.current(unit, delivery.workspace_id) is not None:
        return Message("channel.started", delivery.subject_id)
    return Message("channel.invited", delivery.subject_id)


def new_coordinator(_unit: Unit, delivery: Delivery) -> Message:
    """The line about a new coordinator."""
    _, slack_id, _ = delivery.subject_id.split(":")
    return Message("channel.coordinator", delivery.subject_id, {"person": Mention(slack_id)})


def card(unit: Unit, delivery: Delivery) -> Message:
    """The living card: counts only, never who."""
    program = unit.programs.get(delivery.subject_id)
    return Message(_text(unit, program), program.id, facts(unit, program))


def preview_mentee(unit: Unit, delivery: Delivery) -> Message:
    """To a coordinator: what a mentee reads first."""
    program = unit.programs.get(delivery.subject_id)
    people = Term("count.offers", {"n": programs.setting(program, "offers")})
    offers = "joined.choose.apart" if program.line_loaded_on else "joined.choose"
    text = Term(offers, {"people": people})
    return Message("preview.mentee", program.id, {"message": text})


def preview_mentor(unit: Unit, delivery: Delivery) -> Message:
    """To a coordinator: what a mentor reads first."""
    program = unit.programs.get(delivery.subject_id)
    sample: dict[str, Fact] = {
        "places": Term("count.one_place", {"n": programs.setting(program, "capacity")}),
        "topics": Several(tuple(topic_fact(name) for name in SHARED[:2])),
        "days": programs.setting(program, "answer_days"),
    }
    text = Term("joined.mentor", sample)
    return Message("preview.mentor", program.id, {"message": text})


def closed(unit: Unit, delivery: Delivery) -> Message:
    """To each participant: the program has ended."""
    program = unit.programs.get(delivery.subject_id)
    return Message("program.closed", program.id, {"program": Term(f"program.{program.template}")})


def facts(unit: Unit, program: Program) -> dict[str, Fact]:
    """How the program stands: its length and pace, and five counts."""
    counts = _counts(unit, program)
    shown = ("invited", "mentors", "places", "mentees", "waiting", "running")
    return {
        "program": Term(f"program.{program.template}"),
        "first_day": Day(program.first_day),
        "weeks": programs.setting(program, "weeks"),
        "pace": Term(f"pace.{programs.setting(program, 'cadence')}"),
        "joined": Several(
            tuple(
                Term(f"count.{one}", {"n": counts[one]})
                for one in shown
                if one != "invited" or counts[one]
            )
        ),
    }


def _text(unit: Unit, program: Program) -> str:
    if program.state is not ProgramState.OPEN:
        return f"channel.card.{program.state}"
    joined = unit.participants.one(program_id=program.id, left_at=None)
    told = joined or unit.invitations.one(program_id=program.id)
    return "channel.card" if told else "channel.card.new"


def _counts(unit: Unit, program: Program) -> dict[str, int]:
    people = unit.participants.find(program_id=program.id, left_at=None)
    roles = unit.roles.find(participant_id=tuple(one.id for one in people))
    mentors = [role for role in roles if role.role is Role.MENTOR]
    mentees = [role for role in roles if role.role is Role.MENTEE]
    running = programs.running(unit, program.id)
    placed = {
        member.participant_id
        for member in unit.members.find(mentorship_id=tuple(one.id for one in running))
    }
    asking = {one.mentee_id for one in unit.requests.find(program_id=program.id, state=LIVE)}
    return {
        "invited": len(unit.invitations.find(program_id=program.id)),
        "mentors": len(mentors),
        "places": sum(role.capacity for role in mentors),
        "mentees": len(mentees),
        "waiting": sum(1 for role in mentees if role.participant_id not in placed | asking),
        "running": len(running),
    }
