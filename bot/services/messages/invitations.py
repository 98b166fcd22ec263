"""What an invitation says, in its present state."""

from datetime import datetime

from bot.domain import hours
from bot.domain.deliveries import Delivery
from bot.domain.facts import Channel, Day, Fact, Mention, Term
from bot.domain.invitations import Invitation, Reply
from bot.domain.messages import Message
from bot.domain.programs import Program, ProgramState
from bot.ports import Unit
from bot.services import invitations, programs
from bot.services.invitations import Wish


def invited(unit: Unit, delivery: Delivery) -> Message | None:
    """To somebody who may join: what it is, what it takes, and who sees what."""
    invitation = unit.invitations.get(delivery.subject_id)
    program = unit.programs.get(invitation.program_id)
    settled = _settled(unit, invitation, program)
    if settled is not None:
        return settled if delivery.ts else None
    text = f"invited.again.{invitation.role}" if delivery.again else f"invited.{invitation.role}"
    if invitation.answer == Reply.NOT_NOW and not delivery.again and delivery.ts:
        return _later(unit, invitation)
    facts: dict[str, Fact] = {"coordinator": Mention(invitation.invited_by)}
    return Message(text, invitation.id, facts | about(program, delivery.sent_at or delivery.due_at))


def post(unit: Unit, delivery: Delivery) -> Message | None:
    """To a channel: everybody in it may join."""
    program = unit.programs.get(delivery.program_id or "")
    if program.state is ProgramState.CLOSED:
        return Message("invited.over", program.id, _program(program)) if delivery.ts else None
    return Message("invited.post", program.id, about(program, delivery.sent_at or delivery.due_at))


def sample(unit: Unit, workspace_id: str, wish: Wish | None, moment: datetime) -> Message:
    """What people would read: in a message of their own, or, without a wish, in a channel. It
    has nothing to tap. Raises Refused where no program is open."""
    program = programs.open_now(unit, workspace_id)
    facts, text = about(program, moment), "invited.post"
    if wish is not None:
        facts, text = facts | {"coordinator": Mention(wish.by)}, f"invited.{wish.role}"
    return Message(text, program.id, facts, buttons=(), menu=())


def unposted(_unit: Unit, delivery: Delivery) -> Message:
    """To a coordinator: Slack refused the post, and how it can work."""
    channel = Channel(str(delivery.params["channel"]))
    return Message("invited.unposted", delivery.subject_id, {"channel": channel})


def about(program: Program, moment: datetime) -> dict[str, Fact]:
    """What the program is, how long, how often, and since when or from when on."""
    begun = program.first_day < moment.date()
    return {
        **_program(program),
        "starts": Term(f"invited.{'started' if begun else 'starts'}", _first_day(program)),
        "colleague": Term("invited.apart" if program.line_loaded_on else "invited.colleague"),
        "minutes": programs.setting(program, "minutes"),
        "pace": Term(f"pace.{programs.setting(program, 'cadence')}"),
        "weeks": programs.setting(program, "weeks"),
    }


def _settled(unit: Unit, invitation: Invitation, program: Program) -> Message | None:
    """What an invitation says once there is nothing left to ask."""
    if program.state is ProgramState.CLOSED:
        return Message("invited.over", invitation.id, _program(program))
    if invitations.has_joined(unit, invitation):
        return Message("invited.joined", invitation.id)
    if invitation.answer == Reply.NO:
        return Message("invited.no", invitation.id)
    if invitation.answer == Reply.LET_BE:
        return Message("invited.let_be", invitation.id)
    return None


def _later(unit: Unit, invitation: Invitation) -> Message:
    if invitation.wake_at is None:
        return Message("invited.let_be", invitation.id)
    person = unit.people.get(invitation.person_id)
    day = Day(hours.local_day(person, invitation.wake_at))
    return Message("invited.later", invitation.id, {"day": day})


def _program(program: Program) -> dict[str, Fact]:
    return {"program": Term(f"program.{program.template}")}


def _first_day(program: Program) -> dict[str, Fact]:
    return {"day": Day(program.first_day)}
