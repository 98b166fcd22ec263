"""Starting a program from Slack: bind the admin channel, describe it, name the help contacts."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.deliveries import About, State, plan
from bot.domain.ids import new_id
from bot.domain.programs import Audit, HelpContacts, Program, ProgramState, Workspace
from bot.domain.refusals import refuse
from bot.ports import Profile, Unit
from bot.services import programs, reporting

CONTACT_MOST = 200
"""Characters of a help contact; four of them must fit Home."""

HOPE_MOST = 300
"""Characters of the line on what should be different."""

TEMPLATES = ("career", "onboarding", "new_managers", "know_how")
"""What a program can be for; the first is the default (docs/mentoring.md)."""


@dataclass(frozen=True)
class Outline:
    """The first form: what for, from when, and one line on what should be different."""

    template: str
    first_day: date
    hope: str


def register_workspace(unit: Unit, team: str, bot_user: str, channel: str | None) -> Workspace:
    """The workspace the token belongs to; a channel from the configuration binds it."""
    known = unit.workspaces.one(id=team)
    if known is None:
        known = Workspace(id=team, bot_user=bot_user, admin_channel=channel)
        unit.workspaces.add(known)
        return known
    current = replace(
        known,
        bot_user=bot_user,
        admin_channel=channel or known.admin_channel,
        paused_reason=None,
    )
    unit.workspaces.save(current)
    return current


def bot_invited(unit: Unit, team: str, channel: str, moment: datetime) -> None:
    """The bot was invited to a private channel: say once what it could do there."""
    workspace = unit.workspaces.get(team)
    if workspace.admin_channel not in (None, channel):
        return
    about = About(workspace_id=team, subject_type="channel", subject_id=channel)
    card = plan("card", "channel.invited", about, moment)
    unit.deliveries.queue(replace(card, channel=channel))


def invited_to(unit: Unit, team: str) -> str | None:
    """The coordinators' channel: the one that is bound, else the one the bot was invited to last
    and has said so in; None before that."""
    bound = unit.workspaces.get(team).admin_channel
    if bound is not None:
        return bound
    said = unit.deliveries.find(workspace_id=team, template="channel.invited", state=State.SENT)
    return max(said, key=lambda one: one.due_at).channel if said else None


def may_start(workspace: Workspace, actor: Profile, channel: str, fault: str | None) -> None:
    """Raise Refused unless this workspace admin may start a program in this channel."""
    if not actor.admin:
        raise refuse("setup.not_admin")
    if fault is not None:
        raise refuse(f"setup.channel.{fault}")
    if workspace.admin_channel not in (None, channel):
        raise refuse("setup.bound_elsewhere")


def describe(unit: Unit, team: str, channel: str, actor: str, outline: Outline) -> Program:
    """Keep the first form: the channel is bound and a draft program stands (raises Refused)."""
    if outline.template not in TEMPLATES:
        raise refuse("setup.template", at="template")
    if len(outline.hope) > HOPE_MOST:
        raise refuse("join.line", at="hope", most=HOPE_MOST)
    workspace = unit.workspaces.get(team)
    unit.workspaces.save(replace(workspace, admin_channel=channel))
    draft = programs.latest(unit, team)
    if draft is not None and draft.state is not ProgramState.DRAFT:
        raise refuse("setup.already_open")
    program = Program(
        id=draft.id if draft else new_id(),
        workspace_id=team,
        template=outline.template,
        first_day=outline.first_day,
        hope=outline.hope,
        created_by=actor,
    )
    (unit.programs.save if draft else unit.programs.add)(program)
    return program


def open_program(
    unit: Unit, program_id: str, contacts: HelpContacts, actor: str, moment: datetime
) -> Program:
    """Keep the second form: with its help contacts known, the program is open.

    Raises Refused where a contact is empty or too long; a second press changes nothing.
    """
    for name in ("assistance", "people_team", "harassment", "emergency"):
        said = getattr(contacts, name)
        if not said.strip():
            raise refuse("setup.contact_missing", at=name)
        if len(said) > CONTACT_MOST:
            raise refuse("join.line", at=name, most=CONTACT_MOST)
    program = unit.programs.get(program_id)
    if program.state is not ProgramState.DRAFT:
        return program
    opened = replace(
        program,
        state=ProgramState.OPEN,
        contacts=contacts,
        line_loaded_on=reporting.loaded_on(unit, program.workspace_id),
    )
    unit.programs.save(opened)
    team = program.workspace_id
    unit.audits.add(
        Audit(new_id(), team, moment, actor, "program.opened", program.id, {"by": actor})
    )
    about = About(team, "program", program.id, program_id=program.id)
    unit.deliveries.queue(plan("card", "channel.card", about, moment))
    unit.deliveries.want(moment, template="channel.invited", workspace_id=team)
    return opened


def coordinator_joined(
    unit: Unit, team: str, channel: str, slack_id: str, moment: datetime
) -> None:
    """Announce a new member of the admin channel as a new coordinator."""
    workspace = unit.workspaces.get(team)
    if workspace.admin_channel != channel or slack_id == workspace.bot_user:
        return
    about = About(team, "coordinator", f"{channel}:{slack_id}:{moment:%Y-%m-%d}")
    unit.deliveries.queue(plan("coordinator", "channel.coordinator", about, moment))


def channel_moved(unit: Unit, team: str, old: str, new: str) -> None:
    """The admin channel has a new id; other channels are none of ours."""
    workspace = unit.workspaces.get(team)
    if workspace.admin_channel == old:
        unit.workspaces.save(replace(workspace, admin_channel=new))
