"""Inviting people or a channel, and what the invited answer without joining."""

from collections.abc import Mapping, Sequence

from bot.domain.facts import Mention, Several, Term
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.people import Person
from bot.domain.refusals import refuse
from bot.ports import Profile
from bot.services import invitations
from bot.services.invitations import Wish
from bot.services.messages.invitations import sample
from handlers import home
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import invitations as view
from handlers.views.invitations import Chosen

_UNFIT = ("archived", "shared", "not_member")
"""Why nothing is posted in a channel; whether the bot is in a public one shows when it posts."""


def opened(desk: Desk, heard: Heard) -> Answer:
    """The form, from the card or the console."""
    chosen = _allowed(desk, heard, Chosen(heard.channel or ""))
    return Show(view.choose(desk.words_for(heard.user), chosen))


def chosen(desk: Desk, heard: Heard) -> Answer:
    """People or a channel were chosen: what that would send, before anything is sent."""
    said = _allowed(desk, heard, _said(heard))
    if said.people and said.channel:
        raise refuse("invite.both", at="channel")
    if said.channel:
        _fit(desk, said.channel)
        with desk.store.read() as unit:
            invitations.postable(unit, desk.team, said.channel)
            post = sample(unit, desk.team, None, desk.now())
        return Turn(view.preview_post(desk.words_for(heard.user), said, post))
    profiles = _profiles(desk, said.people)
    with desk.store.read() as unit:
        found = invitations.preview(unit, desk.team, profiles, desk.now())
        letter = sample(unit, desk.team, Wish(said.role, heard.user), desk.now())
    return Turn(view.preview(desk.words_for(heard.user), said, found, letter))


def back(desk: Desk, heard: Heard) -> Answer:
    """The form again, as it was filled in."""
    said = _allowed(desk, heard, view.read(heard.about))
    return Turn(view.choose(desk.words_for(heard.user), said))


def sent(desk: Desk, heard: Heard) -> Answer:
    """Invite these people; twice is once."""
    said = _allowed(desk, heard, view.read(heard.about))
    if not said.people:
        raise refuse("invite.nobody")
    profiles, wish = _profiles(desk, said.people), Wish(said.role, heard.user)
    count = len(said.people)
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            count = invitations.invite(unit, desk.team, profiles, wish, desk.now())
    return Say("form.inviting.done", {"n": count})


def posted(desk: Desk, heard: Heard) -> Answer:
    """Post the invitation in the channel; twice is once."""
    said, by = _allowed(desk, heard, view.read(heard.about)), desk.profile(heard.user)
    if not said.channel:
        raise refuse("invite.nobody")
    with desk.unit() as unit:
        if unit.once(heard.key, desk.now()):
            invitations.post(unit, desk.team, said.channel, by, desk.now())
    return Say("form.posting.done")


def listed(desk: Desk, heard: Heard) -> Answer:
    """Who was invited: in it now, or not."""
    _allowed(desk, heard, Chosen(heard.channel or ""))
    with desk.store.read() as unit:
        found = invitations.roster(unit, desk.team)
    facts = {"joined": _names(found.joined), "others": _names(found.others)}
    return home.tell(desk, heard, (Message("invite.roster", "roster", facts),))


def not_now(desk: Desk, heard: Heard) -> Answer:
    """Not now: the message says when it is asked once more."""
    with desk.unit() as unit:
        invitations.not_now(unit, heard.user, heard.value, desk.now())
    return None


def declined(desk: Desk, heard: Heard) -> Answer:
    """No thanks: the message says that it was the last."""
    with desk.unit() as unit:
        invitations.decline(unit, heard.user, heard.value, desk.now())
    return None


def _said(heard: Heard) -> Chosen:
    role = heard.text("role")
    if role not in tuple(Role):
        raise refuse("invite.role", at="role")
    people: Sequence[str] = heard.said.get("people") or ()
    return Chosen(heard.about, Role(role), tuple(people), heard.text("channel"))


def _allowed(desk: Desk, heard: Heard, said: Chosen) -> Chosen:
    """What was said, by a coordinator in the admin channel; raises Refused for anybody else."""
    desk.coordinator(heard.user, said.admin)
    return said


def _fit(desk: Desk, channel: str) -> None:
    fault = desk.directory.channel_fault(channel)
    if fault in _UNFIT:
        raise refuse(f"invite.channel.{fault}", at="channel")


def _profiles(desk: Desk, chosen: Sequence[str]) -> Mapping[str, Profile | None]:
    known = desk.directory.profiles(chosen)
    return {one: known.get(one) for one in chosen}


def _names(people: Sequence[Person]) -> Several | Term:
    found = tuple(Mention(one.slack_id) for one in people)
    return Several(found) if found else Term("invite.nobody")


LISTENERS = (
    Listener("button", "invite.open", opened),
    Listener("form", "form.invite", chosen),
    Listener("button", "invite.back", back),
    Listener("form", "form.inviting", sent),
    Listener("form", "form.posting", posted),
    Listener("button", "invite.list", listed),
    Listener("button", "invited.not_now", not_now),
    Listener("button", "invited.no", declined),
)
