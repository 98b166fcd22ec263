"""A line to a coordinator: choose one, write one line, say whether they may act on it."""

from bot.domain.refusals import refuse
from bot.services import contact
from bot.services.contact import Said
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import contact as view
from handlers.views.blocks import Block


def opened(desk: Desk, heard: Heard) -> Answer:
    """The coordinators one can write to; nothing has been sent."""
    words, coordinators = desk.words_for(heard.user), _coordinators(desk)
    with desk.store.read() as unit:
        found = contact.choices(unit, desk.team, heard.user, coordinators)
    if not found:
        raise refuse("contact.nobody")
    return _in_place(heard, view.choose(words, found))


def chosen(desk: Desk, heard: Heard) -> Answer:
    """The form for one of them."""
    return _in_place(heard, view.write(desk.words_for(heard.user), heard.value))


def sent(desk: Desk, heard: Heard) -> Answer:
    """The line is on its way; sending the form twice sends it once."""
    if heard.about not in _coordinators(desk):
        raise refuse("contact.who", at="text")
    sides = (desk.profile(heard.user), desk.profile(heard.about))
    acts = {view.MAY: True, view.MAY_NOT: False}
    said = Said(heard.text("text"), acts.get(heard.text("may_act")))
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            contact.send(unit, desk.team, sides, said, desk.now())
    return Say("form.contact.done")


def _coordinators(desk: Desk) -> frozenset[str]:
    """The people in the coordinators' channel now, the bot not among them."""
    with desk.store.read() as unit:
        workspace = unit.workspaces.get(desk.team)
    if workspace.admin_channel is None:
        return frozenset()
    members = desk.directory.members(workspace.admin_channel) - {workspace.bot_user}
    profiles = (desk.directory.profile(one) for one in members)
    return frozenset(one.slack_id for one in profiles if one.active and not one.bot)


def _in_place(heard: Heard, form: Block) -> Answer:
    """Slack stacks three forms at most, so inside one the next takes its place."""
    return Turn(form) if heard.in_modal else Show(form)


LISTENERS = (
    Listener("button", "contact.open", opened),
    Listener("button", "contact.choose", chosen),
    Listener("form", "form.contact", sent),
)
