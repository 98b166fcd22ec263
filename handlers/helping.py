"""Help, made from the words themselves."""

from collections.abc import Callable, Iterable
from functools import partial

from bot.domain.facts import Term
from bot.domain.participants import Role
from bot.domain.words import Words
from bot.services import programs
from handlers.desk import Answer, Desk, Heard, Listener, Tell
from handlers.views.blocks import section

FEW = 5
"""Words that help shows at first (docs/mentoring.md)."""


def listener(every: Callable[[], Iterable[Listener]]) -> Listener:
    """The word `help` over all words there are, itself among them."""
    return Listener("word", "help", partial(shown, every), help="help.word.help")


def shown(every: Callable[[], Iterable[Listener]], desk: Desk, heard: Heard) -> Answer:
    """At most five words for this person; `help more` lists all."""
    words = desk.words_for(heard.user)
    found = _for(desk, heard, every())
    more = heard.value.casefold().startswith("more")
    lines = [_line(words, one) for one in (found if more else found[:FEW])]
    if not more and len(found) > FEW:
        lines.append(words("help.more"))
    text = "\n".join(lines)
    return Tell(text, [section(text)])


def _line(words: Words, one: Listener) -> str:
    return words("help.line", word=f" {one.id}" if one.id else "", what=Term(one.help or ""))


def _for(desk: Desk, heard: Heard, every: Iterable[Listener]) -> list[Listener]:
    """The words that make sense for this person, most useful first."""
    roles = _roles(desk, heard.user)
    at_admin = _at_admin(desk, heard.channel)
    return [
        one for one in every if one.help and (one.who in roles or (one.who == "admin" and at_admin))
    ]


def _roles(desk: Desk, slack_id: str) -> set[str]:
    with desk.store.read() as unit:
        person = unit.people.one(workspace_id=desk.team, slack_id=slack_id)
        program = programs.current(unit, desk.team)
        if person is None or program is None:
            return {"all"}
        member = unit.participants.one(program_id=program.id, person_id=person.id, left_at=None)
        if member is None:
            return {"all"}
        taken = {str(role.role) for role in unit.roles.find(participant_id=member.id)}
        placed = unit.members.one(participant_id=member.id) is not None
    found = {"all", "joined"} | ({"mentee"} if Role.MENTEE in taken else set())
    return found | ({"member"} if placed else set())


def _at_admin(desk: Desk, channel: str | None) -> bool:
    with desk.store.read() as unit:
        bound = unit.workspaces.get(desk.team).admin_channel
    return bound is None or channel == bound
