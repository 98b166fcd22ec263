"""Set-up: a workspace admin starts the program in the coordinators' channel."""

from datetime import date, timedelta

from bot.domain import hours
from bot.domain.programs import HelpContacts, ProgramState
from bot.domain.refusals import refuse
from bot.services import programs, setup
from bot.services.setup import CONTACT_MOST, HOPE_MOST, TEMPLATES, Outline
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import setup as view

OWN_MESSAGES = "D"
"""How the id of a conversation with the bot alone begins (docs/slack.md)."""


def start(desk: Desk, heard: Heard) -> Answer:
    """The first form, for a workspace admin; or on from a draft. In their own messages it is
    about the channel the bot was invited to: they need not be in it."""
    channel = _channel(desk, heard)
    _allowed(desk, heard.user, channel)
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        known = programs.latest(unit, desk.team)
    if known is not None and known.state is not ProgramState.DRAFT:
        raise refuse("setup.already_open")
    return Show(view.outline(words, channel, TEMPLATES, _next_monday(desk), HOPE_MOST))


def what(_desk: Desk, _heard: Heard) -> Answer:
    """What a coordinator will see, before anything is started."""
    return Say("setup.what")


def described(desk: Desk, heard: Heard) -> Answer:
    """The first form was sent: keep it, go on to the second."""
    channel = heard.about
    _allowed(desk, heard.user, channel)
    said = Outline(
        template=str(heard.said.get("template") or ""),
        first_day=_first_day(desk, heard),
        hope=heard.text("hope"),
    )
    with desk.unit() as unit:
        program = setup.describe(unit, desk.team, channel, heard.user, said)
    return Turn(view.contacts(desk.words_for(heard.user), program.id, CONTACT_MOST))


def named(desk: Desk, heard: Heard) -> Answer:
    """The help contacts were sent: the program is open."""
    with desk.store.read() as unit:
        channel = unit.workspaces.get(desk.team).admin_channel or ""
    _allowed(desk, heard.user, channel)
    contacts = HelpContacts(
        *(heard.text(name) for name in ("assistance", "people_team", "harassment", "emergency"))
    )
    with desk.unit() as unit:
        setup.open_program(unit, heard.about, contacts, heard.user, desk.now())
    return Say("form.contacts.done")


def _channel(desk: Desk, heard: Heard) -> str:
    """The channel in which a program would start; raises Refused where there is none yet."""
    said = heard.channel or ""
    if not said.startswith(OWN_MESSAGES):
        return said
    with desk.store.read() as unit:
        invited = setup.invited_to(unit, desk.team)
    if invited is None and desk.profile(heard.user).admin:
        raise refuse("setup.nowhere")
    return invited or said


def _allowed(desk: Desk, slack_id: str, channel: str) -> None:
    """Raise Refused unless this workspace admin may start a program in this channel."""
    profile = desk.profile(slack_id)
    fault = desk.directory.channel_fault(channel) if profile.admin else None
    with desk.store.read() as unit:
        setup.may_start(unit.workspaces.get(desk.team), profile, channel, fault)


def _first_day(desk: Desk, heard: Heard) -> date:
    try:
        day = date.fromisoformat(heard.text("first_day"))
    except ValueError:
        raise refuse("setup.first_day", at="first_day") from None
    if day < hours.local(desk.now(), desk.profile(heard.user).zone).date():
        raise refuse("setup.first_day_past", at="first_day")
    return day


def _next_monday(desk: Desk) -> date:
    today = desk.now().date()
    return today + timedelta(days=7 - today.weekday())


LISTENERS = (
    Listener("word", "setup", start, help="help.word.setup", who="admin"),
    Listener("button", "setup.start", start),
    Listener("button", "setup.what", what),
    Listener("form", "form.setup", described),
    Listener("form", "form.contacts", named),
)
