"""The tour: twelve weeks of one program, told over the same wire as in Slack, the same each time.

`python -m bot demo --tour` tells it and compares it with bot/tour.txt, chapter by chapter. After
a change of words or rules, read what is told now and store it: `make tour`. A chapter is a title
and a function (chapters.py, the_way.py); what people do by habit is data (people.py).
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from difflib import unified_diff
from pathlib import Path

from bot import company
from bot.clock import HandClock
from bot.demo import staged
from bot.domain.ids import drawn_from
from bot.tour import beginning, the_way
from bot.tour.teller import Teller
from sandbox.client import Impossible

STORED = Path(__file__).parent.with_suffix(".txt")
SEED = 20261123
CHAPTERS = (*beginning.CHAPTERS, *the_way.CHAPTERS)
"""The story, in order."""

STOPPED = "-- The story cannot go on: "
"""How a line begins with which a story ends too soon."""

_SIGN = "== "


def told() -> Generator[list[str]]:
    """The story as it is told now, chapter by chapter; where somebody cannot do what the story
    wants of them, the last line says so."""
    clock = HandClock(company.BEGINS)
    with drawn_from(SEED), staged(clock) as stage:
        teller = Teller(stage, company.COMPANY)
        for title, play in CHAPTERS:
            teller.lines = [f"{_SIGN}{title} =="]
            try:
                play(teller)
            except Impossible as stopped:
                yield [*teller.lines, "", f"{STOPPED}{stopped}", ""]
                return
            yield [*teller.lines, ""]


def stored() -> list[list[str]]:
    """The chapters as they were read and found good."""
    chapters: list[list[str]] = []
    for line in STORED.read_text(encoding="utf-8").splitlines():
        if line.startswith(_SIGN) or not chapters:
            chapters.append([])
        chapters[-1].append(line)
    return chapters


def tell(show: Callable[[str], object]) -> tuple[str, ...]:
    """Show the story chapter by chapter, up to the first that is not as stored; how that differs,
    as a unified diff, or nothing."""
    good = stored()
    number = -1
    with closing(told()) as chapters:
        for number, chapter in enumerate(chapters):
            for line in chapter:
                show(line)
            expected = good[number] if number < len(good) else []
            if chapter != expected:
                return _parted(expected, chapter)
    rest = [line for chapter in good[number + 1 :] for line in chapter]
    return _parted(rest, []) if rest else ()


def retell(file: Path, show: Callable[[str], object]) -> tuple[str, ...]:
    """Show the story as it is told now, and store it in this file unless it stops too soon; why
    it was not stored, or nothing."""
    lines: list[str] = []
    with closing(told()) as chapters:
        for chapter in chapters:
            for line in chapter:
                show(line)
            lines += chapter
    stopped = tuple(line for line in lines if line.startswith(STOPPED))
    if not stopped:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return stopped


def _parted(good: Sequence[str], now: Iterable[str]) -> tuple[str, ...]:
    changes = unified_diff(good, list(now), STORED.name, "told now", n=2, lineterm="")
    return (
        f"This chapter is not as {STORED.name} has it. If it is better now, store it: make tour",
        *changes,
    )
