"""Topics as people type them: the shared list, what mentors offer in their own words, and close
spellings of both; a close spelling is offered, never forced."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.domain.participants import Role
from bot.domain.topics import SHARED, TOPIC_MOST, tidy
from bot.domain.words import Words
from bot.ports import Unit
from bot.services import programs

CLOSE = 78
"""From this likeness on (0 to 100) a topic may be what was meant; below it, typing errors of one
word are told from other words."""

CLOSE_MOST = 3
"""Close spellings offered at once."""

_SHORT = 4
"""Letters below which a part of a word says too little to compare it."""


@dataclass(frozen=True)
class Search:
    """What fits a search: topics that hold what was typed, those spelled almost like it, and the
    typed words themselves where they are no topic yet."""

    fitting: tuple[str, ...]
    close: tuple[str, ...]
    own: str | None


def offered(unit: Unit, workspace_id: str) -> tuple[str, ...]:
    """What listed mentors of the present program offer in their own words: whoever looks for a
    mentor is shown it anyway."""
    program = programs.current(unit, workspace_id)
    if program is None:
        return ()
    members = unit.participants.find(program_id=program.id, left_at=None)
    ids = tuple(one.id for one in members)
    listed = unit.roles.find(participant_id=ids, role=Role.MENTOR, listed=True)
    named = unit.topics.find(
        participant_id=tuple(one.participant_id for one in listed), role=Role.MENTOR
    )
    own = {_fold(one.name): one.name for one in reversed(named) if one.name not in SHARED}
    return tuple(sorted(own.values(), key=_fold))


def search(words: Words, typed: str, own: tuple[str, ...]) -> Search:
    """The topics for what was typed, in this language; everything for nothing."""
    wanted = tidy(typed)
    labels = _labels(words, own)
    fitting = tuple(name for name, label in labels.items() if _fold(wanted) in label)
    if not wanted:
        return Search(tuple(SHARED), (), None)
    exact = _fold(wanted) in labels.values()
    close = () if exact else tuple(one for one in _close(wanted, labels) if one not in fitting)
    return Search(fitting, close, None if exact else wanted[:TOPIC_MOST])


def canonical(words: Words, names: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """The names as they are kept: what only differs in case and spacing from a topic there is
    becomes that topic, each once."""
    known = {label: name for name, label in reversed([*_labels(words, own).items()])}
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(_fold(name), known.get(_fold(name), name))
    return tuple(dict.fromkeys(kept.values()))


def _labels(words: Words, own: tuple[str, ...]) -> Mapping[str, str]:
    """How each topic reads in this language, for comparing."""
    return {
        **{name: _fold(words.plain(f"topic.{name}")) for name in SHARED},
        **{name: _fold(name) for name in own},
    }


def _close(wanted: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    typed = _fold(wanted)
    if len(typed) < _SHORT:
        return ()
    found = process.extract(typed, labels, scorer=_likeness, score_cutoff=CLOSE, limit=CLOSE_MOST)
    return tuple(name for _, _, name in found)


def _likeness(one: str, other: str, **_limits: object) -> float:
    """How alike two spellings are, whole or word by word in any order."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other), _part(one, other))


def _part(typed: str, label: str) -> float:
    """A part of a longer topic, such as one of its words, spelled almost right."""
    return fuzz.partial_ratio(typed, label) - 5 if len(typed) < len(label) else 0.0


def _fold(name: str) -> str:
    return tidy(name).casefold()
