"""What comes next after an early end: one tap each, seen by nobody else, and done."""

from functools import partial

from bot.domain.endings import Wish
from bot.domain.messages import Message
from bot.domain.participants import Role
from bot.services import afterwards
from handlers import away, find
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show, Turn
from handlers.views import cards


def chosen(wish: Wish, desk: Desk, heard: Heard) -> Answer:
    """The answer is kept; what was chosen opens at once, where there is something to open."""
    with desk.unit() as unit:
        member = afterwards.say(unit, heard.value, heard.user, wish, desk.now())
    if wish is Wish.PAUSE:
        return _in_place(heard, away.opened(desk, heard))
    if wish is Wish.MATCH and member.role is Role.MENTEE:
        return _in_place(heard, find.shown(desk, heard))
    if not heard.in_modal:
        return None
    with desk.store.read() as unit:
        said = afterwards.followed(unit, member, heard.value)
    return Turn(cards.view(desk.words_for(heard.user), "end", [said] if said else []))


def again(desk: Desk, heard: Heard) -> Answer:
    """Whoever wanted no match for now may be matched again."""
    with desk.unit() as unit:
        afterwards.again(unit, desk.team, heard.user, desk.now())
    if heard.in_modal:
        return Turn(cards.view(desk.words_for(heard.user), "end", [Message("next.again", "none")]))
    tapped = desk.delivery(heard)
    in_place = tapped is not None and tapped.template in afterwards.TEMPLATES
    return None if in_place else Say("next.again")


def _in_place(heard: Heard, answer: Answer) -> Answer:
    """Slack stacks three forms at most, so inside one the next takes its place."""
    return Turn(answer.view) if heard.in_modal and isinstance(answer, Show) else answer


LISTENERS = (
    *(Listener("button", f"next.{wish}", partial(chosen, wish)) for wish in Wish),
    Listener("button", "next.again", again),
)
