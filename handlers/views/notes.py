"""Forms for parked questions."""

from collections.abc import Sequence

from bot.domain.words import Words
from handlers.views.blocks import INPUT_MOST, Block, field, form, line, small


def keep(words: Words, most: int, typed: str = "") -> Block:
    """One line to keep; where more was typed already, it stands there whole, to be shortened."""
    room = INPUT_MOST if len(typed) > most else most
    blocks = [
        field("text", words.plain("form.note.text"), line(room, typed[:room], tall=True)),
        small(words("form.note.reads")),
    ]
    return form(
        "form.note",
        words.plain("form.note.title"),
        blocks,
        submit=words.plain("form.note.submit"),
        close=words.plain("form.cancel"),
    )


def topics(words: Words, meeting_id: str, most: int, kept: Sequence[str]) -> Block:
    """What to send before a talk, filled with what was kept."""
    typed = "\n".join(kept)[:most]
    blocks = [
        field("topics", words.plain("form.topics.text"), line(most, typed, tall=True)),
        small(words("form.topics.reads")),
    ]
    return form(
        "form.topics",
        words.plain("form.topics.title"),
        blocks,
        submit=words.plain("form.topics.submit"),
        close=words.plain("form.cancel"),
        about=meeting_id,
    )
