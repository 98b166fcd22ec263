"""What people write to the bot: answered with buttons, nothing of it is kept."""

from bot.services import talk
from handlers.desk import EVENT_WAIT, Answer, Desk, Heard, Listener


def written(desk: Desk, heard: Heard) -> Answer:
    """Somebody wrote to the bot: one answer with a button that fits, at most one in five
    minutes. The words are looked at here and go no further."""
    event = heard.event
    if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
        return None
    profile = desk.profile(heard.user)
    meant = talk.meaning(desk.words_for(heard.user), str(event.get("text") or ""))
    with desk.unit(EVENT_WAIT) as unit:
        if unit.once(heard.key, desk.now()):
            talk.answer(unit, desk.team, profile, meant, desk.now())
    return None


LISTENERS = (Listener("event", "message", written),)
