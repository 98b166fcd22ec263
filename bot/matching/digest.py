"""Fingerprints of a run, so that a stored one can be replayed and compared."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, time
from hashlib import sha256
from typing import Any

from bot.matching.candidates import Candidate
from bot.matching.model import VERSION, Digests, Pair, People, Rules, Unplaced


def digests(
    people: People, rules: Rules, pairs: Iterable[Pair], unplaced: Iterable[Unplaced]
) -> Digests:
    """The fingerprints of what went in and what came out; the order of people does not count."""
    return Digests(
        people=_digest(
            {
                "mentees": [_plain_person(one) for one in _by_id(people.mentees)],
                "mentors": [_plain_person(one) for one in _by_id(people.mentors)],
                "fixed": people.fixed,
                "proposed": people.proposed,
            }
        ),
        rules=_digest([VERSION, asdict(rules)]),
        draft=_digest(
            [
                sorted([one.mentee, one.mentor, one.score] for one in pairs),
                sorted(one.mentee for one in unplaced),
            ]
        ),
    )


def _by_id(side: Iterable[Candidate]) -> list[Candidate]:
    return sorted(side, key=lambda one: one.id)


def _plain_person(one: Candidate) -> dict[str, Any]:
    topics = [[topic.name, topic.level, topic.priority] for topic in one.topics]
    return {**vars(one), "topics": topics}


def _digest(facts: Any) -> str:
    text = json.dumps(facts, default=_plain, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(fact: Any) -> Any:
    if isinstance(fact, frozenset):
        return sorted(_plain(one) if isinstance(one, frozenset) else one for one in fact)
    if isinstance(fact, (date, time)):
        return fact.isoformat()
    if isinstance(fact, Mapping):
        return dict(fact)
    if is_dataclass(fact):
        return vars(fact)
    raise TypeError(f"no fingerprint of {type(fact).__name__}")
