"""A draft as a table, as JSON, and two people explained."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bot.cli.sheets import Fault
from bot.content.reader import read
from bot.domain.facts import Fact, Quote, Term
from bot.domain.words import Words
from bot.matching.cohort import Cohort
from bot.matching.groups import Groups
from bot.matching.model import Certificate, Draft, Pair, Totals, WhyNot

_SHOWN = 12
"""Ids in one line of text; JSON has all."""


def as_text(draft: Draft) -> str:
    """For people."""
    words = read().words("en")
    parts = [
        [_summary(draft)],
        _table(draft.pairs, words),
        [*_left_out(draft)],
        [*_advice(draft)],
        [f"Draft {draft.digests.draft[:16]}: the same files, week and round give the same."],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def as_json(draft: Draft, notes: Sequence[str]) -> str:
    """For programs (docs/matching.md)."""
    words = read().words("en")
    facts = {
        "matches": [_plain_pair(pair, words) for pair in draft.pairs],
        "unplaced": [asdict(one) for one in draft.unplaced],
        "totals": asdict(draft.totals),
        "price": draft.price and asdict(draft.price),
        "advice": [asdict(one) for one in draft.advice],
        "notes": list(notes),
        "digest": draft.digests.draft,
        "digests": asdict(draft.digests),
    }
    return json.dumps(facts, indent=2, ensure_ascii=False)


def faults_as_json(faults: Sequence[Fault]) -> str:
    """What is wrong with the files, for programs."""
    return json.dumps({"faults": [asdict(one) for one in faults]}, indent=2, ensure_ascii=False)


def groups_as_text(found: Groups) -> str:
    """Groups for people."""
    placed = sum(len(group.mentees) for group in found.groups)
    many = "One group" if len(found.groups) == 1 else f"{len(found.groups)} groups"
    lines = [f"{many}, {placed} of {placed + len(found.unplaced)} mentees."]
    for group in found.groups:
        purpose = f" ({group.purpose.replace('_', ' ')})" if group.purpose else ""
        lines.append(f"  {group.mentor}{purpose}: {', '.join(group.mentees)}")
    if found.unplaced:
        lines.append(f"In no group: {_few(found.unplaced)}")
    return "\n".join(lines)


def groups_as_json(found: Groups) -> str:
    """Groups for programs."""
    return json.dumps(asdict(found), indent=2, ensure_ascii=False)


def explained(cohort: Cohort, ids: tuple[str, ...], as_json: bool) -> str:
    """Why these two are matched, or why not; raises LookupError for people not in the run."""
    mentee, mentor = ids
    why = cohort.why_not(mentee, mentor)
    if as_json:
        return json.dumps({"mentee": mentee, "mentor": mentor, **asdict(why)}, indent=2)
    return "\n".join(_why(why, mentee, mentor))


def _plain_pair(pair: Pair, words: Words) -> dict[str, Any]:
    facts = asdict(pair)
    del facts["fixed"], facts["broken"]
    return {**facts, "reasons": _reasons(pair, words)}


def _reasons(pair: Pair, words: Words) -> list[str]:
    """The reasons as somebody outside the pair reads them."""
    return [
        words.plain(
            reason.id.replace("reason.", "matched."),
            **{name: _sayable(fact, words) for name, fact in reason.facts.items()},
        )
        for reason in pair.reasons
    ]


def _sayable(fact: Fact, words: Words) -> Fact:
    """The fact; a name of the file that is in no list of ours stands as it was typed."""
    if isinstance(fact, Term) and not words.has(fact.id):
        return Quote(fact.id.partition(".")[2].replace("_", " "))
    return fact


def _summary(draft: Draft) -> str:
    many = len(draft.pairs) + len(draft.unplaced)
    text = f"{draft.totals.placed} of {many} mentees placed; {_numbers(draft.totals)}."
    if draft.price is None:
        return text
    fewer = draft.price.placed - draft.totals.placed
    less = draft.price.score - draft.totals.score
    return f"{text}\nStable mode: {fewer} fewer placed than possible, {less} points less in all."


def _numbers(totals: Totals) -> str:
    idle = f", {totals.idle} mentors with nobody" if totals.idle else ""
    return f"{totals.score} points in all, {totals.floor} in the weakest pair{idle}"


def _table(pairs: Sequence[Pair], words: Words) -> list[str]:
    if not pairs:
        return []
    rows = [("mentee", "mentor", "points", "why")]
    for pair in pairs:
        weak = " (weak: ask both)" if pair.ask else ""
        why = "; ".join(_reasons(pair, words))
        rows.append((pair.mentee, pair.mentor, f"{pair.score}", why + weak))
    widths = [max(len(row[n]) for row in rows) for n in range(3)]
    return [
        f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]}"
        for row in rows
    ]


def _left_out(draft: Draft) -> Iterator[str]:
    if not draft.unplaced:
        return
    yield f"Without a place: {len(draft.unplaced)}"
    for certificate in (*draft.certificates, None):
        people = [one.mentee for one in draft.unplaced if one.certificate == certificate]
        if people:
            yield f"  {_few(people)}: {_proof(certificate)}"


def _proof(certificate: Certificate | None) -> str:
    if certificate is None:
        return "could be placed, but not in a stable way."
    if not certificate.mentors:
        return "no rule leaves them any mentor with a place. --explain says which for any two."
    many, places = len(certificate.mentees), certificate.places
    shared = "one place" if places == 1 else f"{places} places"
    return f"{many} people share {shared}, with {_few(certificate.mentors)}."


def _few(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more


def _advice(draft: Draft) -> Iterator[str]:
    if draft.advice:
        yield "What would help (each tried by solving anew)"
    for one in draft.advice:
        mentors = "One more mentor" if one.mentors == 1 else f"{one.mentors} more mentors"
        places = "one place" if one.places == 1 else f"{one.places} places each"
        yield f"  {mentors} for “{one.topic}”, with {places}, would place {one.placed} more."


def _why(why: WhyNot, mentee: str, mentor: str) -> Iterator[str]:
    yield _verdict(why, mentee, mentor)
    if why.kind != "rule":
        parts = ", ".join(f"{name} {points}" for name, points in why.parts.items())
        yield f"These two: {why.score} points ({parts})."
    if why.instead and why.kind != "matched":
        yield f"{mentee} is with {why.instead}: {why.has} points."
    if why.held_by and why.kind not in ("matched", "rule"):
        yield f"{mentor} is with {_few(why.held_by)}."


def _verdict(why: WhyNot, mentee: str, mentor: str) -> str:
    words = read().words("en")
    if why.kind == "rule":
        return " ".join(words.plain(f"rule.{code}") for code in why.rules)
    return {
        "matched": f"{mentee} and {mentor} are matched.",
        "fixed": f"The match of {mentee} is decided already.",
        "better": f"Matching them would cost all together {why.lost} points.",
        "floor": f"It would be the weakest pair; every pair now has at least {why.floor} points.",
        "place": f"Matching them would leave {why.fewer} more without a place.",
        "turn": "Matching them would take the place of somebody who comes first.",
        "equal": "Matching them would cost nothing; the draw between equals decided.",
        "stable": "In stable mode one of them is with somebody they rank higher.",
    }[why.kind]
