"""`python -m bot check`: name every problem before anything starts."""

import json
from collections.abc import Sequence

from bot.cli.findings import Finding, findings
from bot.cli.opening import parser, said
from bot.config import environment


def main(args: Sequence[str]) -> int:
    """Print every problem of configuration, key, texts, database, tokens, scopes and channel;
    0 where there is none, 1 otherwise."""
    options = parser("check", "Name every problem before anything starts; nothing is changed.")
    options.add_argument("--json", action="store_true", help="print one JSON object instead")
    asked = options.parse_args(args)
    found = tuple(findings(environment()))
    problems = [one for one in found if one.problem]
    notes = [one for one in found if not one.problem]
    if asked.json:
        facts = {"ok": not problems, "problems": _plain(problems), "notes": _plain(notes)}
        print(json.dumps(facts, indent=2, ensure_ascii=False))
        return 1 if problems else 0
    for note in notes:
        print(f"Note: {note.words}")
    if problems:
        return said(*(one.words for one in problems))
    print("Everything is in place. Start with: python -m bot run")
    return 0


def _plain(found: Sequence[Finding]) -> list[dict[str, str]]:
    return [{"about": one.about, "words": one.words} for one in found]
