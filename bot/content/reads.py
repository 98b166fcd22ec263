"""What must hold for reads and plans: a title each, and a question that can be answered."""

from collections.abc import Iterator, Mapping

from bot.content.source import Entry, Fault
from bot.domain.learning import PLAN, READ

ANSWERS = ("a", "b", "c")
"""The letters of the answers; a question has the first two at least."""


def check_reads(known: Mapping[str, Entry]) -> Iterator[Fault]:
    """Every fault of the reads and plans among the entries of the base language."""
    for id, entry in known.items():
        if entry.is_message and id.startswith((READ, PLAN)):
            for missing in _missing(id, known):
                words = f"{id!r} has no {missing!r}; write it in a file of words"
                yield Fault(entry.file, entry.line, words)


def _missing(id: str, known: Mapping[str, Entry]) -> Iterator[str]:
    """The ids of words that a read or plan lacks; a question may be left out, but not half."""
    if f"{id}.title" not in known:
        yield f"{id}.title"
    asked = [name for name in ("ask", *ANSWERS, "right", "why") if f"{id}.{name}" in known]
    if not asked:
        return
    yield from (f"{id}.{name}" for name in ("ask", "a", "b", "right", "why") if name not in asked)
    right = known.get(f"{id}.right")
    if right is not None and (right.template not in ANSWERS or right.template not in asked):
        yield f"{id}.{right.template}"
