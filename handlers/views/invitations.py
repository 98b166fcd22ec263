"""The forms of a coordinator who invites: whom, then what that would send."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.facts import Channel, Day, Fact, Several, Term
from bot.domain.invitations import LEFT_OUT, MOST, Preview
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.domain.words import Words
from handlers.views import message
from handlers.views.blocks import Block, button, field, form, option, optional, radios, small

_BETWEEN, _AMONG = "|", ","


@dataclass(frozen=True)
class Chosen:
    """What the form says: from which admin channel, in which role, whom or into which channel."""

    admin: str
    role: Role = Role.MENTEE
    people: tuple[str, ...] = ()
    channel: str = ""

    def kept(self) -> str:
        """All of it as the opaque text a form carries; `read` undoes it."""
        parts = (self.admin, self.role, _AMONG.join(self.people), self.channel)
        return _BETWEEN.join(parts)


def read(kept: str) -> Chosen:
    """What a form carried; where it is not ours, only the channel it names."""
    admin, *rest = kept.split(_BETWEEN)
    if len(rest) != 3 or rest[0] not in tuple(Role):
        return Chosen(admin)
    role, people, channel = rest
    return Chosen(admin, Role(role), tuple(one for one in people.split(_AMONG) if one), channel)


def choose(words: Words, chosen: Chosen) -> Block:
    """Whom to invite, to what; filled with what was chosen before."""
    roles = [option(words.plain(f"form.invite.role.{one}"), one) for one in reversed(Role)]
    people: Block = {"type": "multi_users_select", "max_selected_items": MOST}
    if chosen.people:
        people["initial_users"] = list(chosen.people)
    blocks = [
        field("role", words.plain("form.invite.who"), radios(roles, chosen.role)),
        optional(field("people", words.plain("form.invite.people", most=MOST), people)),
        optional(field("channel", words.plain("form.invite.channel"), _channels(chosen.channel))),
        small(words("form.invite.reads")),
    ]
    return form(
        "form.invite",
        words.plain("form.invite.title"),
        blocks,
        submit=words.plain("form.invite.submit"),
        close=words.plain("form.cancel"),
        about=chosen.admin,
    )


def preview(words: Words, chosen: Chosen, found: Preview, letter: Message) -> Block:
    """How many messages go out when, how many people are left out why, and what each reads."""
    facts: dict[str, Fact] = {
        "people": Term("form.inviting.people", {"n": found.count}),
        "days": _days(found),
        "left_out": _left_out(found),
    }
    submit = words.plain("form.inviting.submit", n=found.count)
    said = (Message("invite.preview", "", facts), letter)
    return _sure(words, "form.inviting", submit, (chosen, said))


def preview_post(words: Words, chosen: Chosen, post: Message) -> Block:
    """What one post in a channel means, and what everybody there reads."""
    facts: dict[str, Fact] = {"channel": Channel(chosen.channel)}
    submit = words.plain("form.posting.submit")
    said = (Message("invite.preview.post", "", facts), post)
    return _sure(words, "form.posting", submit, (chosen, said))


def _sure(
    words: Words, name: str, submit: str, said: tuple[Chosen, tuple[Message, Message]]
) -> Block:
    chosen, (about, letter) = said
    back = button("invite.back", words.plain("button.invite.back"), "back")
    return form(
        name,
        words.plain(f"{name}.title"),
        [
            *message.blocks(words, about),
            {"type": "divider"},
            small(words(f"{name}.reads")),
            *message.blocks(words, letter),
            {"type": "actions", "elements": [back]},
        ],
        submit=submit,
        close=words.plain("form.cancel"),
        about=chosen.kept(),
    )


def _channels(chosen: str) -> Block:
    element: Block = {
        "type": "conversations_select",
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    return element | {"initial_conversation": chosen} if chosen else element


def _days(found: Preview) -> Fact:
    if found.first == found.last:
        return Term("form.inviting.days.single", {"first": Day(found.first)})
    days: dict[str, Fact] = {"first": Day(found.first), "last": Day(found.last)}
    return Term("form.inviting.days.between", days)


def _left_out(found: Preview) -> Fact:
    reasons: Sequence[Fact] = [
        Term(f"form.inviting.left_out.{one}", {"n": found.left_out[one]})
        for one in LEFT_OUT
        if found.left_out.get(one)
    ]
    if not reasons:
        return ""
    return Term("form.inviting.left_out.all", {"reasons": Several(tuple(reasons))})
