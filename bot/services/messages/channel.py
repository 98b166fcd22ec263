"""What the messages in the admin channel say: counts and states, never who said what."""

from bot.domain.deliveries import Delivery
from bot.domain.facts import Day, Mention, Several, Term
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.programs import Program
from bot.domain.requests import LIVE
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
    counts = _counts(unit, program)
    return Message(
        "channel.card",
        program.id,
        {
            "program": Term(f"program.{program.template}"),
            "first_day": Day(program.first_day),
            "weeks": programs.setting(program, "weeks"),
            "pace": Term(f"pace.{programs.setting(program, 'cadence')}"),
            "joined": Several(
                (
                    Term("count.mentors", {"n": counts["mentors"]}),
                    Term("count.places", {"n": counts["places"]}),
                    Term("count.mentees", {"n": counts["mentees"]}),
                    Term("count.waiting", {"n": counts["waiting"]}),
                    Term("count.running", {"n": counts["running"]}),
                )
            ),
        },
    )


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
        "mentors": len(mentors),
        "places": sum(role.capacity for role in mentors),
        "mentees": len(mentees),
        "waiting": sum(1 for role in mentees if role.participant_id not in placed | asking),
        "running": len(running),
    }
