"""The form that rounds a mentorship off: three questions beside one's own start."""

from collections.abc import Mapping, Sequence

from bot.domain.endings import Next
from bot.domain.facts import Fact
from bot.domain.questions import LINE_MOST
from bot.domain.words import Words
from handlers.views import questions
from handlers.views.blocks import Block, field, form, line, option, optional, radios, section, small


def view(words: Words, about: str, start: Sequence[Fact], said: Mapping[str, str]) -> Block:
    """What changed, thanks for one thing, what next; `start` are the lines of one's own
    beginning."""
    wishes = [option(words.plain(f"form.farewell.next.{one}"), one) for one in Next]
    blocks: list[Block] = []
    if start:
        shown = "\n".join(words("closing.start.line", line=one) for one in start)
        blocks.append(section(shown))
    blocks += [
        optional(_line(words, "changed", said)),
        optional(questions.number(words, words.plain("form.farewell.number"))),
        optional(_line(words, "thanks", said)),
        field("next", words.plain("form.farewell.wish"), radios(wishes, said.get("next"))),
        small(words("form.farewell.reads")),
    ]
    return form(
        "form.farewell",
        words.plain("form.farewell.title"),
        blocks,
        submit=words.plain("form.farewell.submit"),
        close=words.plain("form.cancel"),
        about=about,
    )


def without_number(form: Block) -> Block:
    """The same form for a mentor, who is not asked how sure she is to do it alone."""
    kept = [block for block in form["blocks"] if block.get("block_id") != "number"]
    return form | {"blocks": kept}


def _line(words: Words, name: str, said: Mapping[str, str]) -> Block:
    label = words.plain(f"form.farewell.{name}")
    return field(name, label, line(LINE_MOST, said.get(name, ""), tall=True))
