"""The small form of a question: one or two lines, or a number from 0 to 10."""

from collections.abc import Mapping

from bot.domain.questions import LINE_MOST, NUMBERS, SURE, Question
from bot.domain.words import Words
from handlers.views.blocks import Block, button, field, form, line, option, optional, select, small


def view(words: Words, question: Question, about: str, typed: Mapping[str, str]) -> Block:
    """The form, filled with what was said before; the first line is needed, the rest is not."""
    name = f"form.{question.id}"
    if question.lines:
        blocks = [_line(words, name, one, typed) for one in question.lines]
        blocks[1:] = [optional(block) for block in blocks[1:]]
    else:
        blocks = [number(words, words.plain(f"{name}.number"))]
    blocks.append(small(words(f"{name}.reads")))
    # Pushed on top of this form, so what is typed here stays.
    beside = [button("support.open", words.plain("button.support.open"), question.id)]
    if question is SURE:
        more = button("selfcheck.open", words.plain("button.selfcheck.open"), about)
        beside = [more, *beside]
    blocks.append({"type": "actions", "elements": beside})
    return form(
        name,
        words.plain(f"{name}.title"),
        blocks,
        submit=words.plain("form.keep"),
        close=words.plain("form.cancel"),
        about=about,
    )


def number(words: Words, label: str) -> Block:
    """A number from 0 to 10; both ends are named."""
    ends = {"0": words.plain("form.number.low"), "10": words.plain("form.number.high")}
    options = [option(ends.get(one, one), one) for one in NUMBERS]
    return field("number", label, select(options))


def _line(words: Words, name: str, one: str, typed: Mapping[str, str]) -> Block:
    label = words.plain(f"{name}.{one}")
    return field(one, label, line(LINE_MOST, typed.get(one, ""), tall=True))
